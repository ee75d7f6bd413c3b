import type { Figure, Figures, Issue } from '../../shared/api.ts';
import { beforeName, comparedFigures, valueText } from '../../shared/findings/presentation.ts';
import type { Scope } from '../../shared/scope/scope.ts';
import { type About, themeName } from '../about.ts';

/** What comments are about, a theme or an issue: its frequency, its sentiment, and since when. */
export interface TopicRow {
  readonly id: string;
  readonly name: string;
  /** Where its comments are, beside the touchpoint and its time. */
  readonly filter: Scope;
  readonly share: Figure;
  readonly counts: { readonly negative: number; readonly neutral: number; readonly positive: number };
  readonly times: Months | Weeks;
  readonly since: { readonly text: string; readonly detail: string; readonly isCertain: boolean };
}

/** The share in each month up to the period; undefined if it is suppressed or not mentioned. */
interface Months {
  readonly months: readonly { readonly month: string; readonly share: Figure | undefined }[];
}

/** Mentions in each week up to the period; undefined if suppressed. */
interface Weeks {
  readonly weeks: readonly { readonly week: string; readonly n: number | undefined }[];
}

/** A month with its themes; without them where too few people are in it. */
interface Month {
  readonly period: string;
  readonly figures?: Pick<Figures, 'themes'>;
}

const shareIn = ({ figures }: Month, id: string): Figure | undefined => figures?.themes[id]?.share;

/** A share that changed: from what, and how certain that is. More or less talk of a theme is neither good nor bad. */
const sinceOf = (id: string, about: About): TopicRow['since'] => {
  const { t, wording } = about;
  const change = comparedFigures(about.answer).compared.find(
    ({ what, where }) => where.touchpoint?.id === about.id && what.series === `theme:${id}:share`,
  );
  if (change === undefined) return { text: t('notCompared'), detail: '', isCertain: false };
  const before = t('inBefore', {
    value: valueText(change.before, change.unit, wording),
    before: beforeName(wording),
  });
  if (change.status !== 'significant' && change.status !== 'likely')
    return { text: t(change.status), detail: before, isCertain: false };
  const isMore = change.difference.value > 0;
  return {
    text: t(isMore ? 'more' : 'less'),
    detail: change.status === 'significant' ? before : `${before}, ${t('likely')}`,
    isCertain: change.status === 'significant',
  };
};

/** What comments of the last month are about, the most frequent first. Suppressed themes are left out. */
export const themeRows = (summaries: readonly Month[], about: About): TopicRow[] => {
  const themes = summaries.at(-1)?.figures?.themes ?? {};
  return Object.entries(themes)
    .toSorted(([, one], [, other]) => other.mentions - one.mentions)
    .map(([id, { mentions, share, negative, neutral, positive }]) => ({
      id,
      name: themeName(about, id),
      share,
      counts: {
        negative: Math.round(negative.value * mentions),
        neutral: Math.round(neutral.value * mentions),
        positive: Math.round(positive.value * mentions),
      },
      times: { months: summaries.map((summary) => ({ month: summary.period, share: shareIn(summary, id) })) },
      filter: { theme: id },
      since: sinceOf(id, about),
    }));
};

/** An issue that is new since the time that is compared with, or how long it is known. */
const knownSince = ({ firstSeen, change, loudSource }: Issue, about: About): TopicRow['since'] => {
  const { t, format, answer } = about;
  const isNew = firstSeen !== undefined && firstSeen >= answer.against.from;
  const details = [
    ...(change.direction === 'unchanged' ? [] : [t(change.direction)]),
    ...(loudSource === undefined ? [] : [t('loud', { share: format.level(loudSource.share, 'share') })]),
  ];
  return {
    text: isNew ? t('newSince', { day: format.shortDay(firstSeen) }) : t('longKnown'),
    detail: details.join(', '),
    isCertain: isNew,
  };
};

/**
 * The issues of the period, the most said first.
 *
 * @param longer the same over the weeks up to the period, for their course
 */
export const issueRows = (issues: readonly Issue[], longer: readonly Issue[], about: About): TopicRow[] => {
  const courses = new Map(longer.map(({ id, weeks }) => [id, weeks]));
  return issues.map((issue) => ({
    id: issue.id,
    name: issue.name,
    filter: { issue: issue.id },
    share: issue.share,
    counts: issue.sentiment,
    times: { weeks: (courses.get(issue.id) ?? issue.weeks).map(({ week, n }) => ({ week, n })) },
    since: knownSince(issue, about),
  }));
};

/** A share with its interval and n, as a sentence. */
export const shareSentence = ({ name, share }: TopicRow, { t, format }: About): string =>
  t('themeShare', {
    theme: name,
    value: format.level(share.value, 'share'),
    interval: format.interval(share, 'share'),
    n: format.count(share.n),
  });

export const feelingSentence = ({ name, counts }: TopicRow, { t }: About): string =>
  t('themeFeeling', { theme: name, ...counts });

/** Its course in words. */
export const timesSentence = ({ name, times }: TopicRow, about: About): string => {
  const { t, format } = about;
  if ('weeks' in times) {
    const said = times.weeks.map(
      ({ week, n }) => `${format.shortDay(week)} ${n === undefined ? t('withheld') : format.count(n)}`,
    );
    return t('topicWeeks', { theme: name, counts: said.join('; ') });
  }
  const shares = times.months.map(({ month, share }) =>
    share === undefined
      ? `${format.month(month)} ${t('withheld')}`
      : [
          `${format.month(month)} ${format.level(share.value, 'share')}`,
          format.interval(share, 'share'),
          t('nIs', { n: format.count(share.n) }),
        ].join(', '),
  );
  return t('themeMonths', { theme: name, shares: shares.join('; ') });
};
