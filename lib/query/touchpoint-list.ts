import pMap from 'p-map';
import { type Disclosed, isFullySuppressed, nothingDisclosed } from '../disclosure/parts.ts';
import type { Journey } from '../feedback/journey.ts';
import type { Suppressed } from '../insights/journey/period-view.ts';
import { type Figures, type FiguresOptions, figuresOf } from '../metrics/figures/figures.ts';
import { thresholdsOf } from '../metrics/figures/metrics-settings.ts';
import { type SummaryKey, wholeTime } from '../store/keys.ts';
import type { Configuration } from '../store/settings/configuration.ts';
import type { Stores } from '../store/stores.ts';
import type { SummaryStore } from '../store/summary-store.ts';
import { readDisclosedWhole } from './read-disclosed.ts';
import { cellOf } from './read-disclosed-ranges.ts';
import { unknownName } from './unknown-name.ts';

export interface TouchpointPlace {
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  /** Absent for a touchpoint outside the journey. */
  readonly stage?: { readonly id: string; readonly name: string };
}

/** What is disclosed of a touchpoint's feedback. */
export interface FoundSoFar {
  readonly suppressed?: never;
  /** Something was left out: below the minimum group size. */
  readonly partial?: true;
  /** More than rare themes and signals: responses, texts, or a rating. */
  readonly incomplete?: true;
  readonly responses: number;
  readonly figures: Figures;
}

/** A touchpoint with all its feedback so far. A configured one without feedback is listed with 0 responses. */
export type TouchpointEntry = TouchpointPlace & (FoundSoFar | (Suppressed & { readonly responses?: never }));

/** The touchpoints of the journey, in the order customers meet them. */
const inJourneyOrder = (journey: Journey): TouchpointPlace[] =>
  journey.stages.flatMap((stage) =>
    stage.touchpoints.map(({ id, name, owner }) => ({
      id,
      name: name ?? id,
      ...(owner === undefined ? {} : { owner }),
      stage: { id: stage.id, name: stage.name ?? stage.id },
    })),
  );

const entryOf = (place: TouchpointPlace, disclosed: Disclosed, options: FiguresOptions): TouchpointEntry => {
  if (isFullySuppressed(disclosed)) return { ...place, suppressed: true };
  const { tally, partial, incomplete } = disclosed;
  return {
    ...place,
    ...(partial ? { partial } : {}),
    ...(incomplete ? { incomplete } : {}),
    responses: tally.responses,
    figures: figuresOf(tally, options),
  };
};

const wholeOf = (touchpoint: string): SummaryKey => ({ touchpoint, grain: 'all', period: wholeTime });

/** If nothing is suppressed, two reads cover all touchpoints; otherwise what is disclosed depends on their months. */
const readWholes = async (
  summaries: SummaryStore,
  touchpoints: readonly string[],
  threshold: number,
): Promise<Disclosed[]> => {
  if (threshold > 0)
    return pMap(touchpoints, (touchpoint) => readDisclosedWhole(summaries, touchpoint, threshold), {
      concurrency: readsAtOnce,
    });
  const stored = await summaries.readMany(touchpoints.map(wholeOf));
  return stored.map((one) => (one === undefined ? nothingDisclosed : { ...cellOf(one), partial: false }));
};

const readsAtOnce = 8;

/** The touchpoints of the journey in its order, then by name those that only have feedback. */
export const placesWith = (journey: Journey, answered: Iterable<string>): TouchpointPlace[] => {
  const places = inJourneyOrder(journey);
  const known = new Set(places.map(({ id }) => id));
  const others = [...answered].filter((id) => !known.has(id)).toSorted();
  return [...places, ...others.map((id) => ({ id, name: id }))];
};

/** The same including every touchpoint that ever had feedback. */
const listPlaces = async (
  summaries: SummaryStore,
  configuration: Configuration,
): Promise<TouchpointPlace[]> => {
  const [journey, answered] = await Promise.all([
    configuration.journey(),
    summaries.readHeadlines('all', wholeTime, wholeTime),
  ]);
  const touchpoints = answered.map(({ touchpoint }) => touchpoint);
  return placesWith(journey, touchpoints);
};

/** The touchpoints in the order of the journey, then the others by name. */
export const listTouchpoints = async (
  { summaries }: Stores,
  configuration: Configuration,
): Promise<TouchpointEntry[]> => {
  const places = await listPlaces(summaries, configuration);
  const settings = await configuration.metrics();
  const ids = places.map(({ id }) => id);
  const disclosed = await readWholes(summaries, ids, thresholdsOf(settings).figures);
  return places.map((place, index) => entryOf(place, disclosed[index] ?? nothingDisclosed, settings));
};

/** The touchpoint, if it has feedback or is in the journey; otherwise `not-found`. */
export const requireTouchpoint = async (
  summaries: SummaryStore,
  configuration: Configuration,
  touchpoint: string,
): Promise<string> => {
  if ((await summaries.readMany([wholeOf(touchpoint)]))[0] !== undefined) return touchpoint;
  const names = (await listPlaces(summaries, configuration)).map(({ id }) => id);
  if (names.includes(touchpoint)) return touchpoint;
  throw unknownName({ what: 'touchpoint', got: touchpoint, names });
};

/** Nothing for a theme of the taxonomy, or one that stored comments of these touchpoints still mention; otherwise `not-found`. */
export const requireTheme = async (
  { summaries, configuration }: { readonly summaries: SummaryStore; readonly configuration: Configuration },
  touchpoints: readonly string[],
  theme: string,
): Promise<void> => {
  const themes = await configuration.themes();
  if (themes.has(theme)) return;
  const stored = await summaries.readMany(touchpoints.map(wholeOf));
  if (stored.some((whole) => whole !== undefined && Object.hasOwn(whole.tally.themes, theme))) return;
  throw unknownName({ what: 'theme', got: theme, names: [...themes.keys()] });
};

/** The touchpoints of a stage; `not-found` for an unknown one. */
export const stageTouchpoints = async (configuration: Configuration, id: string): Promise<string[]> => {
  const { stages } = await configuration.journey();
  const stage = stages.find((candidate) => candidate.id === id);
  if (stage !== undefined) return stage.touchpoints.map((touchpoint) => touchpoint.id);
  throw unknownName({ what: 'stage', got: id, names: stages.map((candidate) => candidate.id) });
};

/** The scope of an answer: a touchpoint, a stage, or without either the whole journey. */
export interface JourneyPart {
  readonly touchpoint?: string | undefined;
  readonly stage?: string | undefined;
}

/** The touchpoints of a part of the journey; `not-found` for an unknown one. */
export const touchpointsIn = async (
  summaries: SummaryStore,
  configuration: Configuration,
  { touchpoint, stage }: JourneyPart,
): Promise<string[]> => {
  if (touchpoint !== undefined) return [await requireTouchpoint(summaries, configuration, touchpoint)];
  if (stage !== undefined) return stageTouchpoints(configuration, stage);
  return (await listPlaces(summaries, configuration)).map(({ id }) => id);
};
