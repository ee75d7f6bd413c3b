import { addDays } from '../../lib/metrics/calendar/calendar.ts';
import type { Digest } from '../shared/api.ts';
import { isYear, type Scope } from '../shared/scope/scope.ts';

export const grains = ['day', 'week', 'month', 'quarter'] as const;
export type Grain = (typeof grains)[number];

/** All touchpoints together. */
export const whole = '_all';

/** Which digest: the rest of its address. */
export interface AskedDigest {
  readonly scope: string;
  readonly grain: Grain;
  /** A day of a day or a week, a month of a month or a quarter, or `latest`. */
  readonly period: string;
}

const isGrain = (text: string | undefined): text is Grain => grains.some((grain) => grain === text);

/** What the path names; undefined where it names none. */
export const askedIn = (path: {
  readonly scope?: string | undefined;
  readonly grain?: string | undefined;
  readonly period?: string | undefined;
}): AskedDigest | undefined => {
  const { scope, grain, period } = path;
  return scope === undefined || period === undefined || !isGrain(grain)
    ? undefined
    : { scope, grain, period };
};

const quarterStart = (period: string): string => {
  const [year, quarter] = period.split('-Q');
  return `${year}-${String(3 * Number(quarter) - 2).padStart(2, '0')}`;
};

/**
 * The digest of what was looked at elsewhere; of the last month where that names no period.
 *
 * @example askedBy({ period: '2025-Q2', tp: 'checkout' }) // { scope: 'checkout', grain: 'quarter', period: '2025-04' }
 */
export const askedBy = ({ period, grain, tp }: Scope): AskedDigest => {
  const scope = tp ?? whole;
  if (period === undefined) return { scope, grain: 'month', period: 'latest' };
  if (isYear(period)) return { scope, grain: 'quarter', period: `${period}-10` };
  if (period.includes('Q')) return { scope, grain: 'quarter', period: quarterStart(period) };
  if (period.length === 7) return { scope, grain: 'month', period };
  return { scope, grain: grain === 'week' ? 'week' : 'day', period };
};

/** A period as the address names it, by one of its days. */
const named = (grain: Grain, day: string): string =>
  grain === 'month' || grain === 'quarter' ? day.slice(0, 7) : day;

/** The digests of the periods before and after; none after one that is not over. */
export const beside = (
  { span }: Pick<Digest, 'span'>,
  asked: AskedDigest,
): { readonly before: AskedDigest; readonly after?: AskedDigest } => {
  const at = (day: string): AskedDigest => ({ ...asked, period: named(asked.grain, day) });
  return {
    before: at(span.previous.firstDay),
    ...(span.through === undefined ? { after: at(addDays(span.period.lastDay, 1)) } : {}),
  };
};

/** The same time by periods of another length: those that its last day lies in. */
export const inGrain = ({ span }: Pick<Digest, 'span'>, asked: AskedDigest, grain: Grain): AskedDigest => ({
  ...asked,
  grain,
  period: named(grain, span.through ?? span.period.lastDay),
});
