import { addDays } from '../../../metrics/calendar/calendar.ts';
import { isBeyondZero } from '../compared/untested-figures.ts';
import type { CauseDraft } from '../draft.ts';
import type { Cause, Verdict } from '../finding.ts';
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

/** Whether the share changed in the direction of the verdict: more complaints or less praise for the worse. */
const isShareOfVerdict = ({ negative, positive, difference }: Cause, verdict: Verdict): boolean => {
  if (difference === undefined || verdict === 'neither') return true;
  const isForWorse = negative >= positive === difference.value > 0;
  return isForWorse === (verdict === 'worse');
};

const opposite: Readonly<Record<Verdict, Verdict>> = { better: 'worse', worse: 'better', neither: 'neither' };

/**
 * The verdict that a cause explains: that of the finding, or its opposite where the cause is of weeks before the later period, since what got
 * better was worse in them.
 *
 * @param verdict of the finding
 * @param from the first day of the later period
 */
export const verdictOfCause = ({ weeks }: Pick<Cause, 'weeks'>, verdict: Verdict, from: string): Verdict =>
  weeks !== undefined && addDays(weeks.through, 6) < from ? opposite[verdict] : verdict;

/** A topic mentioned as often as before, but with another sentiment, is presented by its sentiment. */
export const causeSentence = (
  cause: Cause,
  verdict: Verdict,
  { language, inBefore: inPeriod }: Pick<Wording, 'language' | 'inBefore'>,
): string => {
  const inBefore = cause.sinceWeek === undefined ? inPeriod : language.beforeDay(cause.sinceWeek);
  const topic = { ...cause, inBefore, weeks: weeksIn(cause) };
  const isLikely = cause.certainty === 'likely';
  const { feeling, difference } = cause;
  const isOnlyFelt =
    feeling !== undefined &&
    isBeyondZero(feeling.difference) &&
    (difference === undefined || !isBeyondZero(difference));
  if (isOnlyFelt) return language.feltCause(topic, feeling, isLikely);
  const { before: _before, ...uncompared } = topic;
  return language.cause(isShareOfVerdict(cause, verdict) ? topic : uncompared, isLikely);
};
