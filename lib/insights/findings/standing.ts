import { slug } from '../../feedback/slug.ts';
import { defaultMinimumSample, figureMaker } from '../../metrics/figures/figure.ts';
import { wilsonInterval } from '../../metrics/figures/intervals.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Draft } from './draft.ts';
import { figuresIn } from './draft.ts';
import { type AskedPart, type FindingsMaterial, type TouchpointMaterial, touchpointsIn } from './material.ts';
import {
  mentionsOf,
  type SpokenOf,
  type Topic,
  type TopicFigures,
  topicFigures,
  topicsNow,
} from './topics.ts';

/** What hurts as much as it did: at each touchpoint the topic that takes most from its net sentiment. */

export interface StandingDraft {
  readonly touchpoint: TouchpointMaterial;
  readonly topic: Pick<Topic, 'kind' | 'id' | 'name'>;
  readonly spoken: SpokenOf;
  readonly share: TopicFigures['share'];
  /** Points of net sentiment over all answers of the journey; negative. */
  readonly impact: number;
}

/** Of fewer complaints no standing problem is made. */
const minNegative = 10;
/** What a part must make of its theme to stand for it. */
const mostOf = 0.5;
const maxStanding = 3;

/** A theme of the touchpoint's own name says no more than where it was. */
const saysWhere = ({ id, name }: TouchpointMaterial, topic: Pick<Topic, 'id' | 'name'>): boolean =>
  [slug(id), slug(name)].some((place) => [slug(topic.id), slug(topic.name)].includes(place));

/** Most of those who speak of it complain, beyond chance. */
const isPain = (spoken: SpokenOf, least: number): boolean =>
  spoken.negative >= Math.max(least, minNegative) &&
  wilsonInterval(spoken.negative, mentionsOf(spoken)).low > mostOf;

/** The topics that the findings of a place are about. */
const toldAt = (touchpoint: string, drafts: readonly Draft[]): Set<string> =>
  new Set(
    drafts
      .filter(({ scope }) => scope.touchpoint === touchpoint)
      .flatMap((draft) => [
        ...draft.causes.map(({ move }) => move.topic.id),
        ...figuresIn(draft).flatMap(({ move }) => move?.topic.id ?? []),
      ]),
  );

type Pain = Pick<StandingDraft, 'topic' | 'spoken' | 'share'> & {
  readonly parents: readonly string[];
  readonly added: number;
};

/** The worst topic; its strongest part in its place where that makes most of it. */
const worstOf = (pains: readonly Pain[]): Pain | undefined => {
  const sorted = pains.toSorted((one, other) => one.added - other.added);
  const [worst] = sorted;
  const part = sorted.find(
    ({ parents, added }) =>
      worst !== undefined && parents.includes(worst.topic.id) && added <= mostOf * worst.added,
  );
  return part ?? worst;
};

/** A theme is wide: at a place that has just become worse it holds what is new as well. An issue does not. */
const isWorseAt = (touchpoint: string, drafts: readonly Draft[]): boolean =>
  drafts.some(({ scope, verdict }) => scope.touchpoint === touchpoint && verdict === 'worse');

const standingAt = (
  touchpoint: TouchpointMaterial,
  drafts: readonly Draft[],
  material: FindingsMaterial,
): Pain | undefined => {
  const { settings } = material;
  const make = figureMaker(settings.minimumSample ?? defaultMinimumSample);
  const told = toldAt(touchpoint.id, drafts);
  const isWorse = isWorseAt(touchpoint.id, drafts);
  return worstOf(
    topicsNow(touchpoint, material)
      .filter(({ kind }) => kind === 'issue' || !isWorse)
      .filter((topic) => isPain(topic.spoken, thresholdsOf(settings).figures))
      .filter((topic) => !told.has(topic.id) && !saysWhere(touchpoint, topic))
      .map(({ kind, id, name, parents, spoken }) => {
        const { share, added } = topicFigures(spoken, make);
        return { topic: { kind, id, name }, parents, spoken, share, added: added.value };
      }),
  );
};

/** At most three, the largest impact first; what a finding is about is not told again. */
export const standingOf = (
  drafts: readonly Draft[],
  material: FindingsMaterial,
  asked: AskedPart = {},
): StandingDraft[] => {
  const inAll = material.touchpoints.reduce((sum, { after }) => sum + after.tally.responses, 0);
  return touchpointsIn(asked, material)
    .flatMap((touchpoint): StandingDraft[] => {
      const pain = standingAt(touchpoint, drafts, material);
      if (pain === undefined) return [];
      const { topic, spoken, share, added } = pain;
      return [
        { touchpoint, topic, spoken, share, impact: (added * touchpoint.after.tally.responses) / inAll },
      ];
    })
    .toSorted((one, other) => one.impact - other.impact)
    .slice(0, maxStanding);
};
