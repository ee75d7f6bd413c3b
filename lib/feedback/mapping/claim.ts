import { VerbatimError } from '../../errors.ts';
import type { DateOrder } from '../response/dates/dates.ts';
import type { AnswerRole } from '../response/response.ts';
import type { Metric } from '../response/scale.ts';
import type { Field } from './mapping.ts';
import { nearNames } from './near-names.ts';

/** What a person says a column is, as short as `ces:1-7:easy`; what they leave open is inferred from the column. */
export interface Claim {
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

const claims: Readonly<Record<string, Claim>> = {
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

/** Other names for each field. */
const claimNames: readonly string[] = Object.keys(claims);

const byLowerCase = new Map(Object.entries(claims).map(([name, claim]) => [name.toLowerCase(), claim]));

const details: Readonly<Record<string, Partial<Claim>>> = {
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

const allowedDetails: Readonly<Record<string, readonly (keyof Claim)[]>> = {
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

/** What one part after a colon adds to a claim, undefined where it is no such part. */
const detailOf = (word: string): Partial<Claim> | undefined => {
  const code = missing.exec(word)?.[1];
  if (code !== undefined) return { absent: [code] };
  const bounds = range.exec(word);
  if (bounds === null) return details[word.toLowerCase()];
  const [min, max] = [Number(bounds[1]), Number(bounds[2])];
  return min < max ? { min, max } : undefined;
};

/** The claim of a word such as `nps`, in any case. Throws `mapping-invalid` for another word. */
export const claimNamed = (word: string, file?: string): Claim => {
  const claim = byLowerCase.get(word.trim().toLowerCase());
  if (claim !== undefined) return claim;
  const near = nearNames(word, claimNames);
  throw new VerbatimError('mapping-invalid', 'unknown field', {
    ...(file === undefined ? {} : { file }),
    expected: near.length > 0 ? near.join(' or ') : `one of ${claimNames.join(', ')}`,
    got: word,
  });
};

const detailKind = ({ field, metric }: Claim): string => metric ?? field;

/** The claim with one detail more, undefined where that detail does not belong to it. */
export const withDetail = (claim: Claim, word: string): Claim | undefined => {
  const detail = detailOf(word);
  const allowed: readonly string[] = allowedDetails[detailKind(claim)] ?? [];
  const fits = detail !== undefined && Object.keys(detail).every((key) => allowed.includes(key));
  if (!fits) return undefined;
  const absent = [...(claim.absent ?? []), ...(detail.absent ?? [])];
  return { ...claim, ...detail, ...(absent.length === 0 ? {} : { absent }) };
};

/**
 * Reads `field` or `field:detail:detail`.
 *
 * @example parseClaim('ces:1-7:easy') // { field: 'rating', metric: 'ces', min: 1, max: 7, direction: 'easy' }
 */
export const parseClaim = (text: string, file?: string): Claim => {
  const [name = '', ...words] = text.split(':');
  let claim = claimNamed(name, file);
  for (const word of words) {
    const fuller = withDetail(claim, word);
    if (fuller === undefined) {
      throw new VerbatimError('mapping-invalid', `"${word}" is not a detail of ${name}`, {
        ...(file === undefined ? {} : { file }),
        expected: (allowedDetails[detailKind(claim)] ?? ['no details']).join(' or '),
        got: text,
      });
    }
    claim = fuller;
  }
  return claim;
};
