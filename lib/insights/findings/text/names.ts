import { capitalize } from 'remeda';
import { unassignedTouchpoint } from '../../../feedback/journey.ts';
import { parseScaleKey } from '../../../feedback/response/scale.ts';
import type { ComparedFigure } from '../compared/compared-figures.ts';
import { metricOf, scaleOfMean } from '../compared/scales.ts';
import type { Scope } from '../compared/untested-figures.ts';
import type { EvidenceCount } from '../evidence.ts';
import type { What, Where } from '../finding.ts';
import type { FindingsMaterial } from '../material.ts';
import type { Topic } from '../topics.ts';
import type { Language } from './language.ts';

/** Places and measures by name, in the language of the reader. */

/** The input of every sentence of a list of findings. */
export interface Wording {
  readonly material: FindingsMaterial;
  readonly language: Language;
  /** How many comments each finding counts, by the path of the query that returns them. */
  readonly counts: ReadonlyMap<string, EvidenceCount>;
  /** `in April`: the earlier period in a sentence. */
  readonly inBefore: string;
}

export const whereOf = (
  { touchpoint: id, stage: stageId, segment }: Scope,
  { material, language }: Pick<Wording, 'material' | 'language'>,
): Where => {
  const touchpoint = material.touchpoints.find((one) => one.id === id);
  const stage = touchpoint?.stage ?? material.stages.find((one) => one.id === stageId);
  const place = touchpoint?.name ?? stage?.name ?? language.everywhere;
  const owner = touchpoint?.owner === undefined ? {} : { owner: touchpoint.owner };
  return {
    ...(touchpoint && { touchpoint: { id: touchpoint.id, name: touchpoint.name, ...owner } }),
    ...(stage && { stage: { id: stage.id, name: stage.name } }),
    ...(segment && { segment }),
    name:
      segment === undefined ? place : `${place}, ${language.segmentName(segment.dimension, segment.value)}`,
  };
};

/** Only one touchpoint has feedback, and the journey does not name it: its name says nothing. */
export const isOnlyPlace = ({ touchpoints }: FindingsMaterial): boolean => {
  const [first, ...others] = touchpoints.filter(
    ({ after, before }) => after.tally.responses + before.tally.responses > 0,
  );
  return first !== undefined && others.length === 0 && first.name === first.id;
};

/** A touchpoint that the journey does not name has its id in words. */
const placeInWords = ({ touchpoint, name, segment }: Where, language: Language): string => {
  if (touchpoint === undefined || touchpoint.name !== touchpoint.id) return name;
  const place =
    touchpoint.id === unassignedTouchpoint
      ? language.unassigned
      : capitalize(touchpoint.id.replaceAll(/[-_]+/g, ' '));
  return segment === undefined
    ? place
    : `${place}, ${language.segmentName(segment.dimension, segment.value)}`;
};

/** A sentence about a place: `Delivery: NPS fell …`; without the place if there is no other. */
export const atPlace = (
  where: Where,
  sentence: string,
  { material, language }: Pick<Wording, 'material' | 'language'>,
): string => {
  if (!isOnlyPlace(material)) return `${placeInWords(where, language)}: ${sentence}`;
  const { segment } = where;
  if (segment === undefined) return capitalize(sentence);
  return `${capitalize(language.segmentName(segment.dimension, segment.value))}: ${sentence}`;
};

/** The name of a score. @example scaleNameOf('ces:1-7:easy', english) // 'Found it easy' */
export const scaleNameOf = (series: string, language: Language): string => {
  if (series === 'sentiment:net') return language.metricName('sentiment', undefined);
  const { name } = parseScaleKey(series);
  const metric = metricOf(series);
  return metric === 'rating' && scaleOfMean(series).scale?.max !== 5
    ? language.ratingName(name)
    : language.metricName(metric, name);
};

/** A figure of a topic. @example whatOfTopic(topic, 'theme:billing:share').metric // 'theme' */
export const whatOfTopic = (
  { kind, id, name }: Pick<Topic, 'kind' | 'id' | 'name'>,
  series: string,
): What => ({
  series,
  metric: kind,
  name,
  [kind]: id,
});

/** What a figure measures: a score, a topic, or how often a score and comments contradict each other. */
export const whatOf = (
  { series, move, checks }: Pick<ComparedFigure, 'series' | 'move' | 'checks'>,
  language: Language,
): What => {
  if (checks !== undefined) return { series, metric: 'conflict', name: scaleNameOf(checks, language) };
  if (move !== undefined) return whatOfTopic(move.topic, series);
  return { series, metric: metricOf(series), name: scaleNameOf(series, language), ...scaleOfMean(series) };
};
