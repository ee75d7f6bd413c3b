import { familyRates } from '../../metrics/comparisons/family-rates.ts';
import type { ComparedFigure } from './compared-figures.ts';
import {
  type CauseDraft,
  type Draft,
  effectOf,
  figuresIn,
  scoreDraft,
  strongestFirst,
  type Told,
  withFolded,
} from './draft.ts';
import type { TopicMove } from './topics.ts';
import { isBeyondZero } from './untested-figures.ts';

/** What changed at one place: scores that moved the same way are one finding, and topics that moved with them are what it is about. */

const maxCauses = 3;
const provenRate = 0.05;
const likelyRate = 0.25;
/** What a part must make of a whole to stand for it. */
const mostOf = 0.5;

const sameWay = (draft: Pick<Draft, 'verdict'>, figure: ComparedFigure): boolean =>
  draft.verdict === figure.verdict;

/** The moves of a place, each once: a topic has a figure for its share and one for how it is felt about. */
const movesIn = (figures: readonly ComparedFigure[]): TopicMove[] => [
  ...new Set(figures.flatMap(({ move }) => (move === undefined ? [] : [move]))),
];

const isChildOf = (child: TopicMove, parent: TopicMove): boolean =>
  child.topic.parents.includes(parent.topic.id);

/** Of a theme and a part of it that makes most of its move, the part alone. */
const mostSpecific = (causes: readonly CauseDraft[]): CauseDraft[] => {
  const explains = (child: CauseDraft, parent: CauseDraft): boolean =>
    isChildOf(child.move, parent.move) &&
    Math.abs(child.move.added.difference) >= mostOf * Math.abs(parent.move.added.difference);
  const isCovered = (cause: CauseDraft): boolean =>
    causes.some((other) => explains(other, cause)) ||
    causes.some((other) => isChildOf(cause.move, other.move) && !explains(cause, other));
  return causes.filter((cause) => !isCovered(cause));
};

/** Themes and issues are two families: there are many more issues. */
const ratesOfMoves = (moves: readonly TopicMove[]): ReadonlyMap<TopicMove, number> => {
  const families = [...Map.groupBy(moves, ({ topic }) => topic.kind).values()];
  const rates = familyRates(families.map((family) => family.map(({ added }) => added.p)));
  return new Map(
    families.flatMap((family, index) =>
      family.map((move, place) => [move, rates[index]?.[place] ?? 1] as const),
    ),
  );
};

/**
 * What the comments of a place say differently, the same way as its scores: a family of its own, looked at only where the scores have
 * changed.
 */
const causesOf = (draft: Draft, moves: readonly TopicMove[]): CauseDraft[] => {
  const rates = ratesOfMoves(moves);
  const way = draft.verdict === 'worse' ? -1 : 1;
  const causes = moves.flatMap((move): CauseDraft[] => {
    const falseDiscoveryRate = rates.get(move) ?? 1;
    const { added, topic } = move;
    // How the few who still speak of it feel is not known.
    if (topic.after.atMost) return [];
    if (added.difference * way <= 0 || !isBeyondZero(added) || falseDiscoveryRate > likelyRate) return [];
    return [{ move, falseDiscoveryRate, certainty: falseDiscoveryRate <= provenRate ? 'proven' : 'likely' }];
  });
  return mostSpecific(causes)
    .toSorted((one, other) => Math.abs(other.move.added.difference) - Math.abs(one.move.added.difference))
    .slice(0, maxCauses);
};

/** A topic as a finding of its own. */
const topicDraft = (figures: readonly Told[]): Draft | undefined => {
  const [lead, ...folded] = figures.toSorted(strongestFirst);
  return lead && { scope: lead.scope, verdict: lead.verdict, lead, folded, causes: [] };
};

/** Whether a draft is about a part of what another one is about, and moved the same way. */
const isPartOf = (part: Draft, whole: Draft): boolean =>
  part !== whole &&
  sameWay(part, whole.lead) &&
  whole.lead.move !== undefined &&
  part.lead.move !== undefined &&
  isChildOf(part.lead.move, whole.lead.move);

