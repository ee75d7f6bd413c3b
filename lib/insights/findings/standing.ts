import { slug } from '../../feedback/slug.ts';
import { defaultMinimumSample, figureMaker } from '../../metrics/figures/figure.ts';
import { wilsonInterval } from '../../metrics/figures/intervals.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Draft } from './draft.ts';
import { figuresIn } from './draft.ts';
import { type AskedPart, type FindingsMaterial, type TouchpointMaterial, touchpointsIn } from './material.ts';
import {
  mentionsOf,
  type Topic,
  type TopicCounts,
  type TopicFigures,
  topicFigures,
  topicsNow,
} from './topics.ts';

/** Ongoing problems: at each touchpoint the topic that lowers its net sentiment most. */

export interface StandingDraft {
  readonly touchpoint: TouchpointMaterial;
  readonly topic: Pick<Topic, 'kind' | 'id' | 'name'>;
  readonly counts: TopicCounts;
  readonly share: TopicFigures['share'];
  /** Points of net sentiment over all answers of the journey; negative. */
  readonly impact: number;
}

/** Fewer negative mentions do not make an ongoing problem. */
const minNegative = 10;
/** The share of a theme's impact that a part must have to replace it. */
const minShareOfTheme = 0.5;
const maxStanding = 3;

/** A theme with the touchpoint's own name adds no information. */
const namesTouchpoint = ({ id, name }: TouchpointMaterial, topic: Pick<Topic, 'id' | 'name'>): boolean =>
  [slug(id), slug(name)].some((place) => [slug(topic.id), slug(topic.name)].includes(place));

/** Significantly more than half of its mentions are negative. */
const isPainPoint = (counts: TopicCounts, least: number): boolean =>
  counts.negative >= Math.max(least, minNegative) &&
  wilsonInterval(counts.negative, mentionsOf(counts)).low > minShareOfTheme;

/** The topics that the findings of a place are about. */
const reportedTopicsAt = (touchpoint: string, drafts: readonly Draft[]): Set<string> =>
  new Set(
    drafts
      .filter(({ scope }) => scope.touchpoint === touchpoint)
      .flatMap((draft) => [
        ...draft.causes.map(({ move }) => move.topic.id),
        ...figuresIn(draft).flatMap(({ move }) => move?.topic.id ?? []),
      ]),
  );

type PainPoint = Pick<StandingDraft, 'topic' | 'counts' | 'share'> & {
  readonly parents: readonly string[];
  readonly added: number;
};

/** The topic with the most negative impact, or its strongest part if that has most of the impact. */
const worstOf = (painPoints: readonly PainPoint[]): PainPoint | undefined => {
  const sorted = painPoints.toSorted((one, other) => one.added - other.added);
  const [worst] = sorted;
  const part = sorted.find(
    ({ parents, added }) =>
      worst !== undefined && parents.includes(worst.topic.id) && added <= minShareOfTheme * worst.added,
  );
  return part ?? worst;
};

/** Themes are broad: at a place that just got worse, they include what is new. Issues do not. */
const isWorseAt = (touchpoint: string, drafts: readonly Draft[]): boolean =>
  drafts.some(({ scope, verdict }) => scope.touchpoint === touchpoint && verdict === 'worse');

const standingAt = (
  touchpoint: TouchpointMaterial,
  drafts: readonly Draft[],
  material: FindingsMaterial,
): PainPoint | undefined => {
  const { settings } = material;
  const make = figureMaker(settings.minimumSample ?? defaultMinimumSample);
  const reported = reportedTopicsAt(touchpoint.id, drafts);
  const isWorse = isWorseAt(touchpoint.id, drafts);
  return worstOf(
    topicsNow(touchpoint, material)
      .filter(({ kind }) => kind === 'issue' || !isWorse)
      .filter((topic) => isPainPoint(topic.counts, thresholdsOf(settings).figures))
      .filter((topic) => !reported.has(topic.id) && !namesTouchpoint(touchpoint, topic))
      .map(({ kind, id, name, parents, counts }) => {
        const { share, added } = topicFigures(counts, make);
        return { topic: { kind, id, name }, parents, counts, share, added: added.value };
      }),
  );
};

/** At most three, the largest impact first; topics of findings are not repeated. */
export const standingOf = (
  drafts: readonly Draft[],
  material: FindingsMaterial,
  asked: AskedPart = {},
): StandingDraft[] => {
  const inAll = material.touchpoints.reduce((sum, { after }) => sum + after.tally.responses, 0);
  return touchpointsIn(asked, material)
    .flatMap((touchpoint): StandingDraft[] => {
      const painPoint = standingAt(touchpoint, drafts, material);
      if (painPoint === undefined) return [];
      const { topic, counts, share, added } = painPoint;
      return [
        { touchpoint, topic, counts, share, impact: (added * touchpoint.after.tally.responses) / inAll },
      ];
    })
    .toSorted((one, other) => one.impact - other.impact)
    .slice(0, maxStanding);
};
