import { familyRates } from '../../metrics/comparisons/family-rates.ts';
import type { ComparedFigure } from './compared/compared-figures.ts';
import { isBeyondZero } from './compared/untested-figures.ts';
import {
  type CauseDraft,
  type Draft,
  effectOf,
  figuresIn,
  type ReportableFigure,
  scoreDraft,
  strongestFirst,
  withMerged,
} from './draft.ts';
import type { TopicMove } from './topic-moves.ts';

/** What changed at one place: scores that moved the same way are one finding, and topics that moved with them are what it is about. */

const maxCauses = 3;
export const significantRate = 0.05;
const likelyRate = 0.25;
/** A topic that adds fewer points of net sentiment, and is mentioned about as often, does not explain the change of a score. */
const minAdded = 1;
const minShareChange = 0.01;

/** Whether a topic changed in this direction, by enough to be a cause. */
export const isMaterial = ({ added, share, net }: TopicMove, way: 1 | -1): boolean =>
  added.difference * way >= minAdded &&
  isBeyondZero(added) &&
  (Math.abs(share.difference) >= minShareChange || (net !== undefined && isBeyondZero(net)));

/** The share of a whole's change that a part must have to replace it. */
const minShareOfWhole = 0.5;

const sameWay = (draft: Pick<Draft, 'verdict'>, figure: ComparedFigure): boolean =>
  draft.verdict === figure.verdict;

/** The changes of topics at a place, each once: a topic has one figure for its share and one for its sentiment. */
const movesIn = (figures: readonly ComparedFigure[]): TopicMove[] => [
  ...new Set(figures.flatMap(({ move }) => (move === undefined ? [] : [move]))),
];

const isChildOf = (child: TopicMove, parent: TopicMove): boolean =>
  child.topic.parents.includes(parent.topic.id);

/** Whether a part of a theme has most of its change. */
export const explains = (child: CauseDraft, parent: CauseDraft): boolean =>
  isChildOf(child.move, parent.move) &&
  Math.abs(child.move.added.difference) >= minShareOfWhole * Math.abs(parent.move.added.difference);

/** Drops a theme if one of its parts has most of its change; otherwise drops the parts. */
export const mostSpecific = (causes: readonly CauseDraft[]): CauseDraft[] => {
  const isCovered = (cause: CauseDraft): boolean =>
    causes.some((other) => explains(other, cause)) ||
    causes.some((other) => isChildOf(cause.move, other.move) && !explains(cause, other));
  return causes.filter((cause) => !isCovered(cause));
};

/** Themes and issues are separate families: there are many more issues. */
export const ratesOfMoves = (moves: readonly TopicMove[]): ReadonlyMap<TopicMove, number> => {
  const families = [...Map.groupBy(moves, ({ topic }) => topic.kind).values()];
  const rates = familyRates(families.map((family) => family.map(({ added }) => added.p)));
  return new Map(
    families.flatMap((family, index) =>
      family.map((move, place) => [move, rates[index]?.[place] ?? 1] as const),
    ),
  );
};

/**
 * Topics that changed in the same direction as the scores of a place: a family of its own, tested only where the scores have changed.
 */
const causesOf = (draft: Draft, moves: readonly TopicMove[]): CauseDraft[] => {
  const rates = ratesOfMoves(moves);
  const way = draft.verdict === 'worse' ? -1 : 1;
  const causes = moves.flatMap((move): CauseDraft[] => {
    const falseDiscoveryRate = rates.get(move) ?? 1;
    // The sentiment of so few mentions is not known.
    if (move.topic.after.atMost || !isMaterial(move, way) || falseDiscoveryRate > likelyRate) return [];
    return [
      {
        move,
        falseDiscoveryRate,
        certainty: falseDiscoveryRate <= significantRate ? 'significant' : 'likely',
      },
    ];
  });
  return mostSpecific(causes)
    .toSorted((one, other) => Math.abs(other.move.added.difference) - Math.abs(one.move.added.difference))
    .slice(0, maxCauses);
};

/** A topic as a finding of its own. */
const topicDraft = (figures: readonly ReportableFigure[]): Draft | undefined => {
  const [lead, ...merged] = figures.toSorted(strongestFirst);
  return lead && { scope: lead.scope, verdict: lead.verdict, lead, merged, causes: [] };
};

