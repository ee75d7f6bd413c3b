import type { DayRange } from '../../disclosure/series.ts';
import type { ComparedFigure } from './compared-figures.ts';
import type { FoundDraft } from './find.ts';
import type { Evidence } from './finding.ts';
import type { FindingsMaterial } from './material.ts';
import type { StandingDraft } from './standing.ts';

/** The comments that a finding counts: what is asked of each touchpoint. */
export interface EvidenceAsked {
  readonly touchpoint: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a query returned: how many responses, or that they are of too few people; with `partial` where some days are not shown. */
export interface EvidenceCount {
  readonly comments: number;
  readonly partial: boolean;
}

/** @example evidenceKey({ touchpoint: 'checkout', parameters: { from: '2025-05-01' } }) // '/touchpoints/checkout/feedback?from=2025-05-01' */
export const evidenceKey = ({ touchpoint, parameters }: EvidenceAsked): string =>
  `/touchpoints/${encodeURIComponent(touchpoint)}/feedback?${new URLSearchParams(parameters)}`;

const daysOf = ({ from, to }: DayRange): Record<string, string> => ({ from, to });

const topicOf = ({ lead, causes }: FoundDraft): { kind: 'theme' | 'issue'; id: string } | undefined =>
  lead.move?.topic ?? causes.find(({ certainty }) => certainty === 'proven')?.move.topic;

const touchpointsOf = ({ scope }: ComparedFigure, { touchpoints }: FindingsMaterial): string[] =>
  touchpoints
    .filter(({ after }) => after.tally.responses > 0)
    .filter(({ id }) => scope.touchpoint === undefined || scope.touchpoint === id)
    .filter(({ stage }) => scope.stage === undefined || scope.stage === stage?.id)
    .map(({ id }) => id);

/** Of a finding: the comments that speak of what it is about, else all responses of its place. */
export const evidenceAskedBy = (draft: FoundDraft, material: FindingsMaterial): EvidenceAsked[] => {
  if (draft.scope.segment !== undefined) return [];
  const topic = topicOf(draft);
  const parameters = {
    ...daysOf(material.period),
    ...(topic === undefined ? {} : { [topic.kind]: topic.id }),
  };
  return touchpointsOf(draft.lead, material).map((touchpoint) => ({ touchpoint, parameters }));
};

export const evidenceOfStanding = (
  { touchpoint, topic }: StandingDraft,
  { period }: FindingsMaterial,
): EvidenceAsked[] => [
  { touchpoint: touchpoint.id, parameters: { ...daysOf(period), [topic.kind]: topic.id } },
];

/** Counted answers of all queries. What returns nothing is left out. */
export const evidenceOf = (
  asked: readonly EvidenceAsked[],
  counts: ReadonlyMap<string, EvidenceCount>,
  isOfSegment: boolean,
): Evidence => {
  const counted = asked.map((one) => ({ ...one, path: evidenceKey(one), ...countOf(one, counts) }));
  const withheld = isOfSegment
    ? ('not-by-segment' as const)
    : counted.some(({ partial }) => partial)
      ? ('too-few-people' as const)
      : undefined;
  return {
    comments: counted.reduce((sum, { comments }) => sum + comments, 0),
    queries: counted
      .filter(({ comments }) => comments > 0)
      .map(({ touchpoint, path, parameters, comments }) => ({
        touchpoint,
        path,
        parameters: { ...parameters },
        comments,
      })),
    ...(withheld === undefined ? {} : { withheld }),
  };
};

const countOf = (asked: EvidenceAsked, counts: ReadonlyMap<string, EvidenceCount>): EvidenceCount =>
  counts.get(evidenceKey(asked)) ?? { comments: 0, partial: true };
