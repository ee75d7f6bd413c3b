import type { MixSplit } from '../../metrics/comparisons/mix.ts';
import type { ComparedFigure } from './compared/compared-figures.ts';
import { orderOf } from './compared/scales.ts';
import type { Scope } from './compared/untested-figures.ts';
import type { Certainty, Verdict } from './finding.ts';
import type { TopicMove } from './topic-moves.ts';

/** What changed together with a figure: a topic that moved the same way at the same place. */
export interface CauseDraft {
  readonly move: TopicMove;
  readonly certainty: Certainty;
  /** Among the topics of that place. */
  readonly falseDiscoveryRate: number;
  /** Compared with the weeks before this Monday instead of the earlier period. */
  readonly sinceWeek?: string;
  /** These weeks compared with the others, instead of the periods: their Mondays. */
  readonly weeks?: { readonly from: string; readonly through: string };
}

/** A finding before it is put into words: the leading figure, and the other figures with the same cause. */
export interface Draft {
  readonly scope: Scope;
  readonly verdict: Verdict;
  readonly lead: ComparedFigure;
  readonly merged: readonly ComparedFigure[];
  readonly causes: readonly CauseDraft[];
  /** How the change of the leading figure splits, if that is informative. */
  readonly mix?: MixSplit & { readonly by: string };
}

/** A figure that may become a finding: significant, or likely with a limited false discovery rate. */
export type ReportableFigure = ComparedFigure & { readonly status: Certainty };

/** Figures above this that are not significant are only in the table: a quarter of them would be noise. */
const maxLikelyRate = 0.25;

export const isReportable = (figure: ComparedFigure): figure is ReportableFigure =>
  figure.status === 'significant' ||
  (figure.status === 'likely' && figure.falseDiscoveryRate <= maxLikelyRate);

/** The effect on the main score over all customers, in points: the difference times the share of responses it concerns. */
export const effectOf = ({ points, weight }: ComparedFigure): number => points.value * weight;

const strength = (figure: ComparedFigure): number => Math.abs(effectOf(figure));

/** Significant before likely, then the larger effect; independent of the order of the input. */
export const strongestFirst = (one: ComparedFigure, other: ComparedFigure): number =>
  Number(other.status === 'significant') - Number(one.status === 'significant') ||
  strength(other) - strength(one) ||
  Number(one.series > other.series) - Number(one.series < other.series);

/** Scores of one place: significant before likely, then by priority of the score. */
const leadingFirst = (one: ComparedFigure, other: ComparedFigure): number =>
  Number(other.status === 'significant') - Number(one.status === 'significant') ||
  orderOf(one.series) - orderOf(other.series) ||
  strongestFirst(one, other);

/** Scores of one place that moved the same way, as one draft; undefined without any. */
export const scoreDraft = (scores: readonly ReportableFigure[]): Draft | undefined => {
  const [lead, ...merged] = scores.toSorted(leadingFirst);
  return lead && { scope: lead.scope, verdict: lead.verdict, lead, merged, causes: [] };
};

/** All figures of a draft. */
export const figuresIn = ({ lead, merged }: Draft): ComparedFigure[] => [lead, ...merged];

export const withMerged = (draft: Draft, more: readonly ComparedFigure[]): Draft => ({
  ...draft,
  merged: [...draft.merged, ...more],
});
