import type { Journey } from '../feedback/journey.ts';
import { type Figures, type FiguresOptions, figuresOf } from '../metrics/figures.ts';
import { emptyTally } from '../metrics/tally.ts';
import type { Configuration, Effects } from '../steps/effects.ts';
import { type SummaryKey, wholeTime } from '../store/keys.ts';
import type { StoredSummary } from '../store/summary-store.ts';

/** A touchpoint with all its feedback so far. One that is configured and has none is listed with 0 responses. */
export interface TouchpointEntry {
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  /** Absent for a touchpoint that the journey does not know. */
  readonly stage?: { readonly id: string; readonly name: string };
  readonly responses: number;
  readonly figures: Figures;
}

type Place = Pick<TouchpointEntry, 'id' | 'name' | 'owner' | 'stage'>;

const inJourneyOrder = (journey: Journey): Place[] =>
  journey.stages.flatMap((stage) =>
    stage.touchpoints.map(({ id, name, owner }) => ({
      id,
      name: name ?? id,
      ...(owner === undefined ? {} : { owner }),
      stage: { id: stage.id, name: stage.name ?? stage.id },
    })),
  );

const entryOf = (
  place: Place,
  summary: StoredSummary | undefined,
  options: FiguresOptions,
): TouchpointEntry => {
  const tally = summary?.tally ?? emptyTally;
  return { ...place, responses: tally.responses, figures: figuresOf(tally, options) };
};

const wholeOf = (touchpoint: string): SummaryKey => ({ touchpoint, grain: 'all', period: wholeTime });

/** The touchpoints in the order of the journey, then those it does not know by name. Two reads, however many there are. */
export const listTouchpoints = async (
  { summaries }: Effects,
  configuration: Configuration,
): Promise<TouchpointEntry[]> => {
  const places = inJourneyOrder(await configuration.journey());
  const options = await configuration.metrics();
  const configured = new Set(places.map(({ id }) => id));
  const heard = await summaries.readHeadlines('all', wholeTime, wholeTime);
  const others = heard.map(({ touchpoint }) => touchpoint).filter((id) => !configured.has(id));
  const all = [...places, ...others.map((id) => ({ id, name: id }))];
  const stored = await summaries.readMany(all.map(({ id }) => wholeOf(id)));
  return all.map((place, index) => entryOf(place, stored[index], options));
};

/** True where the touchpoint has feedback or is in the journey. */
export const isKnown = async (
  { summaries }: Effects,
  configuration: Configuration,
  touchpoint: string,
): Promise<boolean> =>
  (await summaries.readMany([wholeOf(touchpoint)]))[0] !== undefined ||
  inJourneyOrder(await configuration.journey()).some(({ id }) => id === touchpoint);
