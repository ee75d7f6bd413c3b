import pMap from 'p-map';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { SummaryStore } from '../../store/summary-store.ts';
import { type AskedSpan, readDisclosedWhole, spanDays } from '../read-disclosed.ts';
import { readDisclosedRanges } from '../read-disclosed-ranges.ts';
import type { AskedPieces, Pieces } from './pieces.ts';

const touchpointsAtOnce = 8;

/** The responses that the figures of a touchpoint count in a time. */
const countedIn = async (
  summaries: SummaryStore,
  { touchpoint, from, to }: AskedSpan & { readonly touchpoint: string },
  threshold: number,
): Promise<number> => {
  if (from === undefined && to === undefined)
    return (await readDisclosedWhole(summaries, touchpoint, threshold)).tally.responses;
  const ranges = [spanDays({ from, to })];
  const [disclosed] = await readDisclosedRanges(summaries, { touchpoint, ranges }, threshold);
  return disclosed?.tally.responses ?? 0;
};

/**
 * How many of the responses that the figures of a scope count are in none of its pieces: on days with too few respondents to be quoted. It is
 * what anyone can subtract from the figures. Undefined under conditions, where figures are by month.
 */
export const countWithheld = async (
  { summaries, settings }: { readonly summaries: SummaryStore; readonly settings: MetricsSettings },
  { touchpoints, from, to, where }: AskedPieces,
  { responses, outcome }: Pieces,
): Promise<number | undefined> => {
  if (where !== undefined || !outcome.partial) return undefined;
  const { figures } = thresholdsOf(settings);
  const counted = await pMap(
    touchpoints,
    (touchpoint) => countedIn(summaries, { touchpoint, from, to }, figures),
    { concurrency: touchpointsAtOnce },
  );
  return Math.max(0, counted.reduce((sum, one) => sum + one, 0) - responses);
};
