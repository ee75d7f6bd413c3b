import { isDeepEqual } from 'remeda';
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

type Values = Readonly<Record<string, unknown>>;

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a key that is there. */
export const own = (values: Values, key: string): unknown =>
  Object.hasOwn(values, key) ? values[key] : undefined;

/** The ids of a list whose every entry has one; undefined for any other value. */
export const idsIn = (value: unknown): readonly string[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const ids = value.map((entry: unknown) => (isValues(entry) ? entry['id'] : undefined));
  return ids.every((id) => typeof id === 'string') ? ids : undefined;
};

/** What was read, and what it should become. */
interface Edit<Value = unknown> {
  readonly base: Value;
  readonly next: Value;
}

/** Entries are the same if their ids are, otherwise if their positions are. */
const placeBefore = ({ base, next }: Edit): ((index: number) => number) => {
  const [before, after] = [idsIn(base), idsIn(next)];
  return before === undefined || after === undefined
    ? (index) => index
    : (index) => before.indexOf(after[index] ?? '');
};

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** An empty list is the same as no list. */
const withoutEmptyLists = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmptyLists);
  if (!isValues(value)) return value;
  const stated = Object.entries(value).filter(([, inner]) => !isEmptyList(inner));
  return Object.fromEntries(stated.map(([key, inner]) => [key, withoutEmptyLists(inner)]));
};

const created = (document: Document, value: unknown): Node => document.createNode(withoutEmptyLists(value));

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

const editMap = (document: Document, map: YAMLMap, { base, next }: Edit<Values>): void => {
  for (const key of new Set([...Object.keys(base), ...Object.keys(next)])) {
    const edit = { base: own(base, key), next: own(next, key) };
    const pair = map.items.find((candidate) => keyOf(candidate) === key);
    // What is as it was stays as it is written, also where it is a default that is not written at all.
    if (isDeepEqual(edit.base, edit.next)) continue;
    if (edit.next === undefined) map.items = map.items.filter((each) => each !== pair);
    else if (pair !== undefined) pair.value = edited(document, pair.value, edit);
    else if (!isEmptyList(edit.next)) map.add(document.createPair(key, withoutEmptyLists(edit.next)));
  }
};

const editSeq = (document: Document, seq: YAMLSeq, { base, next }: Edit<readonly unknown[]>): void => {
  const before = placeBefore({ base, next });
  seq.items = next.map((entry, index) => {
    const place = before(index);
    const item = seq.items[place];
    return item === undefined
      ? created(document, entry)
      : edited(document, item, { base: base[place], next: entry });
  });
};

const edited = (document: Document, node: unknown, edit: Edit): unknown => {
  const { base, next } = edit;
  if (isDeepEqual(base, next)) return node;
  if (isMap(node) && isValues(base) && isValues(next)) {
    editMap(document, node, { base, next });
    return node;
  }
  if (isSeq(node) && Array.isArray(base) && Array.isArray(next)) {
    editSeq(document, node, { base, next });
    return node;
  }
  if (isScalar(node) && typeof next !== 'object') {
    node.value = next;
    return node;
  }
  return created(document, next);
};

/** An entry that is moved must not precede what it refers to: each reference becomes a copy. */
const withoutAliases = (document: Document): void => {
  visit(document, {
    Alias: (_, alias) => document.createNode(alias.resolve(document)?.toJS(document)),
  });
};

/**
 * A YAML file with other values. Comments stay with their entry, also when it moves (entries of a list are identified by `id`); what did
 * not change keeps its key order and line breaks; comments of removed entries are removed.
 *
 * @param base the values of the file now
 * @example editYaml('a: 1 # one\nb: 2', { base: { a: 1, b: 2 }, next: { a: 3, b: 2 } }) // 'a: 3 # one\nb: 2\n'
 */
export const editYaml = (text: string, edit: Edit): string => {
  const document: Document = parseDocument(text, { logLevel: 'error' });
  withoutAliases(document);
  const contents = edited(document, document.contents, edit);
  if (isNode(contents)) document.contents = contents;
  return document.toString({ lineWidth: 0 });
};
