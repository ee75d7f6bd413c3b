import { VerbatimError } from '../../errors.ts';
import type { DateOrder } from '../response/dates/dates.ts';
import type { AnswerRole } from '../response/response.ts';
import type { Metric } from '../response/scale.ts';
import type { Field } from './mapping.ts';
import { nearNames } from './near-names.ts';

/** What a person says a column is, as short as `ces:1-7:easy`; what they leave open is inferred from the column. */
export interface ColumnOverride {
  readonly field: Field;
  readonly metric?: Metric;
  readonly role?: AnswerRole;
  readonly transcript?: boolean;
  readonly kind?: 'relationship' | 'transactional';
  readonly min?: number;
  readonly max?: number;
  readonly direction?: 'easy' | 'effort';
  readonly order?: DateOrder;
  /** Values that are codes for "no answer". */
  readonly absent?: readonly string[];
}

const overrideByName: Readonly<Record<string, ColumnOverride>> = {
  comment: { field: 'comment' },
  open: { field: 'comment', role: 'open' },
  praise: { field: 'comment', role: 'praise' },
  improve: { field: 'comment', role: 'improve' },
  reason: { field: 'comment', role: 'reason' },
  nps: { field: 'rating', metric: 'nps' },
  csat: { field: 'rating', metric: 'csat' },
  ces: { field: 'rating', metric: 'ces' },
  rating: { field: 'rating', metric: 'rating' },
  submittedAt: { field: 'submittedAt' },
  submittedTime: { field: 'submittedTime' },
  touchpoint: { field: 'touchpoint' },
  responseId: { field: 'responseId' },
  respondent: { field: 'respondent' },
  account: { field: 'account' },
  channel: { field: 'channel' },
  language: { field: 'language' },
  voice: { field: 'voice' },
  status: { field: 'status' },
  finished: { field: 'finished' },
  speaker: { field: 'speaker' },
  attribute: { field: 'attribute' },
  ignored: { field: 'ignored' },
};

/** What a column may be said to be. */
const fieldNames: readonly string[] = Object.keys(overrideByName);

const byLowerCase = new Map(
  Object.entries(overrideByName).map(([name, override]) => [name.toLowerCase(), override]),
);

const details: Readonly<Record<string, Partial<ColumnOverride>>> = {
  open: { role: 'open' },
  praise: { role: 'praise' },
  improve: { role: 'improve' },
  reason: { role: 'reason' },
  transcript: { transcript: true },
  relationship: { kind: 'relationship' },
  transactional: { kind: 'transactional' },
  easy: { direction: 'easy' },
  effort: { direction: 'effort' },
  iso: { order: 'iso' },
  'day-first': { order: 'day-first' },
  'month-first': { order: 'month-first' },
  'epoch-seconds': { order: 'epoch-seconds' },
  'epoch-milliseconds': { order: 'epoch-milliseconds' },
  'excel-serial': { order: 'excel-serial' },
};

const allowedDetails: Readonly<Record<string, readonly (keyof ColumnOverride)[]>> = {
  comment: ['role', 'transcript'],
  submittedAt: ['order'],
  nps: ['kind', 'min', 'max', 'absent'],
  csat: ['min', 'max', 'absent'],
  ces: ['min', 'max', 'direction', 'absent'],
  rating: ['min', 'max', 'absent'],
};

/** `missing=-99`: that value is no answer. */
const missing = /^missing=(.+)$/i;
const range = /^(\d{1,3})-(\d{1,3})$/;

/** What one part after a colon adds to an override, undefined where it is no such part. */
const detailOf = (word: string): Partial<ColumnOverride> | undefined => {
  const code = missing.exec(word)?.[1];
  if (code !== undefined) return { absent: [code] };
  const bounds = range.exec(word);
  if (bounds === null) return details[word.toLowerCase()];
  const [min, max] = [Number(bounds[1]), Number(bounds[2])];
  return min < max ? { min, max } : undefined;
};

/** The override of a word such as `nps`, in any case. Throws `mapping-invalid` for another word. */
export const overrideNamed = (word: string, file?: string): ColumnOverride => {
  const override = byLowerCase.get(word.trim().toLowerCase());
  if (override !== undefined) return override;
  const near = nearNames(word, fieldNames);
  throw new VerbatimError('mapping-invalid', 'unknown field', {
    ...(file === undefined ? {} : { file }),
    expected: near.length > 0 ? near.join(' or ') : `one of ${fieldNames.join(', ')}`,
    got: word,
  });
};

const detailKind = ({ field, metric }: ColumnOverride): string => metric ?? field;

/** The override with one detail more, undefined where that detail does not belong to it. */
export const withDetail = (override: ColumnOverride, word: string): ColumnOverride | undefined => {
  const detail = detailOf(word);
  const allowed: readonly string[] = allowedDetails[detailKind(override)] ?? [];
  const fits = detail !== undefined && Object.keys(detail).every((key) => allowed.includes(key));
  if (!fits) return undefined;
  const absent = [...(override.absent ?? []), ...(detail.absent ?? [])];
  return { ...override, ...detail, ...(absent.length === 0 ? {} : { absent }) };
};

/**
 * Reads `field` or `field:detail:detail`.
 *
 * @example parseColumnOverride('ces:1-7:easy') // { field: 'rating', metric: 'ces', min: 1, max: 7, direction: 'easy' }
 */
export const parseColumnOverride = (text: string, file?: string): ColumnOverride => {
  const [name = '', ...words] = text.split(':');
  let override = overrideNamed(name, file);
  for (const word of words) {
    const fuller = withDetail(override, word);
    if (fuller === undefined) {
      throw new VerbatimError('mapping-invalid', `"${word}" is not a detail of ${name}`, {
        ...(file === undefined ? {} : { file }),
        expected: (allowedDetails[detailKind(override)] ?? ['no details']).join(' or '),
        got: text,
      });
    }
    override = fuller;
  }
  return override;
};
