import type { SentimentLabel } from '../../../analysis/analysis.ts';
import { addDays, cellKind, firstDayOfWeek } from '../../../metrics/calendar/calendar.ts';
import type { Mention } from './recorded-issues.ts';

/** Figures of an issue on any days, counted from its mentions. */

export type MentionSentiment = Readonly<Record<SentimentLabel, number>>;

/** Answers that mention an issue: their number, sentiment and people. */
export interface IssueCount {
  readonly sentiment: MentionSentiment;
  readonly n: number;
  readonly people: number;
}

/** A mention with its day, or its month if only that is known, or `undated`. */
export interface DatedMention {
  readonly response: string;
  readonly answer: number;
  readonly day: string;
  readonly label: SentimentLabel;
  readonly person: number;
}

/** @param from the first day that was read */
export const datedMentions = (mentions: readonly Mention[], from: string): DatedMention[] => {
  const days = new Map<number, string>();
  return mentions.map(([response, answer, after, label, person]) => {
    if (typeof after === 'string') return { response, answer, day: after, label, person };
    const day = days.get(after) ?? addDays(from, after);
    days.set(after, day);
    return { response, answer, day, label, person };
  });
};

export const countMentions = (mentions: readonly DatedMention[]): IssueCount => {
  const sentiment = { negative: 0, neutral: 0, positive: 0 };
  for (const { label } of mentions) sentiment[label] += 1;
  return { sentiment, n: mentions.length, people: new Set(mentions.map(({ person }) => person)).size };
};

/** The mentions of each person, by their sentiment. */
export const sentimentByPerson = (mentions: readonly DatedMention[]): MentionSentiment[] =>
  [...Map.groupBy(mentions, ({ person }) => person).values()].map((own) => countMentions(own).sentiment);

/** How many answers of each person mention it. */
export const mentionsByPerson = (mentions: readonly DatedMention[]): number[] =>
  [...Map.groupBy(mentions, ({ person }) => person).values()].map(({ length }) => length);

/** One week of an issue, by its Monday. */
export interface IssueWeek {
  readonly week: string;
  /** Answers that mention it; absent below the minimum group size. */
  readonly n?: number;
  /** Scored answers of that week. */
  readonly of: number;
}

interface CountedWeek {
  readonly week: string;
  readonly of: number;
  readonly mentions: readonly DatedMention[];
}

/**
 * The weeks whose count is suppressed: those of one to `least` − 1 people, and then the smallest others until all suppressed weeks together
 * have at least `least` people; otherwise the sum of the weeks would reveal them.
 */
const hiddenWeeks = (weeks: readonly CountedWeek[], least: number): Set<string> => {
  const people = (some: readonly CountedWeek[]): number =>
    countMentions(some.flatMap(({ mentions }) => mentions)).people;
  const smallestFirst = weeks
    .filter(({ mentions }) => mentions.length > 0)
    .toSorted((left, right) => people([left]) - people([right]) || (left.week < right.week ? -1 : 1));
  const hidden = smallestFirst.filter((week) => people([week]) < least);
  for (const week of smallestFirst.slice(hidden.length)) {
    if (hidden.length === 0 || people(hidden) >= least) break;
    hidden.push(week);
  }
  return new Set(hidden.map(({ week }) => week));
};

/**
 * An issue week by week, in order. Weeks without scored answers are left out, and so are mentions without a day.
 *
 * @param readOn scored answers of each day
 */
export const weeksOf = (
  mentions: readonly DatedMention[],
  readOn: ReadonlyMap<string, number>,
  least: number,
): IssueWeek[] => {
  const said = Map.groupBy(
    mentions.filter(({ day }) => cellKind(day) === 'day'),
    ({ day }) => firstDayOfWeek(day),
  );
  const days = Map.groupBy(
    [...readOn].filter(([day]) => cellKind(day) === 'day'),
    ([day]) => firstDayOfWeek(day),
  );
  const weeks = [...days]
    .map(([week, read]) => ({
      week,
      of: read.reduce((sum, [, count]) => sum + count, 0),
      mentions: said.get(week) ?? [],
    }))
    .toSorted((left, right) => (left.week < right.week ? -1 : 1));
  const hidden = hiddenWeeks(weeks, least);
  return weeks.map(({ week, of, mentions: theirs }) => ({
    week,
    of,
    ...(hidden.has(week) ? {} : { n: theirs.length }),
  }));
};
