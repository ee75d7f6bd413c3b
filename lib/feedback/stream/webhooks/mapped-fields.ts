import { responsePart, scaleEnds } from '../streamed-response.ts';

/** The fields of a response, as far as a payload was read. */
export interface Mapped {
  readonly ratings?: Readonly<Record<string, number>>;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly unmapped: readonly string[];
  /** Texts and the rest, by their names in a response. */
  readonly [column: string]: unknown;
}

export const noFields: Mapped = { unmapped: [] };

/** A field of a payload, and what it is to become; undefined: nobody says. */
export interface PayloadField {
  readonly name: string;
  readonly value: unknown;
  readonly target: string | undefined;
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** A rating may come as a text, as hidden fields have it. */
const numberIn = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,3}$/.test(value.trim()) ? Number(value) : value;

/** The field as a response would have it. */
const partOf = (before: Mapped, { name, value, target = '' }: PayloadField): object => {
  if (scaleEnds(target) !== undefined) return { ratings: { ...before.ratings, [target]: numberIn(value) } };
  if (target === 'attribute') return { attributes: { ...before.attributes, [name]: value } };
  return { [target]: isPlain(value) ? String(value) : value };
};

/** Undefined for a value that does not fit its target, and for a target that has one already. */
const placed = (before: Mapped, field: PayloadField): Mapped | undefined => {
  const { target = '' } = field;
  if (target in before || target in (before.ratings ?? {})) return undefined;
  const { data } = responsePart.safeParse(partOf(before, field));
  return data && { ...before, ...data };
};

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Adds a field; an empty one changes nothing, and one that has no place is named in `unmapped`. */
export const withField = (before: Mapped, field: PayloadField): Mapped =>
  isEmpty(field.value)
    ? before
    : (placed(before, field) ?? { ...before, unmapped: [...before.unmapped, field.name] });

export const fieldsOf = (fields: readonly PayloadField[]): Mapped => fields.reduce(withField, noFields);
