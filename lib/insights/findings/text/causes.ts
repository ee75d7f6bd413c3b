import { isBeyondZero } from '../compared/untested-figures.ts';
import type { CauseDraft } from '../draft.ts';
import type { Cause } from '../finding.ts';
import { mentionsOf } from '../topics.ts';
import { differenceOf } from './compared-fields.ts';
import type { MentionedTopic } from './language.ts';
import type { Wording } from './names.ts';

/** What comments mention where a figure changed, in fields and as a sentence. */

const feelingOf = ({ move: { net }, falseDiscoveryRate }: CauseDraft): Pick<Cause, 'feeling'> =>
  net?.enough === true
    ? {
        feeling: {
          before: net.before,
          after: net.after,
          difference: differenceOf(net, 'points', falseDiscoveryRate),
        },
      }
    : {};

export const causeOf = (draft: CauseDraft): Cause => {
  const { move, certainty, falseDiscoveryRate, sinceWeek, weeks } = draft;
  const { topic, share } = move;
  const { negative, neutral, positive } = topic.after;
  return {
    kind: topic.kind,
    id: topic.id,
    name: topic.name,
    before: share.before,
    after: share.after,
    difference: differenceOf(share, 'share', falseDiscoveryRate),
    n: mentionsOf(topic.after),
    negative,
    neutral,
    positive,
    certainty,
    ...(sinceWeek === undefined ? {} : { sinceWeek }),
    ...(weeks === undefined ? {} : { weeks }),
    ...feelingOf(draft),
  };
};

const weeksIn = ({ weeks }: Cause): MentionedTopic['weeks'] =>
  weeks && (weeks.from === weeks.through ? 'one' : 'several');

/** A topic mentioned as often as before, but with another sentiment, is presented by its sentiment. */
export const causeSentence = (cause: Cause, { language, inBefore: inPeriod }: Wording): string => {
  const inBefore = cause.sinceWeek === undefined ? inPeriod : language.beforeDay(cause.sinceWeek);
  const topic = { ...cause, inBefore, weeks: weeksIn(cause) };
  const isLikely = cause.certainty === 'likely';
  const { feeling, difference } = cause;
  const isOnlyFelt =
    feeling !== undefined &&
    isBeyondZero(feeling.difference) &&
    (difference === undefined || !isBeyondZero(difference));
  return isOnlyFelt ? language.feltCause(topic, feeling, isLikely) : language.cause(topic, isLikely);
};
