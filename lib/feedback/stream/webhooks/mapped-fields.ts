import { scaleEnds } from '../streamed-response.ts';

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

const isOnScale = (value: unknown, [low, high]: readonly [number, number]): value is number =>
  typeof value === 'number' && value >= low && value <= high;

/** Undefined for a value that does not fit its target. */
const placed = (before: Mapped, { name, value, target = '' }: PayloadField): Mapped | undefined => {
  const ends = scaleEnds(target);
  if (ends !== undefined)
    return isOnScale(value, ends)
      ? { ...before, ratings: { ...before.ratings, [target]: value } }
      : undefined;
  if (target === 'attribute')
    return isPlain(value) ? { ...before, attributes: { ...before.attributes, [name]: value } } : undefined;
  return target !== '' && isPlain(value) && !(target in before)
    ? { ...before, [target]: String(value) }
    : undefined;
};

/** Adds a field; an empty one changes nothing, and one that has no place is named in `unmapped`. */
export const withField = (before: Mapped, field: PayloadField): Mapped => {
  if (field.value === undefined || field.value === null || field.value === '') return before;
  return placed(before, field) ?? { ...before, unmapped: [...before.unmapped, field.name] };
};

export const fieldsOf = (fields: readonly PayloadField[]): Mapped => fields.reduce(withField, noFields);
