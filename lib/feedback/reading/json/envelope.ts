import { isJsonObject, transcriptOf } from './flatten.ts';

/** Finds the records in a JSON object that only packs them: `{"data": {"conversations": […]}}`. */

type JsonObject = Readonly<Record<string, unknown>>;

const maxDepth = 4;
/** Texts of a record; an object that has one is a record itself. */
const textKey = /comment|text|body|feedback|review|answer|verbatim|content|note|opinion|description/i;
const maxMetaLength = 200;

/** Page counts, links and dates of an export: nothing that a customer wrote. */
const isMeta = ([key, value]: readonly [string, unknown]): boolean =>
  typeof value !== 'string' || (value.length <= maxMetaLength && !textKey.test(key));

const isList = (value: unknown): value is readonly JsonObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isJsonObject) && transcriptOf(value) === undefined;

const listsIn = (object: JsonObject, depth = 1): (readonly JsonObject[])[] => {
  const entries = Object.entries(object);
  if (depth > maxDepth || !entries.every(isMeta)) return [];
  return entries.flatMap(([, value]) => {
    if (isList(value)) return [value];
    return isJsonObject(value) ? listsIn(value, depth + 1) : [];
  });
};

/**
 * The records in an envelope: of its lists of objects the longest. Undefined for an object that is a record itself.
 *
 * @example recordsIn({ data: { reviews: [{ text: 'Good' }] }, page: 1 }) // [{ text: 'Good' }]
 */
export const recordsIn = (value: unknown): readonly JsonObject[] | undefined =>
  isJsonObject(value) ? listsIn(value).toSorted((left, right) => right.length - left.length)[0] : undefined;
