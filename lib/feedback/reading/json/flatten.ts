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

const collect = (
  fields: Map<string, string>,
  object: JsonObject,
  { prefix, depth }: Nesting = { prefix: '', depth: 1 },
): void => {
  if (depth > maxDepth) throw new RangeError('nested too deep');
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value)) collect(fields, value, { prefix: `${prefix}${key}.`, depth: depth + 1 });
    else
      fields.set(
        freeName(`${prefix}${key}`, fields),
        Array.isArray(value) ? listText(value) : scalarText(value),
      );
  }
};

/**
 * The fields of a JSON object as text: nested objects as `a.b`, conversations as transcripts, lists of plain values joined
 * with `; `, other lists as JSON, null as ''. An empty object gives no field.
 *
 * @throws RangeError for objects nested more than 32 deep
 * @example flattened({ id: 7, device: { os: 'iOS' } }) // Map { 'id' → '7', 'device.os' → 'iOS' }
 */
export const flattened = (object: JsonObject): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>();
  collect(fields, object);
  return fields;
};

/** A value that is not a list and no plain value. */
export { isObject as isJsonObject };
