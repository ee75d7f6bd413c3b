import { slug } from '../../lib/feedback/slug.ts';
import type { ConfigValue } from '../shared/config/config-query.ts';

export type JourneyConfig = ConfigValue<'journey'>;
export type StageConfig = JourneyConfig['stages'][number];
export type TouchpointConfig = StageConfig['touchpoints'][number];
export type Targets = NonNullable<TouchpointConfig['targets']>;

type Step = -1 | 1;

const swapped = <Entry>(entries: readonly Entry[], index: number, step: Step): Entry[] => {
  const [moved, other] = [entries[index], entries[index + step]];
  if (moved === undefined || other === undefined) return [...entries];
  return entries.with(index, other).with(index + step, moved);
};

const withStages = (journey: JourneyConfig, stages: StageConfig[]): JourneyConfig => ({ ...journey, stages });

/** @example moveStage(journey, 'pay', -1) // one place earlier */
export const moveStage = (journey: JourneyConfig, id: string, step: Step): JourneyConfig =>
  withStages(
    journey,
    swapped(
      journey.stages,
      journey.stages.findIndex((stage) => stage.id === id),
      step,
    ),
  );

/** The end of a stage that borders on the one before it or after it. */
const intoStage = (stage: StageConfig, touchpoint: TouchpointConfig, step: Step): StageConfig => ({
  ...stage,
  touchpoints: step === -1 ? [...stage.touchpoints, touchpoint] : [touchpoint, ...stage.touchpoints],
});

/** One place earlier or later; from the end of a stage into the next one. */
export const moveTouchpoint = (journey: JourneyConfig, id: string, step: Step): JourneyConfig => {
  const at = journey.stages.findIndex(({ touchpoints }) => touchpoints.some((each) => each.id === id));
  const stage = journey.stages[at];
  if (stage === undefined) return journey;
  const place = stage.touchpoints.findIndex((each) => each.id === id);
  const touchpoint = stage.touchpoints[place];
  if (stage.touchpoints[place + step] !== undefined)
    return withStages(
      journey,
      journey.stages.with(at, { ...stage, touchpoints: swapped(stage.touchpoints, place, step) }),
    );
  const neighbour = journey.stages[at + step];
  if (neighbour === undefined || touchpoint === undefined) return journey;
  const left = { ...stage, touchpoints: stage.touchpoints.filter((each) => each !== touchpoint) };
  return withStages(
    journey,
    journey.stages.with(at, left).with(at + step, intoStage(neighbour, touchpoint, step)),
  );
};

export const changeStage = (
  journey: JourneyConfig,
  id: string,
  change: Partial<StageConfig>,
): JourneyConfig =>
  withStages(
    journey,
    journey.stages.map((stage) => (stage.id === id ? { ...stage, ...change } : stage)),
  );

export const changeTouchpoint = (
  journey: JourneyConfig,
  id: string,
  change: Partial<TouchpointConfig>,
): JourneyConfig =>
  withStages(
    journey,
    journey.stages.map((stage) => ({
      ...stage,
      touchpoints: stage.touchpoints.map((each) => (each.id === id ? { ...each, ...change } : each)),
    })),
  );

/** Its feedback stays; it is shown beside the journey. */
export const removeTouchpoint = (journey: JourneyConfig, id: string): JourneyConfig =>
  withStages(
    journey,
    journey.stages.map((stage) => ({
      ...stage,
      touchpoints: stage.touchpoints.filter((each) => each.id !== id),
    })),
  );

/** A stage with touchpoints stays: they would be taken out with it. */
export const removeStage = (journey: JourneyConfig, id: string): JourneyConfig =>
  withStages(
    journey,
    journey.stages.filter((stage) => stage.id !== id || stage.touchpoints.length > 0),
  );

const unused = (id: string, taken: readonly string[]): string => {
  if (!taken.includes(id)) return id;
  const next = taken.length + 1;
  return `${id}-${next}`;
};

/** At the end of the journey, with an id made from its name. A name without a letter or digit adds nothing. */
export const addStage = (journey: JourneyConfig, name: string): JourneyConfig => {
  const id = slug(name);
  const taken = journey.stages.map((stage) => stage.id);
  return id === ''
    ? journey
    : withStages(journey, [...journey.stages, { id: unused(id, taken), name, touchpoints: [] }]);
};

/** At the end of a stage, with the id of feedback that is there or one made from the name. */
export const addTouchpoint = (
  journey: JourneyConfig,
  stageId: string,
  { name, id = slug(name) }: { readonly name: string; readonly id?: string },
): JourneyConfig => {
  const taken = journey.stages.flatMap(({ touchpoints }) => touchpoints.map((each) => each.id));
  if (id === '' || taken.includes(id)) return journey;
  const added: TouchpointConfig = { id, ...(name === id ? {} : { name }), aliases: [] };
  return withStages(
    journey,
    journey.stages.map((stage) =>
      stage.id === stageId ? { ...stage, touchpoints: [...stage.touchpoints, added] } : stage,
    ),
  );
};

/** Undefined takes the target away, and the last one all of them. */
export const withTarget = (
  targets: Targets | undefined,
  key: string,
  value: number | undefined,
): Targets | undefined => {
  const { [key]: _before, ...others } = targets ?? {};
  const all = value === undefined ? others : { ...others, [key]: value };
  return Object.keys(all).length === 0 ? undefined : all;
};

/** A text field as it is stored: nothing where it is empty. */
export const textOrNothing = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

/** @example aliasesIn('web, web shop, ') // ['web', 'web shop'] */
export const aliasesIn = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
