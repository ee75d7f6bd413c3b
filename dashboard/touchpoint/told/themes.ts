import type { Figure, Figures } from '../../shared/api.ts';
import { beforeName, comparedFigures } from '../../shared/findings/presentation.ts';
import { type About, themeName } from '../about.ts';

/** A theme of the touchpoint: how much it is spoken of and how it is felt, in the period and the months up to it. */
export interface ThemeRow {
  readonly id: string;
  readonly name: string;
  readonly share: Figure;
  readonly counts: { readonly negative: number; readonly neutral: number; readonly positive: number };
  /** Its share in each month up to the period; undefined where it is suppressed or nobody spoke of it. */
  readonly months: readonly { readonly month: string; readonly share: Figure | undefined }[];
  readonly since: { readonly text: string; readonly detail: string; readonly isCertain: boolean };
}

/** A month with its themes; without them where too few people are in it. */
interface Month {
  readonly period: string;
  readonly figures?: Pick<Figures, 'themes'>;
}

const shareIn = ({ figures }: Month, id: string): Figure | undefined => figures?.themes[id]?.share;

/** A share that changed: from what, and how certain that is. More or less talk of a theme is neither good nor bad. */
const sinceOf = (id: string, about: About): ThemeRow['since'] => {
  const { t, format, wording } = about;
  const change = comparedFigures(about.answer).compared.find(
    ({ what, where }) => where.touchpoint?.id === about.id && what.series === `theme:${id}:share`,
  );
  if (change === undefined) return { text: t('notCompared'), detail: '', isCertain: false };
  const before = t('inBefore', {
    value: format.level(change.before.value, change.unit),
    before: beforeName(wording),
  });
  if (change.status !== 'proven' && change.status !== 'likely')
    return { text: t(change.status), detail: before, isCertain: false };
  const isMore = change.difference.value > 0;
  return {
    text: t(isMore ? 'more' : 'less'),
    detail: change.status === 'proven' ? before : `${before}, ${t('likely')}`,
    isCertain: change.status === 'proven',
  };
};

/** What comments of the last month are about, the most spoken of first. Themes of too few people are not among them. */
export const themeRows = (summaries: readonly Month[], about: About): ThemeRow[] => {
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
      months: summaries.map((summary) => ({ month: summary.period, share: shareIn(summary, id) })),
      since: sinceOf(id, about),
    }));
};

/** A share with its interval and n, as a sentence. */
export const shareSentence = ({ name, share }: ThemeRow, { t, format }: About): string =>
  t('themeShare', {
    theme: name,
    value: format.level(share.value, 'share'),
    interval: format.interval(share, 'share'),
    n: format.count(share.n),
  });

export const feelingSentence = ({ name, counts }: ThemeRow, { t }: About): string =>
  t('themeFeeling', { theme: name, ...counts });
