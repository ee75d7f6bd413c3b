import pMap from 'p-map';
import type { Disclosed } from '../../disclosure/parts.ts';
import type { DayRange } from '../../disclosure/series.ts';
import { isQuotable } from '../../disclosure/suppression.ts';
import { latestCopies } from '../../feedback/response/copy.ts';
import { type QuoteCandidate, quoteCandidates } from '../../insights/quotes/quotes.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { countPeople } from '../../metrics/tally/respondents.ts';
import type { Scope, Span } from '../../reports/digest/digest-material.ts';
import type { Stores } from '../../store/stores.ts';
import { nowIn } from './digest-spans.ts';

/** The candidates for quotes of digests. */

type Reads = Pick<Stores, 'feedback'>;

const touchpointsAtOnce = 4;
const candidatesWanted = 500;

const daysIn = ({ from, to }: DayRange): string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

/** The candidates of a touchpoint, newest day first, until there are enough to choose from. */
const candidatesOf = async (
  { feedback }: Reads,
  touchpoint: string,
  span: Span,
): Promise<QuoteCandidate[]> => {
  const candidates: QuoteCandidate[] = [];
  for (const day of daysIn(nowIn(span)).reverse()) {
    if (candidates.length >= candidatesWanted) break;
    const copies = await feedback.readCell(touchpoint, day);
    candidates.push(...latestCopies(copies).flatMap(quoteCandidates));
  }
  return candidates;
};

/** Only of touchpoints with enough respondents: a quote names its touchpoint. */
export const readCandidates = async (
  stores: Reads,
  scopes: readonly { readonly scope: Scope; readonly now: Disclosed }[],
  { span, minRespondents }: { readonly span: Span; readonly minRespondents: number },
): Promise<ReadonlyMap<string, QuoteCandidate[]>> => {
  const quotable = scopes.filter(({ now }) => isQuotable(countPeople(now.tally.people), minRespondents));
  const read = await pMap(quotable, ({ scope }) => candidatesOf(stores, scope.id, span), {
    concurrency: touchpointsAtOnce,
  });
  return new Map(quotable.map(({ scope }, index) => [scope.id, read[index] ?? []]));
};
