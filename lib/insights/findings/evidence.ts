import { addDays } from '../../metrics/calendar/calendar.ts';
import { isUndated } from '../changes/compared-ranges.ts';
import type { Scope } from './compared/untested-figures.ts';
import type { CauseDraft } from './draft.ts';
import type { FoundDraft } from './find.ts';
import type { Evidence } from './finding.ts';
import { type FindingsMaterial, type TouchpointMaterial, touchpointsIn } from './material.ts';
import type { OngoingDraft } from './ongoing.ts';
import { mentionsOf, type Topic } from './topics.ts';

/** The comments that a finding counts, as parameters of `GET /comments`. */
export type EvidenceAsked = Readonly<Record<string, string>>;

/** What a query returns, or whether some of it is below the minimum group size. */
export interface EvidenceCount {
  readonly responses: number;
  readonly comments: number;
  readonly partial: boolean;
}

/** @example evidencePath({ touchpoint: 'checkout', theme: 'billing' }) // '/comments?touchpoint=checkout&theme=billing' */
export const evidencePath = (asked: EvidenceAsked): string => `/comments?${new URLSearchParams(asked)}`;

const placeOf = ({ touchpoint, stage, segment }: Scope): EvidenceAsked => ({
  ...(touchpoint === undefined ? {} : { touchpoint }),
  ...(stage === undefined ? {} : { stage }),
  ...(segment === undefined ? {} : { where: `${segment.dimension}:${segment.value}` }),
});

/** The topic that a finding opens. */
const leadingCause = ({ causes }: FoundDraft): CauseDraft | undefined =>
  causes.find(({ certainty }) => certainty === 'significant');

/** Without bounds a query returns responses without a date too. */
const daysOf = ({ period }: FindingsMaterial): EvidenceAsked =>
  isUndated(period) ? {} : { from: period.from, to: period.to };

/** The days in which the leading cause is counted. */
const daysOfFinding = (draft: FoundDraft, material: FindingsMaterial): EvidenceAsked => {
  const weeks = draft.lead.move === undefined ? leadingCause(draft)?.weeks : undefined;
  return weeks === undefined ? daysOf(material) : { from: weeks.from, to: addDays(weeks.through, 6) };
};

const leadingTopic = (draft: FoundDraft): Topic | undefined =>
  draft.lead.move?.topic ?? leadingCause(draft)?.move.topic;

const topicOf = (draft: FoundDraft): EvidenceAsked => {
  const topic = leadingTopic(draft);
  return topic === undefined ? {} : { [topic.kind]: topic.id };
};

/** The comments of a finding: those that mention its topic, otherwise all comments of its place. */
export const evidenceAskedBy = (draft: FoundDraft, material: FindingsMaterial): EvidenceAsked => ({
  ...placeOf(draft.scope),
  ...daysOfFinding(draft, material),
  ...topicOf(draft),
});

export const evidenceOfOngoing = (
  { touchpoint, topic }: OngoingDraft,
  material: FindingsMaterial,
): EvidenceAsked => ({ touchpoint: touchpoint.id, ...daysOf(material), [topic.kind]: topic.id });

/** Comments with content of some touchpoints together. */
const commentsAt = (touchpoints: readonly TouchpointMaterial[]): number =>
  touchpoints.reduce((sum, { after: { tally } }) => {
    const { scored, 'unsupported-language': unread } = tally.answers;
    return sum + scored + unread;
  }, 0);

/** How many comments the figures of a finding count; undefined where that is not known. */
export const commentsCountedBy = (draft: FoundDraft, material: FindingsMaterial): number | undefined => {
  const { scope } = draft;
  if (scope.segment !== undefined) return undefined;
  const topic = leadingTopic(draft);
  if (topic === undefined) return commentsAt(touchpointsIn(scope, material));
  const isOfWeeks = draft.lead.move === undefined && leadingCause(draft)?.weeks !== undefined;
  return topic.after.atMost === true || scope.touchpoint === undefined || isOfWeeks
    ? undefined
    : mentionsOf(topic.after);
};

/** What a query returns, as fields of the answer; `of` so many comments that the figures count. */
export const evidenceOf = (
  asked: EvidenceAsked,
  counts: ReadonlyMap<string, EvidenceCount>,
  of: number | undefined,
): Evidence => {
  const path = evidencePath(asked);
  const { responses, comments, partial } = counts.get(path) ?? { responses: 0, comments: 0, partial: true };
  // Days of others may be suppressed: what the figures count can all be read.
  const isWithheld = partial && (of === undefined || of > comments);
  return {
    path,
    parameters: { ...asked },
    responses,
    comments,
    ...(isWithheld && of !== undefined ? { of } : {}),
    ...(isWithheld ? { withheld: 'too-few-people' as const } : {}),
  };
};
