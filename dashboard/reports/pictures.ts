import type { DivergingRow } from '../../lib/charts/bars/diverging-rows.ts';
import type { DivergingData } from '../../lib/charts/diverging-bar.ts';
import { maxSide } from '../../lib/charts/diverging-bar.ts';
import type { Gap, Mark } from '../../lib/charts/picture.ts';
import type { TrendData } from '../../lib/charts/trend-line.ts';
import type { Digest, Figure } from '../shared/api.ts';
import type { ChartTable } from '../shared/charts/chart.tsx';
import { stringifySearch } from '../shared/scope/scope.ts';
import type { Format, Unit } from '../shared/texts/format.ts';
import type { Texts, Translate } from '../shared/texts/texts.ts';
import type { texts } from './texts.ts';

type Key = typeof texts extends Texts<infer Name> ? Name : never;

/** What a digest is put into words with. */
export interface Words {
  readonly t: Translate<Key>;
  readonly format: Format;
}

type CurvePoint = Digest['curve'][number];

/** The periods from the first with a figure. */
export const begun = (curve: Digest['curve']): readonly CurvePoint[] => {
  const first = curve.findIndex(({ figure }) => figure !== undefined);
  return first === -1 ? [] : curve.slice(first);
};

const markOf = (name: string, figure: Figure, unit: Unit, { t, format }: Words): Mark => {
  const text = format.level(figure.value, unit);
  const said = t('figure', {
    period: name,
    value: text,
    interval: format.interval(figure, unit),
    n: format.count(figure.n),
  });
  return { ...figure, text, sentence: figure.enough ? said : `${said} ${t('few')}` };
};

const gapOf = (name: string, { t }: Words): Gap => ({
  gap: 'nobody',
  text: t('noFigure'),
  sentence: t('gap', { period: name }),
});

const bounds: Readonly<Record<Unit, readonly [number, number]>> = {
  points: [-100, 100],
  share: [0, 1],
  mean: [0, 10],
};
const steps: Readonly<Record<Unit, number>> = { points: 20, share: 0.1, mean: 0.5 };

/** The ends of an axis that holds all intervals, on round values of the unit. @example [-20, 40] */
export const domainAround = (
  intervals: readonly { readonly low: number; readonly high: number }[],
  unit: Unit,
): readonly [number, number] => {
  const [least, most] = bounds[unit];
  const step = steps[unit];
  const low = Math.min(...intervals.map((one) => one.low));
  const high = Math.max(...intervals.map((one) => one.high));
  return [
    Math.max(least, Math.floor(low / step) * step),
    Math.min(most, Math.max(Math.ceil(high / step), Math.floor(low / step) + 1) * step),
  ];
};

const tick = ({ period }: CurvePoint, { format }: Words): string =>
  period.length === 7 ? format.month(period, 'abbreviated') : format.shortDay(period);

/** A score over time; undefined where no period has a figure. */
export const curveOf = ({ curve, headlines: [first] }: Digest, words: Words): TrendData | undefined => {
  const points = begun(curve);
  if (first === undefined || points.length === 0) return undefined;
  const { format } = words;
  return {
    domain: domainAround(
      points.flatMap(({ figure }) => figure ?? []),
      first.unit,
    ),
    write: (value) => format.level(value, first.unit),
    points: points.map((point) => ({
      label: tick(point, words),
      n: point.figure === undefined ? '' : format.count(point.figure.n),
      drawn:
        point.figure === undefined
          ? gapOf(point.name, words)
          : markOf(point.name, point.figure, first.unit, words),
    })),
  };
};

export const curveTable = ({ curve, headlines: [first] }: Digest, { t, format }: Words): ChartTable => ({
  columns: [t('period'), first?.name ?? '', t('interval'), t('n')],
  rows: begun(curve).map(({ name, figure }) =>
    figure === undefined || first === undefined
      ? [name, t('noFigure'), '', '']
      : [
          name,
          format.level(figure.value, first.unit),
          format.interval(figure, first.unit),
          format.count(figure.n),
        ],
  ),
});

type ThemeLine = Digest['themes'][number];

/** Answers that mention a theme, by sentiment. */
const countsOf = ({ mentions, negative, positive }: ThemeLine) => {
  const [worse, better] = [Math.round(mentions * negative.value), Math.round(mentions * positive.value)];
  return { negative: worse, neutral: Math.max(0, mentions - worse - better), positive: better };
};

/** Where the comments on a theme are. */
const themeHref = ({ scope, span }: Digest, { id }: ThemeLine): string =>
  `/comments${stringifySearch({
    from: span.period.firstDay,
    to: span.through ?? span.period.lastDay,
    tp: scope.id === '_all' ? undefined : scope.id,
    theme: id,
  })}`;

export interface ThemeBar extends DivergingData {
  readonly id: string;
  readonly name: string;
  readonly share: string;
  readonly href: string;
}

/** The bars with their names, for a file. */
export const barRows = (bars: readonly ThemeBar[]): DivergingRow[] =>
  bars.map((bar) => ({ label: bar.name, note: bar.share, drawn: bar }));

export const themesTable = ({ themes }: Digest, { t, format }: Words): ChartTable => ({
  columns: [t('theme'), t('share'), t('interval'), t('n'), t('negative'), t('positive')],
  rows: themes.map((theme) => {
    const { name, share, mentions } = theme;
    const { negative, positive } = countsOf(theme);
    return [
      name,
      format.level(share.value, 'share'),
      format.interval(share, 'share'),
      format.count(mentions),
      format.count(negative),
      format.count(positive),
    ];
  }),
});

/** Themes by how often they are mentioned, each with its sentiment. */
export const themeBars = (digest: Digest, { t, format }: Words): ThemeBar[] => {
  const reach = maxSide(digest.themes.map(countsOf));
  return digest.themes.map((theme) => {
    const { id, name, share, mentions } = theme;
    const counts = countsOf(theme);
    return {
      id,
      name,
      share: format.level(share.value, 'share'),
      ...counts,
      reach,
      href: themeHref(digest, theme),
      sentence: t('feeling', {
        theme: name,
        share: format.level(share.value, 'share'),
        interval: format.interval(share, 'share'),
        n: format.count(mentions),
        negative: format.count(counts.negative),
        positive: format.count(counts.positive),
      }),
    };
  });
};
