import { disclosedAlone } from '../../disclosure/disclosed-month.ts';
import { type Disclosed, isFullySuppressed, nothingDisclosed, sumDisclosed } from '../../disclosure/parts.ts';
import { type DayRange, disclosedInRange } from '../../disclosure/series.ts';
import type { CalendarCut, ReportPeriod } from '../../metrics/calendar/report-period.ts';
import { type PastPeriod, type Span, wholeScope } from '../../reports/digest/digest-material.ts';
import { lastPeriods } from '../../reports/digest/report-span.ts';
import type { Stores } from '../../store/stores.ts';
import { readAllMonths } from '../journey-reader.ts';
import { cellOf } from '../read-disclosed-ranges.ts';
import { readMonths } from '../read-headlines.ts';
import { isOfMonths, monthsIn } from './digest-spans.ts';

/** The periods before that of a digest, for its charts. */

type Reads = Pick<Stores, 'summaries'>;

const pastPeriods: Readonly<Record<ReportPeriod['grain'], number>> = {
  day: 14,
  week: 13,
  month: 13,
  quarter: 8,
};

const daysOf = ({ firstDay, lastDay }: ReportPeriod): DayRange => ({ from: firstDay, to: lastDay });

/** An earlier period: what may be disclosed of each touchpoint with feedback. */
export interface Past {
  readonly period: ReportPeriod;
  readonly disclosed: ReadonlyMap<string, Disclosed>;
}

/** The last periods, and the days from the first to the last of them. */
interface LastPeriods {
  readonly periods: readonly ReportPeriod[];
  readonly range: DayRange;
}

const pastMonths = async (
  { summaries }: Reads,
  { periods, range: { from, to } }: LastPeriods,
  threshold: number,
): Promise<Past[]> => {
  const stored = await readMonths(summaries, from.slice(0, 7), to.slice(0, 7));
  const cells = Map.groupBy(stored, ({ touchpoint }) => touchpoint);
  return periods.map((period) => {
    const months = monthsIn(daysOf(period));
    const within = [...cells].map(
      ([id, all]) => [id, all.filter((cell) => months.includes(cell.period))] as const,
    );
    return {
      period,
      disclosed: new Map(
        within
          .filter(([, all]) => all.length > 0)
          .map(([id, all]) => [
            id,
            sumDisclosed(all.map((month) => disclosedAlone(cellOf(month), threshold))),
          ]),
      ),
    };
  });
};

const pastDays = async (
  { summaries }: Reads,
  { periods, range }: LastPeriods,
  threshold: number,
): Promise<Past[]> => {
  const months = [...(await readAllMonths(summaries, { range, grain: 'day' }, threshold))];
  return periods.map((period) => ({
    period,
    disclosed: new Map(months.map(([id, all]) => [id, disclosedInRange(all, daysOf(period))])),
  }));
};

/** The last periods, with their samples of respondents: a few queries for all touchpoints, and some for each where respondents gave several answers. */
export const readPast = (
  stores: Reads,
  { span, cut }: { readonly span: Span; readonly cut: CalendarCut },
  threshold: number,
): Promise<Past[]> => {
  const { grain } = span.period;
  const periods = lastPeriods(span.period, pastPeriods[grain], cut);
  const range = { from: periods[0]?.firstDay ?? span.period.firstDay, to: span.period.lastDay };
  return isOfMonths(grain)
    ? pastMonths(stores, { periods, range }, threshold)
    : pastDays(stores, { periods, range }, threshold);
};

/** What may be disclosed of a touchpoint, or of all together, in those periods. */
export const pastOf = (scope: string, past: readonly Past[]): PastPeriod[] =>
  past.map(({ period, disclosed }) => {
    const own =
      scope === wholeScope.id
        ? sumDisclosed([...disclosed.values()])
        : (disclosed.get(scope) ?? nothingDisclosed);
    const isDisclosable = own.tally.responses > 0 && !isFullySuppressed(own);
    return { period, ...(isDisclosable ? { tally: own.tally } : {}) };
  });