/** Whether a draft is about a part of the topic of another one, and moved the same way. */
const isPartOf = (part: Draft, whole: Draft): boolean =>
  part !== whole &&
  sameWay(part, whole.lead) &&
  whole.lead.move !== undefined &&
  part.lead.move !== undefined &&
  isChildOf(part.lead.move, whole.lead.move);

/**
 * A theme, its parts and their issues that moved the same way are one finding: the strongest part leads if it has most of the effect. The
 * most specific wholes come first, so that an issue explains its theme, and then the theme above it.
 */
const mergeFamily = (drafts: readonly Draft[]): Draft[] => {
  const depthOf = ({ lead: { move } }: Draft): number => move?.topic.parents.length ?? 0;
  let left = [...drafts];
  for (const whole of drafts.toSorted((one, other) => depthOf(other) - depthOf(one))) {
    const parts = left
      .filter((draft) => isPartOf(draft, whole))
      .toSorted((one, other) => strongestFirst(one.lead, other.lead));
    if (parts.length === 0) continue;
    const enough = minShareOfWhole * Math.abs(effectOf(whole.lead));
    const leader = parts.find(({ lead }) => Math.abs(effectOf(lead)) >= enough) ?? whole;
    const family = [whole, ...parts];
    const merged = withMerged(leader, family.filter((draft) => draft !== leader).flatMap(figuresIn));
    left = [...left.filter((draft) => !family.includes(draft)), merged];
  }
  return left;
};

/** Mentions compete: if one topic is mentioned much more, smaller shares of others are not a finding. */
const isCrowdedOut = (draft: Draft, moves: readonly TopicMove[]): boolean => {
  const { move, series } = draft.lead;
  if (move === undefined || !series.endsWith(':share') || move.share.difference >= 0) return false;
  return moves.some(({ share, topic }) => topic !== move.topic && share.low > -move.share.difference / 2);
};

/** Comments contradict scores in 40% of cases or more, and at least twice as often as before: the scale, or how it was read, has changed. */
export const isBroken = ({ change: { before, after } }: ComparedFigure): boolean =>
  after.value >= 0.4 && after.value >= 2 * before.value;

/** Scales that can't be trusted, each with its scores; more contradictions on scales that still can; and the remaining scores. */
const instrumentDrafts = (
  reportable: readonly ReportableFigure[],
): { readonly drafts: Draft[]; readonly left: ReportableFigure[] } => {
  const checks = reportable.filter(
    (figure) => figure.checks !== undefined && figure.status === 'significant',
  );
  const broken = checks.filter(isBroken);
  const scales = new Set(broken.map(({ checks: scale }) => scale));
  const isOn = (scale: string | undefined) => (figure: ReportableFigure) =>
    figure.series === scale && figure.checks === undefined;
  return {
    drafts: checks
      .filter((figure) => isBroken(figure) || figure.change.difference > 0)
      .map((lead) => ({
        scope: lead.scope,
        verdict: 'neither' as const,
        lead,
        merged: isBroken(lead) ? reportable.filter(isOn(lead.checks)) : [],
        causes: [],
      })),
    left: reportable.filter((figure) => figure.checks === undefined && !scales.has(figure.series)),
  };
};

/** The findings of one place. Every reportable figure is in one of them, except topics that were crowded out by others. */
export const draftsAt = (
  all: readonly ComparedFigure[],
  reportable: readonly ReportableFigure[],
): Draft[] => {
  const moves = movesIn(all);
  const instruments = instrumentDrafts(reportable);
  const scores = instruments.left.filter(({ move }) => move === undefined);
  const scoreDrafts = (['worse', 'better'] as const).flatMap((verdict) => {
    const draft = scoreDraft(scores.filter((figure) => figure.verdict === verdict));
    return draft === undefined ? [] : [{ ...draft, causes: causesOf(draft, moves) }];
  });
  const topics = Map.groupBy(
    reportable.filter(({ move, verdict }) => move !== undefined && verdict !== 'neither'),
    ({ move }) => move,
  );
  const topicDrafts = mergeFamily([...topics.values()].flatMap((figures) => topicDraft(figures) ?? []));
  const explained = (draft: Draft): Draft | undefined =>
    scoreDrafts.find((score) => sameWay(score, draft.lead));
  const own = topicDrafts.filter((draft) => explained(draft) === undefined && !isCrowdedOut(draft, moves));
  return [
    ...instruments.drafts,
    ...scoreDrafts.map((score) =>
      withMerged(score, topicDrafts.filter((draft) => explained(draft) === score).flatMap(figuresIn)),
    ),
    ...own,
  ];
};
