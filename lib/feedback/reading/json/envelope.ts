import { firstBy, omit } from 'remeda';
import { isJsonObject, questionKeyOf, transcriptOf } from './flatten.ts';

/** Finds the records in a JSON object that only packs them: `{"data": {"conversations": […]}}`. */

type JsonObject = Readonly<Record<string, unknown>>;

const maxDepth = 4;
/** Texts of a record; an object that has one is a record itself. */
const textKey = /comment|text|body|feedback|review|answer|verbatim|content|note|opinion|description/i;
/** What describes an export as well as it may be a text of a record. */
const aboutKey = /^(?:description|note|notes|comment_count|content_type)$/i;
const maxMetaLength = 200;

/** Page counts, links and dates of an export: nothing that a customer wrote. */
const isMeta = ([key, value]: readonly [string, unknown]): boolean =>
  typeof value !== 'string' || aboutKey.test(key) || (value.length <= maxMetaLength && !textKey.test(key));

/** Texts of customers, also under names that the packaging has, too ("message": "ok"). */
const writtenKey =
  /comment|text|body|feedback|review|answer|verbatim|content|note|opinion|remark|message|reason|kommentar|opmerking/i;

const hasText = (object: JsonObject): boolean =>
  Object.entries(object).some(([key, value]) => typeof value === 'string' && writtenKey.test(key));

/** At least this many records under keys of their own are a list: `{"f1": {"text": …}, "f2": {"text": …}, …}`. */
const minKeyed = 3;

const keyed = (object: JsonObject): readonly JsonObject[] | undefined => {
  const values = Object.values(object);
  const isKeyed = values.length >= minKeyed && values.every((value) => isJsonObject(value) && hasText(value));
  return isKeyed ? values.filter(isJsonObject) : undefined;
};

const isList = (value: unknown): value is readonly JsonObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isJsonObject) && transcriptOf(value) === undefined;

const namesKey = /^(?:columns?|fields?|headers?|keys|schema|cols)$/i;
const rowsKey = /^(?:rows?|data|values|records|items)$/i;

const nameOfColumn = (column: unknown): string | undefined => {
  if (typeof column === 'string') return column;
  const named = isJsonObject(column) ? (column['name'] ?? column['title'] ?? column['key']) : undefined;
  return typeof named === 'string' ? named : undefined;
};

const valueAt = (object: JsonObject, key: RegExp): unknown =>
  Object.entries(object).find(([name]) => key.test(name))?.[1];

/** A table with its names apart: `{"columns": ["Date", "Comment"], "rows": [["2026-05-01", "Late"]]}`. */
const namedRows = (object: JsonObject): readonly JsonObject[] | undefined => {
  const [columns, rows] = [valueAt(object, namesKey), valueAt(object, rowsKey)];
  if (!Array.isArray(columns) || !Array.isArray(rows) || rows.length === 0) return undefined;
  const names = columns.map(nameOfColumn);
  const isTable = names.length > 0 && names.every((name) => name !== undefined) && rows.every(Array.isArray);
  if (!isTable) return undefined;
  return rows.map((row: readonly unknown[]) =>
    Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])),
  );
};

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** The values of a column: a list, or by the numbers of the rows. */
const columnValues = (column: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(column)) return column;
  const isByNumber = isJsonObject(column) && Object.keys(column).every((key) => /^\d+$/.test(key));
  return isByNumber ? Object.values(column) : undefined;
};

/** A table by columns, each with as many values: `{"date": ["2026-05-01", …], "comment": ["Late", …]}`, or `{"date": {"0": "2026-05-01", …}, …}`. */
const columnRows = (object: JsonObject): readonly JsonObject[] | undefined => {
  const columns = Object.entries(object).map(([name, column]) => ({ name, values: columnValues(column) }));
  const count = columns[0]?.values?.length ?? 0;
  const isTable =
    columns.length > 1 &&
    count > 1 &&
    columns.every(({ values }) => values?.length === count && values.every(isPlain));
  if (!isTable) return undefined;
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(columns.map(({ name, values }) => [name, values?.[row] ?? null])),
  );
};

const listsIn = (object: JsonObject, depth = 1): (readonly JsonObject[])[] => {
  const table = namedRows(object) ?? columnRows(object);
  if (table !== undefined) return [table];
  const records = keyed(object);
  if (records !== undefined) return [records];
  const entries = Object.entries(object);
  if (depth > maxDepth || !entries.every(isMeta)) return [];
  return entries.flatMap(([, value]) => {
    if (isList(value)) return [value];
    return isJsonObject(value) ? listsIn(value, depth + 1) : [];
  });
};

const isListOfTexts = (value: unknown): value is readonly JsonObject[] =>
  isList(value) && value.every((item) => hasText(item) && questionKeyOf(item) === undefined);

/** The texts that a record without one holds: `{"store": "Bonn", "reviews": […]}`. Each is a record, with what the outer one says. */
const textsIn = (record: JsonObject): readonly JsonObject[] | undefined => {
  const lists = Object.entries(record).flatMap(([key, texts]) =>
    isListOfTexts(texts) ? [{ key, texts }] : [],
  );
  const [only, ...others] = lists;
  if (only === undefined || others.length > 0 || hasText(record)) return undefined;
  return only.texts.map((text) => ({ ...omit(record, [only.key]), [only.key]: text }));
};

/** Groups of texts as their texts, where any group has several; otherwise the records as they are. */
const ungrouped = (records: readonly JsonObject[]): readonly JsonObject[] => {
  const groups = records.map(textsIn);
  if (!groups.some((texts) => texts !== undefined && texts.length > 1)) return records;
  return records.flatMap((record, index) => groups[index] ?? [record]);
};

/** So many texts do not fit into columns of their own: they would be one cell of JSON. */
const minGrouped = 6;

/**
 * The texts of records that are groups of them, in a list without an envelope. Undefined where no group has more than five.
 *
 * @example textsOfGroups([{ store: 'Bonn', reviews: [{ text: 'Good' }, …] }, …]) // [{ store: 'Bonn', reviews: { text: 'Good' } }, …]
 */
export const textsOfGroups = (records: readonly unknown[]): readonly JsonObject[] | undefined => {
  const objects = records.filter(isJsonObject);
  const isGrouped =
    objects.length === records.length &&
    objects.some((record) => (textsIn(record)?.length ?? 0) >= minGrouped);
  return isGrouped ? ungrouped(objects) : undefined;
};

const longestIn = (object: JsonObject): readonly JsonObject[] | undefined =>
  firstBy(listsIn(object), [(list) => list.some(hasText), 'desc'], [(list) => list.length, 'desc']);

/**
 * The records in an envelope: of its lists of objects the longest with texts, otherwise the longest. Undefined for an object that is a record itself. Groups of texts are
 * taken apart.
 *
 * @example recordsIn({ data: { reviews: [{ text: 'Good' }] }, page: 1 }) // [{ text: 'Good' }]
 */
export const recordsIn = (value: unknown): readonly JsonObject[] | undefined => {
  const records = isJsonObject(value) ? longestIn(value) : undefined;
  return records && ungrouped(records);
};