/**
 * A theme, its parts and their issues that moved the same way are one finding: the strongest part leads where it makes most of the
 * whole. Wholes are looked at from the narrowest to the widest, so that an issue explains its theme, and the theme above that too.
 */
const foldFamily = (drafts: readonly Draft[]): Draft[] => {
  const depthOf = ({ lead: { move } }: Draft): number => move?.topic.parents.length ?? 0;
  let left = [...drafts];
  for (const whole of drafts.toSorted((one, other) => depthOf(other) - depthOf(one))) {
    const parts = left
      .filter((draft) => isPartOf(draft, whole))
      .toSorted((one, other) => strongestFirst(one.lead, other.lead));
    if (parts.length === 0) continue;
    const enough = mostOf * Math.abs(effectOf(whole.lead));
    const leader = parts.find(({ lead }) => Math.abs(effectOf(lead)) >= enough) ?? whole;
    const family = [whole, ...parts];
    const folded = withFolded(leader, family.filter((draft) => draft !== leader).flatMap(figuresIn));
    left = [...left.filter((draft) => !family.includes(draft)), folded];
  }
  return left;
};

/** Comments are one budget: where much more is said of one thing, the less that is said of others is no news. */
const isCrowdedOut = (draft: Draft, moves: readonly TopicMove[]): boolean => {
  const { move, series } = draft.lead;
  if (move === undefined || !series.endsWith(':share') || move.share.difference >= 0) return false;
  return moves.some(({ share, topic }) => topic !== move.topic && share.low > -move.share.difference / 2);
};

/** Words contradict scores nearly as often as not, and twice as often as they did: the scale, or how it was read, is not what it was. */
export const isBroken = ({ change: { before, after } }: ComparedFigure): boolean =>
  after.value >= 0.4 && after.value >= 2 * before.value;

/** Scales that are not to be believed, each with the scores on it; what contradicts more often and is still believed; the scores that are left. */
const instrumentDrafts = (told: readonly Told[]): { readonly drafts: Draft[]; readonly left: Told[] } => {
  const checks = told.filter((figure) => figure.checks !== undefined && figure.status === 'proven');
  const broken = checks.filter(isBroken);
  const scales = new Set(broken.map(({ checks: scale }) => scale));
  const isOn = (scale: string | undefined) => (figure: Told) =>
    figure.series === scale && figure.checks === undefined;
  return {
    drafts: checks
      .filter((figure) => isBroken(figure) || figure.change.difference > 0)
      .map((lead) => ({
        scope: lead.scope,
        verdict: 'neither' as const,
        lead,
        folded: isBroken(lead) ? told.filter(isOn(lead.checks)) : [],
        causes: [],
      })),
    left: told.filter((figure) => figure.checks === undefined && !scales.has(figure.series)),
  };
};

/** The findings of one place, from what is told of there. Every figure ends up in one of them, or in none where it is crowded out. */
export const draftsAt = (all: readonly ComparedFigure[], told: readonly Told[]): Draft[] => {
  const moves = movesIn(all);
  const instruments = instrumentDrafts(told);
  const scores = instruments.left.filter(({ move }) => move === undefined);
  const scoreDrafts = (['worse', 'better'] as const).flatMap((verdict) => {
    const draft = scoreDraft(scores.filter((figure) => figure.verdict === verdict));
    return draft === undefined ? [] : [{ ...draft, causes: causesOf(draft, moves) }];
  });
  const topics = Map.groupBy(
    told.filter(({ move, verdict }) => move !== undefined && verdict !== 'neither'),
    ({ move }) => move,
  );
  const topicDrafts = foldFamily([...topics.values()].flatMap((figures) => topicDraft(figures) ?? []));
  const explained = (draft: Draft): Draft | undefined =>
    scoreDrafts.find((score) => sameWay(score, draft.lead));
  const own = topicDrafts.filter((draft) => explained(draft) === undefined && !isCrowdedOut(draft, moves));
  return [
    ...instruments.drafts,
    ...scoreDrafts.map((score) =>
      withFolded(score, topicDrafts.filter((draft) => explained(draft) === score).flatMap(figuresIn)),
    ),
    ...own,
  ];
};
