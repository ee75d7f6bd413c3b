import type { MixSplit } from '../../metrics/comparisons/mix.ts';
import type { ComparedFigure } from './compared-figures.ts';
import type { Certainty, Verdict } from './finding.ts';
import { orderOf } from './scales.ts';
import type { TopicMove } from './topics.ts';
import type { Scope } from './untested-figures.ts';

/** What goes with a change: a topic that moved the same way at the same place. */
export interface CauseDraft {
  readonly move: TopicMove;
  readonly certainty: Certainty;
  /** Among the topics of that place. */
  readonly falseDiscoveryRate: number;
  /** It is compared with the weeks before this Monday, in place of the earlier period. */
  readonly sinceWeek?: string;
}

/** A finding before it is put into words: one figure that leads, and what else tells of the same cause. */
export interface Draft {
  readonly scope: Scope;
  readonly verdict: Verdict;
  readonly lead: ComparedFigure;
  readonly folded: readonly ComparedFigure[];
  readonly causes: readonly CauseDraft[];
  /** By what a change of the lead is split, where that says something. */
  readonly mix?: MixSplit & { readonly by: string };
}

/** A figure that may be a finding: proven, or likely and seldom noise. */
export type Told = ComparedFigure & { readonly status: Certainty };

/** Above this a figure that is not proven is told in the table only: every fourth of these would be noise. */
const maxLikelyRate = 0.25;

export const isTold = (figure: ComparedFigure): figure is Told =>
  figure.status === 'proven' || (figure.status === 'likely' && figure.falseDiscoveryRate <= maxLikelyRate);

/** Points on the scale that the team steers by, over all customers: what one difference moves, and how many it touches. */
export const effectOf = ({ points, weight }: ComparedFigure): number => points.value * weight;

const strength = (figure: ComparedFigure): number => Math.abs(effectOf(figure));

/** Proven before likely, then the larger effect; the same in any order of the input. */
export const strongestFirst = (one: ComparedFigure, other: ComparedFigure): number =>
  Number(other.status === 'proven') - Number(one.status === 'proven') ||
  strength(other) - strength(one) ||
  Number(one.series > other.series) - Number(one.series < other.series);

/** Of scores of one place: proven before likely, then in the order in which a team steers by them. */
const leadingFirst = (one: ComparedFigure, other: ComparedFigure): number =>
  Number(other.status === 'proven') - Number(one.status === 'proven') ||
  orderOf(one.series) - orderOf(other.series) ||
  strongestFirst(one, other);

/** Scores of one place that moved the same way, as one draft; undefined of none. */
export const scoreDraft = (scores: readonly Told[]): Draft | undefined => {
  const [lead, ...folded] = scores.toSorted(leadingFirst);
  return lead && { scope: lead.scope, verdict: lead.verdict, lead, folded, causes: [] };
};

/** All that a draft tells of. */
export const figuresIn = ({ lead, folded }: Draft): ComparedFigure[] => [lead, ...folded];

export const withFolded = (draft: Draft, more: readonly ComparedFigure[]): Draft => ({
  ...draft,
  folded: [...draft.folded, ...more],
});
