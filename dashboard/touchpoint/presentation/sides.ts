import type { IntervalRow, IntervalRowsData } from '../../../lib/charts/bars/interval-rows.ts';
import { boundsOf, parseScaleKey } from '../../../lib/feedback/response/scale.ts';
import { poleOn } from '../../../lib/insights/responses/poles.ts';
import type { ConflictsAnswer, ConsistencyAnswer, Figure, ScoresAnswer } from '../../shared/api.ts';
import type { ChartTable } from '../../shared/charts/chart.tsx';
import { differenceInterval, domainOf } from '../../shared/findings/presentation.ts';
import type { Scope } from '../../shared/scope/scope.ts';
import type { Unit } from '../../shared/texts/format.ts';
import { themeText } from '../../shared/texts/theme-text.ts';
import { type About, scoreOf, themeName, unitOf } from '../about.ts';

export type Test = Extract<ConsistencyAnswer, { readonly tests: unknown }>['tests'][number];
type Scale = Extract<ScoresAnswer, { readonly scales: unknown }>['scales'][number];
export type Conflict = Extract<ConflictsAnswer, { readonly conflicts: unknown }>['conflicts'][number];

const certainUpTo = 0.05;

/** What a series is called here: a score, or how often or how a theme is mentioned. */
const seriesName = (series: string, about: About): string => {
  const [kind, id = '', what] = series.split(':');
  if (kind !== 'theme') return scoreOf(about, series)?.what.name ?? series;
  const theme = themeName(about, id);
  return what === 'share' ? about.t('speakOf', { theme }) : about.t('feelingOf', { theme });
};

const unitOfSeries = (series: string, about: About): Unit =>
  series.startsWith('theme:') ? (series.endsWith(':share') ? 'share' : 'points') : unitOf(about, series);

/** The score that is looked at, and what beyond it differs for certain. */
export const shownTests = (tests: readonly Test[], series: string): Test[] => [
  ...tests.filter((test) => test.series === series),
  ...tests.filter((test) => test.series !== series && test.falseDiscoveryRate <= certainUpTo).slice(0, 2),
];

export const testSentence = (
  { series, p, falseDiscoveryRate, parts }: Test,
  by: string,
  about: About,
): string => {
  const { t, format } = about;
  const best = parts.toSorted((one, other) => other.figure.value - one.figure.value);
  const unit = unitOfSeries(series, about);
  const level = (figure: Figure | undefined): string => (figure ? format.level(figure.value, unit) : '');
  return t(falseDiscoveryRate <= certainUpTo ? 'differs' : 'alikeBy', {
    name: seriesName(series, about),
    by: inSentence(dimensionName(by, about), about),
    p: p < 0.01 ? '< 0.01' : format.polarity(p),
    high: valueName(best[0]?.value ?? '', about),
    highValue: level(best[0]?.figure),
    low: valueName(best.at(-1)?.value ?? '', about),
    lowValue: level(best.at(-1)?.figure),
  });
};

export const dimensionName = (by: string, { t }: About): string =>
  by === 'channel' ? t('channel') : themeText(by);

/** Nouns keep their capital in German. */
const inSentence = (name: string, { t }: About): string =>
  t.language === 'de' ? name : name.toLocaleLowerCase('en');

const known = {
  email: 'email',
  sms: 'sms',
  web: 'web',
  app: 'app',
  anonymous: 'anonymous',
  '': 'unnamed',
} as const;

/** A value of a dimension: the common channels in words, all others as the file says them. */
export const valueName = (value: string, { t }: Pick<About, 't'>): string => {
  const [, key] = Object.entries(known).find(([name]) => name === value) ?? [];
  return key === undefined ? value : t(key);
};

const figureRow = (
  label: string,
  figure: Figure,
  { unit, about }: { readonly unit: Unit; readonly about: About },
): IntervalRow => {
  const { t, format } = about;
  const text = format.level(figure.value, unit);
  const n = format.count(figure.n);
  return {
    label,
    note: t('nIs', { n }),
    drawn: {
      value: figure.value,
      low: figure.low,
      high: figure.high,
      enough: figure.enough,
      text,
      sentence: [
        `${label}:`,
        t('pointFigure', { value: text, interval: format.interval(figure, unit), n }),
        ...(figure.enough ? [] : [t('few')]),
      ].join(' '),
    },
  };
};

const domainFor = (series: string, rows: readonly IntervalRow[], about: About): readonly [number, number] => {
  const unit = unitOfSeries(series, about);
  const ends = rows.flatMap(({ drawn }) => ('low' in drawn ? [drawn.low, drawn.high] : []));
  if (unit === 'mean')
    return domainOf({ unit, what: scoreOf(about, series)?.what ?? { series, metric: 'rating', name: '' } });
  if (unit === 'share') return [0, Math.min(1, Math.ceil(Math.max(...ends) * 5) / 5)];
  return [Math.floor(Math.min(0, ...ends) / 20) * 20, Math.ceil(Math.max(0, ...ends) / 20) * 20];
};

