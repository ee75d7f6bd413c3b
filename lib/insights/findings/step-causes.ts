import { addDays, firstDayOfWeek } from '../../metrics/calendar/calendar.ts';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { CauseDraft, Draft } from './draft.ts';
import type { Since } from './finding.ts';
import type { FindingsMaterial, IssueSeries, MentionCounts, WeeksByTouchpoint } from './material.ts';
import { isMaterial } from './place-drafts.ts';
import { mentionsOf, moveOf, type Topic, type TopicCounts, type TopicMove, topicsNow } from './topics.ts';

/** A score that fell in April and stays low in May has its cause in April: an issue is compared with the weeks before the step. */

const provenRate = 0.05;
const maxCauses = 2;

const noMentions: MentionCounts = { negative: 0, neutral: 0, positive: 0 };

/** The mentions of an issue in the weeks before a step; a suppressed week counts with its upper bound. */
const countsBefore = (
  { weeks }: IssueSeries,
  read: readonly (readonly [week: string, scored: number])[],
  maxSuppressed: number,
): TopicCounts => {
  const sum = { ...noMentions, scored: 0 };
  for (const [week, scored] of read) {
    const counts = weeks.get(week) ?? { ...noMentions, negative: maxSuppressed };
    sum.negative += counts.negative;
    sum.neutral += counts.neutral;
    sum.positive += counts.positive;
    sum.scored += scored;
  }
  return sum;
};

/** The whole weeks before the step with scored answers, and their number in each. */
const weeksBefore = (
  touchpoint: string,
  { week }: Since,
  weeks: WeeksByTouchpoint,
): (readonly [week: string, scored: number])[] =>
  (weeks.get(touchpoint) ?? [])
    .filter(({ period }) => period < week)
    .map(({ period, disclosed }) => [period, disclosed.tally.answers.scored] as const)
    .filter(([, scored]) => scored > 0);

/** How each issue of a touchpoint changed from the weeks before the step to the period. */
const movesSince = (
  { touchpoint, since }: { readonly touchpoint: string; readonly since: Since },
  material: FindingsMaterial,
  weeks: WeeksByTouchpoint,
): TopicMove[] => {
  const { settings, issues } = material;
  const place = material.touchpoints.find(({ id }) => id === touchpoint);
  const read = weeksBefore(touchpoint, since, weeks);
  if (place === undefined || read.length === 0) return [];
  const maxSuppressed = Math.max(0, thresholdsOf(settings).figures - 1);
  const now = new Map(topicsNow(place, material).map((topic) => [topic.id, topic]));
  return issues
    .filter((issue) => issue.touchpoint === touchpoint)
    .flatMap((issue) => {
      const known = now.get(issue.id);
      if (known === undefined || mentionsOf(known.counts) === 0) return [];
      const { kind, id, name, parents, counts } = known;
      const before = countsBefore(issue, read, maxSuppressed);
      const topic: Topic = { kind, id, name, parents, before, after: counts, feelingBroken: true };
      return [moveOf(topic, settings.minimumSample ?? defaultMinimumSample)];
    });
};

/** The week of a step that is not older than the periods; undefined for a temporary change. */
const stepOf = (since: Since | undefined): Since | undefined =>
  since === undefined || since.through !== undefined ? undefined : since;

/**
 * The issues that changed with the step of a touchpoint's finding, in the same direction; none if one of its causes is a proven issue.
 * Issues replace the theme they belong to.
 */
export const withStepCauses = <Each extends Draft & { readonly since?: Since }>(
  draft: Each,
  material: FindingsMaterial,
  weeks: WeeksByTouchpoint,
): Each => {
  const { touchpoint, segment } = draft.scope;
  const since = stepOf(draft.since);
  const isKnown = draft.causes.some(
    ({ move, certainty }) => move.topic.kind === 'issue' && certainty === 'proven',
  );
  if (touchpoint === undefined || segment !== undefined || since === undefined || isKnown) return draft;
  if (draft.lead.move !== undefined) return draft;
  const causes = causesSince(draft, since, movesSince({ touchpoint, since }, material, weeks));
  const above = new Set(causes.flatMap(({ move }) => move.topic.parents));
  const others = draft.causes.filter(
    ({ move, certainty }) => !above.has(move.topic.id) && (causes.length === 0 || certainty === 'proven'),
  );
  return { ...draft, causes: [...causes, ...others] };
};

const causesSince = ({ verdict }: Draft, { week }: Since, moves: readonly TopicMove[]): CauseDraft[] => {
  const way = verdict === 'worse' ? -1 : 1;
  const rates = falseDiscoveryRates(moves.map(({ added }) => added.p));
  return moves
    .map(
      (move, index): CauseDraft => ({
        move,
        certainty: 'proven',
        falseDiscoveryRate: rates[index] ?? 1,
        sinceWeek: week,
      }),
    )
    .filter(({ move, falseDiscoveryRate }) => isMaterial(move, way) && falseDiscoveryRate <= provenRate)
    .toSorted((one, other) => Math.abs(other.move.added.difference) - Math.abs(one.move.added.difference))
    .slice(0, maxCauses);
};

/** Every Monday from one day to another. */
export const mondaysFrom = (from: string, to: string): string[] => {
  const mondays: string[] = [];
  for (let week = firstDayOfWeek(from); week <= to; week = addDays(week, 7)) mondays.push(week);
  return mondays;
};
