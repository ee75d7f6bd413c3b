import type { Theme, ThemeChange, ThemeFacts } from '../shared/api.ts';
import type { Format } from '../shared/texts/format.ts';
import type { Translate } from '../shared/texts/texts.ts';
import { themeName } from '../shared/texts/theme-text.ts';
import type { ThemesText } from './texts.ts';

/** What the sentences of this view are made with. */
export interface Wording {
  readonly t: Translate<ThemesText>;
  readonly format: Format;
  /** The period before, in words. */
  readonly before: string;
}

/** A theme's name for the reader. */
export const nameOf = (
  theme: Parameters<typeof themeName>[0],
  { language }: Pick<Wording['t'], 'language'>,
): string => themeName(theme, language);

export type Kind = 'share' | 'net';
const units = { share: 'share', net: 'points' } as const;

/** A share that is not nothing is never written as zero. @example shareText(0.002, format) // '<1%' */
export const shareText = (share: number, format: Format): string =>
  share > 0 && share < 0.005 ? `<${format.level(0.01, 'share')}` : format.level(share, 'share');

/** @example figureText(facts, 'share', wording) // '18%, 13 to 23%, n 206' */
export const figureText = (facts: ThemeFacts, kind: Kind, { format }: Wording): string => {
  const figure = facts[kind];
  return [
    kind === 'share' ? shareText(figure.value, format) : format.level(figure.value, 'points'),
    format.interval(figure, units[kind]),
    `n ${format.count(figure.n)}`,
  ].join(', ');
};

export type Moved = 'more' | 'less' | undefined;

/** Whether something changed significantly, and where to. */
export const movedTo = (change: ThemeChange | undefined): Moved => {
  if (!(change?.certain && change.enough)) return undefined;
  return change.difference > 0 ? 'more' : 'less';
};

/** Whether a difference is good or bad: more mentions of a theme are neither, its sentiment is. */
export const verdictOf = (change: ThemeChange | undefined, kind: Kind): 'better' | 'worse' | undefined => {
  const moved = movedTo(change);
  if (kind === 'share' || moved === undefined) return undefined;
  return moved === 'more' ? 'better' : 'worse';
};

/** @example changeText(change, 'share', wording) // '+6 points after April 2025 (2 to 10), significant' */
export const changeText = (
  change: ThemeChange | undefined,
  kind: Kind,
  { t, format, before }: Wording,
): string => {
  if (change === undefined) return t('notCompared', { before });
  const values = {
    before,
    difference: format.difference(change.difference, units[kind]),
    low: format.difference(change.low, units[kind]),
    high: format.difference(change.high, units[kind]),
  };
  if (!change.enough) return t('changeFew', values);
  if (change.certain === undefined) return t('changeUntested', values);
  return t(change.certain ? 'changeCertain' : 'changeWithin', values);
};

/** All figures of a theme, in one sentence. */
export const sentenceOf = (theme: Theme, wording: Wording): string => {
  const { t } = wording;
  const { facts, suppressed } = theme;
  const name = nameOf(theme, t);
  if (facts === undefined) return t(suppressed ? 'withheldSentence' : 'nobodySentence', { name });
  const values = { name, share: figureText(facts, 'share', wording), net: figureText(facts, 'net', wording) };
  return [
    t('sentence', values),
    t('shareChange', { change: changeText(theme.share, 'share', wording) }),
    t('netChange', { change: changeText(theme.net, 'net', wording) }),
    ...(facts.net.enough ? [] : [t('few')]),
  ].join(' ');
};
