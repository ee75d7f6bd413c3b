type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const speakerKeys = ['role', 'author', 'from', 'sender', 'speaker'];
const textKeys = ['text', 'body', 'message', 'content'];

const firstText = (message: JsonObject, keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const value = message[key];
    if (typeof value === 'string') return value;
    if (isObject(value)) return firstText(value, ['role', 'type', 'name']);
  }
  return undefined;
};

/** A message as a turn of a conversation, or nothing where it has no speaker or no text. */
const turnOf = (message: unknown): string | undefined => {
  if (!isObject(message)) return undefined;
  const speaker = firstText(message, speakerKeys);
  const text = firstText(message, textKeys);
  return speaker === undefined || text === undefined ? undefined : `${speaker}: ${text}`;
};

/**
 * A conversation as text, a turn a line, or nothing where the items are not messages.
 *
 * @example transcriptOf([{ role: 'Agent', text: 'Hi' }, { role: 'Customer', text: 'Late!' }]) // 'Agent: Hi\nCustomer: Late!'
 */
export const transcriptOf = (items: readonly unknown[]): string | undefined => {
  const turns = items.map(turnOf);
  return turns.length > 0 && turns.every((turn) => turn !== undefined) ? turns.join('\n') : undefined;
};

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

const listText = (items: readonly unknown[]): string => {
  const transcript = transcriptOf(items);
  if (transcript !== undefined) return transcript;
  return items.some(isNested) ? JSON.stringify(items) : items.map(scalarText).join('; ');
};

const scalarText = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const maxDepth = 32;

const freeName = (name: string, fields: ReadonlyMap<string, string>): string => {
  let free = name;
  for (let count = 2; fields.has(free); count += 1) free = `${name} (${count})`;
  return free;
};

/** Where a nested object is: the names above it, each with a dot after it, and how many, from 1 at the top. */
interface Nesting {
  readonly prefix: string;
  readonly depth: number;
}

/** Names of what an item of a list answers, the best first. */
const questionKeys = ['question', 'question_text', 'heading', 'field', 'question_id', 'questionId', 'ref'];
/** They name a question only beside its answer: elsewhere they are the title or the id of a comment. */
const nameKeys = ['title', 'label', 'name', 'ref', 'key', 'id'];
const answerKey = /^(?:answers?|values?|responses?)$/i;

const plainName = (value: unknown): string | undefined => {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isObject(value)) return undefined;
  return nameKeys.map((key) => plainName(value[key])).find((name) => name !== undefined);
};

/** The key of what an item answers. */
export const questionKeyOf = (item: JsonObject): string | undefined => {
  const hasAnswer = Object.keys(item).some((key) => answerKey.test(key));
  const keys = hasAnswer ? [...questionKeys, ...nameKeys] : questionKeys;
  return keys.find((key) => plainName(item[key]) !== undefined);
};

/** More than so many items without a question have no columns of their own. */
const maxCounted = 5;

type NamedItem = readonly [prefix: string, item: JsonObject];

const byQuestion = (items: readonly JsonObject[]): readonly NamedItem[] | undefined => {
  const named = items.flatMap((item): NamedItem[] => {
    const key = questionKeyOf(item);
    if (key === undefined) return [];
    const { [key]: question, ...rest } = item;
    return [[`${plainName(question)}.`, rest]];
  });
  return new Set(named.map(([name]) => name)).size === items.length ? named : undefined;
};

const byPlace = (items: readonly JsonObject[]): readonly NamedItem[] | undefined =>
  items.length > maxCounted
    ? undefined
    : items.map((item, index) => [index === 0 ? '' : `${index + 1}.`, item]);

/** The objects of a list, each with what its names begin with: the question that it answers, or else its place. */
const namedItems = (value: unknown): readonly NamedItem[] | undefined => {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) return undefined;
  if (transcriptOf(value) !== undefined) return undefined;
  return byQuestion(value) ?? byPlace(value);
};

const collect = (
  fields: Map<string, string>,
  object: JsonObject,
  { prefix, depth }: Nesting = { prefix: '', depth: 1 },
): void => {
  if (depth > maxDepth) throw new RangeError('nested too deep');
  for (const [key, value] of Object.entries(object)) {
    const name = `${prefix}${key}`;
    const inside = isObject(value) ? [['', value] as const] : namedItems(value);
    for (const [next, item] of inside ?? [])
      collect(fields, item, { prefix: `${name}.${next}`, depth: depth + 1 });
    if (inside === undefined)
      fields.set(freeName(name, fields), Array.isArray(value) ? listText(value) : scalarText(value));
  }
};

/**
 * The fields of a JSON object as text: nested objects as `a.b`, lists of answers as `a.QUESTION.b`, up to five objects as `a.b`, `a.2.b` and so
 * on, conversations as transcripts, lists of plain values joined with `; `, other lists as JSON, null as ''. An empty object gives no field.
 *
 * @throws RangeError for objects nested more than 32 deep
 * @example flattened({ id: 7, device: { os: 'iOS' } }) // Map { 'id' → '7', 'device.os' → 'iOS' }
 * @example flattened({ answers: [{ field: { ref: 'why' }, text: 'Late' }] }) // Map { 'answers.why.text' → 'Late' }
 */
export const flattened = (object: JsonObject): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>();
  collect(fields, object);
  return fields;
};

/** A value that is not a list and no plain value. */
export { isObject as isJsonObject };