const rowsData = (series: string, rows: readonly IntervalRow[], about: About): IntervalRowsData => ({
  rows,
  domain: domainFor(series, rows, about),
  write: (value) => about.format.level(value, unitOfSeries(series, about)),
});

export const testData = ({ series, parts }: Test, about: About): IntervalRowsData => {
  const unit = unitOfSeries(series, about);
  const rows = parts
    .toSorted((one, other) => other.figure.value - one.figure.value)
    .map(({ value, figure }) => figureRow(valueName(value, about), figure, { unit, about }));
  return rowsData(series, rows, about);
};

/** Rows of figures as a table. */
export const rowsTable = ({ rows }: IntervalRowsData, about: About): ChartTable => {
  const { t } = about;
  return {
    columns: [t('who'), t('value'), t('n'), t('note')],
    rows: rows.map(({ label, note = '', drawn }) => [label, drawn.text, note, drawn.sentence]),
  };
};

/** Respondents with and without comments, on the chosen scale; undefined if either group is too small. */
export const silentScale = (scales: readonly Scale[], series: string): Scale | undefined => {
  const both = scales.filter(({ commenters, silent }) => commenters !== undefined && silent !== undefined);
  return both.find(({ scale }) => scale === series) ?? both[0];
};

export const silentData = ({ scale, unit, commenters, silent }: Scale, about: About): IntervalRowsData => {
  const row = (label: string, figure: Figure | undefined): IntervalRow[] =>
    figure === undefined ? [] : [figureRow(label, figure, { unit, about })];
  const rows = [...row(about.t('wrote'), commenters), ...row(about.t('silent'), silent)];
  return rowsData(scale, rows, about);
};

export const silentSentence = ({ scale, unit, difference }: Scale, about: About): string => {
  const { t, format, wording } = about;
  const name = scoreOf(about, scale)?.what.name ?? scale;
  if (difference === undefined) return t('silentUnknown', { name });
  // After minus before is those who wrote less those who were silent.
  const isSure = difference.low > 0 || difference.high < 0;
  const value = format.difference(Math.abs(difference.difference), unit).replace('+', '');
  const interval = differenceInterval(difference, unit, wording);
  if (!isSure) return t('silentAlike', { name, interval });
  return t(difference.difference > 0 ? 'silentLower' : 'silentHigher', { name, value, interval });
};

/** The scores at one end of a scale, as an address has them. */
const scoreRange = (scale: string, pole: 'satisfied' | 'dissatisfied'): string | undefined => {
  const isAt = poleOn(scale);
  const { min, max } = boundsOf(parseScaleKey(scale));
  const all = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const values = all.filter((value) => isAt(value) === pole);
  return values.length === 0 ? undefined : `${scale}=${Math.min(...values)}..${Math.max(...values)}`;
};

const poleOfKind = {
  'promoters-who-complain': 'satisfied',
  'detractors-who-praise': 'dissatisfied',
} as const;
const labelOfKind = { 'promoters-who-complain': 'negative', 'detractors-who-praise': 'positive' } as const;

/** Where comments of that feeling beside such scores are. */
export const conflictScope = ({ kind, scale }: Conflict): Scope => ({
  label: labelOfKind[kind],
  score: scoreRange(scale, poleOfKind[kind]),
});

/** What most of them say: an issue, or else a theme. */
const mostSaid = ({ issues: [issue], themes: [theme] }: Conflict, about: About) => {
  if (issue !== undefined) return { name: issue.name, responses: issue.responses };
  return theme && { name: themeName(about, theme.theme), responses: theme.responses };
};

export const conflictSentence = (conflict: Conflict, about: About): string => {
  const { kind, scale, responses, share } = conflict;
  const { t, format } = about;
  const first = mostSaid(conflict, about);
  return [
    t(kind, {
      name: scoreOf(about, scale)?.what.name ?? scale,
      responses: format.count(responses),
      n: format.count(share.n),
      interval: format.interval(share, 'share'),
    }),
    ...(first === undefined
      ? []
      : [t('conflictAbout', { count: format.count(first.responses), theme: first.name })]),
    ...(share.enough ? [] : [t('few')]),
  ].join(' ');
};

/** The score that is looked at first, then the larger. */
export const shownConflicts = (conflicts: readonly Conflict[], series: string): Conflict[] =>
  conflicts
    .filter(({ responses }) => responses > 0)
    .toSorted(
      (one, other) =>
        Number(other.scale === series) - Number(one.scale === series) || other.responses - one.responses,
    )
    .slice(0, 2);
