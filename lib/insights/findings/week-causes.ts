import { type Disclosed, sumDisclosed } from '../../disclosure/parts.ts';
import type { DisclosedPeriod } from '../../disclosure/series.ts';
import { addDays, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { topicDesignEffect } from '../../metrics/figures/share-design-effect.ts';
import { brokenIn } from '../changes/change-report.ts';
import type { CauseDraft, Draft } from './draft.ts';
import type { Since } from './finding.ts';
import type { FindingsMaterial, MentionCounts, WeeksByTouchpoint } from './material.ts';
import { explains, isMaterial, mostSpecific, ratesOfMoves, significantRate } from './place-drafts.ts';
import { moveOf, type TopicMove } from './topic-moves.ts';
import {
  generic,
  issueTopics,
  mentionsOf,
  type NamedTopic,
  type Topic,
  type TopicCounts,
  themeTopic,
  topicsNow,
} from './topics.ts';

/**
 * What comments mention in the weeks in which a score was different. A score that fell in April and stays low in May has its cause in April:
 * the period is compared with the weeks before the step. A score that was different for some weeks: those are compared with the others.
 */

const maxCauses = 2;

const nobody: MentionCounts = { negative: 0, neutral: 0, positive: 0 };

/** The mentions of a topic in a week; undefined if they are suppressed. */
type CountsInWeek = (week: DisclosedPeriod) => MentionCounts | undefined;

interface WeekSource {
  readonly material: FindingsMaterial;
  /** The weeks with scored answers. */
  readonly weeks: readonly DisclosedPeriod[];
  readonly touchpoint: string;
}

/** The mentions of a topic in some weeks; a suppressed week counts with its upper bound. */
const countsIn = (
  weeks: readonly DisclosedPeriod[],
  { named, countsOf }: { readonly named: Pick<NamedTopic, 'kind' | 'id'>; readonly countsOf: CountsInWeek },
  maxSuppressed: number,
): TopicCounts => {
  const { tally } = sumOf(weeks);
  const sum = { ...nobody, scored: 0, designEffect: topicDesignEffect(tally, named) };
  for (const week of weeks) {
    const counts = countsOf(week) ?? { ...nobody, negative: maxSuppressed };
    sum.negative += counts.negative;
    sum.neutral += counts.neutral;
    sum.positive += counts.positive;
    sum.scored += week.disclosed.tally.answers.scored;
  }
  return sum;
};

const maxSuppressedIn = ({ settings }: FindingsMaterial): number =>
  Math.max(0, thresholdsOf(settings).figures - 1);

const moveBetween = (
  named: NamedTopic,
  counts: Pick<Topic, 'before' | 'after' | 'feelingBroken'>,
  { settings }: FindingsMaterial,
): TopicMove => moveOf({ ...named, ...counts }, settings.minimumSample ?? defaultMinimumSample);

const countsOfIssue =
  ({ material }: WeekSource, id: string): CountsInWeek =>
  ({ period }) =>
    material.issues.find((issue) => issue.id === id)?.weeks.get(period);

const countsOfTheme =
  (id: string): CountsInWeek =>
  ({ disclosed: { tally, partial } }) =>
    tally.themes[id] ?? (partial ? undefined : nobody);

/** How each issue changed from the weeks before a step to the period. */
const movesSince = ({ week }: Since, source: WeekSource): TopicMove[] => {
  const { material, weeks, touchpoint } = source;
  const place = material.touchpoints.find(({ id }) => id === touchpoint);
  const earlier = weeks.filter(({ period }) => period < week);
  if (place === undefined || earlier.length === 0) return [];
  return topicsNow(place, material)
    .filter(({ kind, counts }) => kind === 'issue' && mentionsOf(counts) > 0)
    .map(({ counts: after, ...named }) => {
      const countsOf = countsOfIssue(source, named.id);
      const before = countsIn(earlier, { named, countsOf }, maxSuppressedIn(material));
      return moveBetween(named, { before, after, feelingBroken: true }, material);
    });
};

const isBetween =
  ({ week, through = week }: Since) =>
  ({ period }: DisclosedPeriod): boolean =>
    week <= period && period <= through;

const sumOf = (weeks: readonly DisclosedPeriod[]): Disclosed =>
  sumDisclosed(weeks.map(({ disclosed }) => disclosed));

/** How each issue and theme of the weeks of a temporary change differs from the other weeks. */
const movesDuring = (since: Since, source: WeekSource): TopicMove[] => {
  const { material, weeks, touchpoint } = source;
  const isInside = isBetween(since);
  const [inside, outside] = [weeks.filter(isInside), weeks.filter((week) => !isInside(week))];
  const themes = new Set(inside.flatMap(({ disclosed }) => Object.keys(disclosed.tally.themes)));
  const broken = brokenIn({ before: sumOf(outside), after: sumOf(inside) });
  const topics: (readonly [NamedTopic, CountsInWeek])[] = [
    ...issueTopics(touchpoint, material).map((named) => [named, countsOfIssue(source, named.id)] as const),
    ...(broken.includes('themes') ? [] : [...themes].filter((id) => !generic.has(id)).toSorted()).map(
      (id) => [themeTopic(id, material), countsOfTheme(id)] as const,
    ),
  ];
  const maxSuppressed = maxSuppressedIn(material);
  return topics
    .filter(([, countsOf]) => inside.every((week) => countsOf(week) !== undefined))
    .map(([named, countsOf]) => {
      const counts = {
        before: countsIn(outside, { named, countsOf }, maxSuppressed),
        after: countsIn(inside, { named, countsOf }, maxSuppressed),
        feelingBroken: broken.includes('sentiment'),
      };
      return moveBetween(named, counts, material);
    })
    .filter(({ topic }) => mentionsOf(topic.after) > 0);
};

interface Direction {
  readonly way: 1 | -1;
  readonly marks: Pick<CauseDraft, 'sinceWeek' | 'weeks'>;
}

/** The direction of the weeks, and what they are compared with. A temporary change of the earlier period goes against the difference. */
const directionOf = (
  { verdict }: Draft,
  { week, through }: Since,
  { period }: FindingsMaterial,
): Direction => {
  const way = verdict === 'worse' ? -1 : 1;
  if (through === undefined) return { way, marks: { sinceWeek: week } };
  const isEarlier = addDays(through, 6) < period.from;
  const opposite = way === 1 ? -1 : 1;
  return { way: isEarlier ? opposite : way, marks: { weeks: { from: week, through } } };
};

const causesIn = (moves: readonly TopicMove[], { way, marks }: Direction): CauseDraft[] => {
  const rates = ratesOfMoves(moves);
  const causes = moves
    .map(
      (move): CauseDraft => ({
        ...{ move, certainty: 'significant', falseDiscoveryRate: rates.get(move) ?? 1 },
        ...marks,
      }),
    )
    .filter(({ move, falseDiscoveryRate }) => isMaterial(move, way) && falseDiscoveryRate <= significantRate);
  return mostSpecific(causes)
    .toSorted((one, other) => Math.abs(other.move.added.difference) - Math.abs(one.move.added.difference))
    .slice(0, maxCauses);
};

/**
 * A touchpoint's finding with what comments mention since its step, or in the weeks of a temporary change, in the same direction. Unchanged
 * after a step if one of its causes is a significant issue. An issue with most of the change of its theme replaces it.
 */
export const withCausesByWeek = <Each extends Draft & { readonly since?: Since }>(
  draft: Each,
  material: FindingsMaterial,
  weeksByTouchpoint: WeeksByTouchpoint,
): Each => {
  const { since, lead, scope } = draft;
  const { touchpoint, segment } = scope;
  if (touchpoint === undefined || segment !== undefined || since === undefined) return draft;
  const isKnown = draft.causes.some(
    ({ move, certainty }) => move.topic.kind === 'issue' && certainty === 'significant',
  );
  const isStep = since.through === undefined;
  if (lead.move !== undefined || (isStep && isKnown)) return draft;
  const weeks = (weeksByTouchpoint.get(touchpoint) ?? []).filter(
    ({ disclosed }) => disclosed.tally.answers.scored > 0,
  );
  const source = { material, weeks, touchpoint };
  const moves = isStep ? movesSince(since, source) : movesDuring(since, source);
  const causes = causesIn(moves, directionOf(draft, since, material));
  const above = new Set(causes.flatMap(({ move }) => [move.topic.id, ...move.topic.parents]));
  const kept = draft.causes.filter(({ certainty }) => causes.length === 0 || certainty === 'significant');
  return {
    ...draft,
    causes: [
      ...kept.filter((cause) => above.has(cause.move.topic.id) && isMoreThanEach(causes, cause)),
      ...causes,
      ...kept.filter(({ move }) => !above.has(move.topic.id)),
    ],
  };
};

/** Whether a theme is much more than any one of its issues: they are examples of it then, and do not replace it. */
const isMoreThanEach = (causes: readonly CauseDraft[], theme: CauseDraft): boolean =>
  causes.every((cause) => cause.move.topic.id !== theme.move.topic.id && !explains(cause, theme));

/** Every Monday from one day to another. */
export const mondaysFrom = (from: string, to: string): string[] => {
  const mondays: string[] = [];
  for (let week = firstDayOfWeek(from); week <= to; week = addDays(week, 7)) mondays.push(week);
  return mondays;
};
