import { slug } from '../../feedback/slug.ts';
import { defaultMinimumSample, figureMaker } from '../../metrics/figures/figure.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Draft } from './draft.ts';
import { figuresIn } from './draft.ts';
import {
  type AskedPart,
  type FindingsMaterial,
  type Mostly,
  type TouchpointMaterial,
  touchpointsIn,
} from './material.ts';
import { type TopicFigures, topicFigures } from './topic-moves.ts';
import { mentionsOf, type Topic, type TopicCounts, topicsNow } from './topics.ts';

/** Ongoing problems: the topics that lower the net sentiment of a touchpoint most. */

export interface OngoingDraft {
  readonly touchpoint: TouchpointMaterial;
  readonly topic: Pick<Topic, 'kind' | 'id' | 'name'>;
  readonly counts: TopicCounts;
  readonly share: TopicFigures['share'];
  /** Points of net sentiment over all answers of the journey; negative. */
  readonly impact: number;
  /** For an issue: where it is mentioned more often. */
  readonly mostly?: Mostly;
  /** For a theme: the issues that most complain about in it. */
  readonly named: readonly { readonly name: string; readonly n: number }[];
  /** The largest problem of its touchpoint. */
  readonly isFirst: boolean;
}

/** Fewer negative mentions do not make an ongoing problem. */
const minNegative = 10;
const minShareNegative = 0.5;
/** The share of a theme's impact that a part must have to replace it. */
const minShareOfTheme = 0.5;
const maxOngoing = 3;
/** If there is nothing to compare with, problems are all there is to show. */
const maxOngoingAlone = 5;
/** Problems of one touchpoint, if others have none. */
const maxAtTouchpoint = 5;

/** A theme with the touchpoint's own name adds no information. */
const namesTouchpoint = ({ id, name }: TouchpointMaterial, topic: Pick<Topic, 'id' | 'name'>): boolean =>
  [slug(id), slug(name)].some((place) => [slug(topic.id), slug(topic.name)].includes(place));

/** Significantly more than half of its mentions are negative. */
const isMostlyNegative = (counts: TopicCounts): boolean =>
  figureMaker(0, counts.designEffect?.text).share(counts.negative, mentionsOf(counts)).low > minShareNegative;

const isPainPoint = (counts: TopicCounts, least: number): boolean =>
  counts.negative >= Math.max(least, minNegative) && isMostlyNegative(counts);

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

type PainPoint = Pick<OngoingDraft, 'topic' | 'counts' | 'share' | 'mostly' | 'named'> & {
  readonly parents: readonly string[];
  readonly added: number;
};

const isRelated = (one: PainPoint, other: PainPoint): boolean =>
  one.parents.includes(other.topic.id) ||
  other.parents.includes(one.topic.id) ||
  (one.topic.kind === 'issue' &&
    other.topic.kind === 'theme' &&
    one.parents.some((id) => other.parents.includes(id)));

/**
 * The topics with the most negative impact, each cause once: a theme, or its strongest part if that has most of the impact.
 */
const worstOf = (painPoints: readonly PainPoint[]): PainPoint[] => {
  const chosen: PainPoint[] = [];
  let left = painPoints.toSorted((one, other) => one.added - other.added);
  for (let [worst] = left; worst !== undefined && chosen.length < maxAtTouchpoint; [worst] = left) {
    const { topic, added } = worst;
    const part = left.find(
      (other) => other.parents.includes(topic.id) && other.added <= minShareOfTheme * added,
    );
    const next = part ?? worst;
    chosen.push(next);
    left = left.filter((other) => other !== next && !isRelated(other, next));
  }
  return chosen;
};

/** Themes are broad: at a place that just got worse, they include what is new. Issues do not. */
const isWorseAt = (touchpoint: string, drafts: readonly Draft[]): boolean =>
  drafts.some(({ scope, verdict }) => scope.touchpoint === touchpoint && verdict === 'worse');

const mostlyIn = (id: string, { issues }: FindingsMaterial): Pick<OngoingDraft, 'mostly'> => {
  const mostly = issues.find((issue) => issue.id === id)?.mostly;
  return mostly === undefined ? {} : { mostly };
};

const maxNamed = 3;

/** The issues of a theme that significantly more than half complain about, the most mentioned first; not one with the theme's own name. */
const issuesOf = (
  theme: Pick<Topic, 'id' | 'name'>,
  topics: ReturnType<typeof topicsNow>,
): OngoingDraft['named'] =>
  topics
    .filter(({ kind, parents }) => kind === 'issue' && parents.includes(theme.id))
    .filter(({ name }) => slug(name) !== slug(theme.name))
    .filter(({ counts }) => isMostlyNegative(counts))
    .map(({ name, counts }) => ({ name, n: mentionsOf(counts) }))
    .toSorted((one, other) => other.n - one.n || (one.name < other.name ? -1 : 1))
    .slice(0, maxNamed);

const ongoingAt = (
  touchpoint: TouchpointMaterial,
  drafts: readonly Draft[],
  material: FindingsMaterial,
): PainPoint[] => {
  const { settings } = material;
  const minimumSample = settings.minimumSample ?? defaultMinimumSample;
  const reported = reportedTopicsAt(touchpoint.id, drafts);
  const isWorse = isWorseAt(touchpoint.id, drafts);
  const topics = topicsNow(touchpoint, material);
  return worstOf(
    topics
      .filter(({ kind }) => kind === 'issue' || !isWorse)
      .filter((topic) => isPainPoint(topic.counts, thresholdsOf(settings).figures))
      .filter((topic) => !reported.has(topic.id) && !namesTouchpoint(touchpoint, topic))
      .map(({ kind, id, name, parents, counts }) => {
        const { share, added } = topicFigures(counts, minimumSample);
        const mostly = kind === 'issue' ? mostlyIn(id, material) : {};
        const named = kind === 'theme' ? issuesOf({ id, name }, topics) : [];
        return { topic: { kind, id, name }, parents, counts, share, added: added.value, named, ...mostly };
      }),
  );
};

/** The largest problem of each touchpoint before the second ones. */
const firstOfEach = (ranked: readonly (readonly OngoingDraft[])[], most: number): OngoingDraft[] =>
  Array.from({ length: maxAtTouchpoint }, (_, rank) =>
    ranked.flatMap((problems) => problems[rank] ?? []).toSorted((one, other) => one.impact - other.impact),
  )
    .flat()
    .slice(0, most)
    .toSorted((one, other) => one.impact - other.impact);

/** At most three, or five if nothing could be compared, the largest impact first; topics of findings are not repeated. */
export const ongoingOf = (
  drafts: readonly Draft[],
  material: FindingsMaterial,
  asked: AskedPart = {},
): OngoingDraft[] => {
  const inAll = material.touchpoints.reduce((sum, { after }) => sum + after.tally.responses, 0);
  const places = touchpointsIn(asked, material);
  const isCompared = places.some(({ before }) => before.tally.responses > 0);
  const ranked = places.map((touchpoint) =>
    ongoingAt(touchpoint, drafts, material).map(
      ({ topic, counts, share, added, mostly, named }, rank): OngoingDraft => ({
        ...{ touchpoint, topic, counts, share, named },
        impact: (added * touchpoint.after.tally.responses) / inAll,
        ...(mostly === undefined ? {} : { mostly }),
        isFirst: rank === 0,
      }),
    ),
  );
  return firstOfEach(ranked, isCompared ? maxOngoing : maxOngoingAlone);
};
