import type { IntervalRow, IntervalRowsData } from '../../../lib/charts/bars/interval-rows.ts';
import type { Verdict } from '../../../lib/charts/picture.ts';
import type { ChangesView, FindingsAnswer } from '../../shared/api.ts';
import type { ChartTable } from '../../shared/charts/chart.tsx';
import {
  beforeName,
  comparedFigures,
  differenceInterval,
  valueText,
} from '../../shared/findings/presentation.ts';
import type { Unit } from '../../shared/texts/format.ts';
import { type About, commentsHref, unitOf } from '../about.ts';

type Compared = FindingsAnswer['unchanged'][number];
type Mix = ChangesView['mixes'][number];

const shownChanges = 6;
const isScore = ({ what: { metric } }: Compared): boolean =>
  metric === 'nps' || metric === 'csat' || metric === 'ces' || metric === 'sentiment';
const isShare = ({ what: { series } }: Compared): boolean => series.endsWith(':share');

const certainties = ['significant', 'likely', 'unchanged', 'too-few'] as const;

/**
 * What changed at the touchpoint and what did not, on one axis of points: the certain first, scores before what comments speak of. How a
 * theme is felt stands in the table of all figures.
 */
export const changesOf = ({ id, answer }: Pick<About, 'id' | 'answer'>): Compared[] => {
  const rank = (one: Compared): number => certainties.indexOf(one.status) * 2 + (isScore(one) ? 0 : 1);
  return comparedFigures(answer)
    .compared.filter(({ where }) => where.touchpoint?.id === id && where.segment === undefined)
    .filter((one) => isScore(one) || isShare(one))
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, shownChanges);
};

/** Percentage points, so that shares and points stand on one axis. */
const inPoints = (value: number, unit: Unit): number => (unit === 'share' ? 100 * value : value);

const nameOf = (one: Compared, { t }: About): string =>
  isScore(one) ? one.what.name : t('speakOf', { theme: one.what.name });

const sentenceOf = (one: Compared, about: About): string => {
  const { t, format, wording, answer } = about;
  const { unit, before, after, difference, status } = one;
  return t('changed', {
    name: nameOf(one, about),
    before: valueText(before, unit, wording),
    beforePeriod: answer.against.name,
    after: valueText(after, unit, wording),
    afterPeriod: answer.period.name,
    difference: format.difference(difference.value, unit),
    interval: differenceInterval(difference, unit, wording),
    nBefore: format.count(before.n),
    nAfter: format.count(after.n),
    status: t(status),
  });
};

/** Only a significant change of a score is good or bad news; one that is not significant is grey. */
const verdictOf = (one: Compared): { readonly verdict?: Verdict } => {
  if (one.status !== 'significant') return { verdict: 'neutral' };
  if (!isScore(one)) return {};
  return { verdict: one.difference.value < 0 ? 'worse' : 'better' };
};

const changeRow = (one: Compared, about: About): IntervalRow => {
  const { format, wording } = about;
  const { unit, before, after, difference, status, what } = one;
  return {
    label: nameOf(one, about),
    note: `${valueText(before, unit, wording)} → ${valueText(after, unit, wording)}`,
    strong: status === 'significant',
    drawn: {
      value: inPoints(difference.value, unit),
      low: inPoints(difference.low, unit),
      high: inPoints(difference.high, unit),
      enough: status !== 'too-few',
      text: format.difference(difference.value, unit),
      sentence: sentenceOf(one, about),
      href: commentsHref(about, { theme: what.theme, issue: what.issue }),
      ...verdictOf(one),
    },
  };
};

const reach = (values: readonly number[], minReach: number): [number, number] => [
  Math.min(-minReach, ...values),
  Math.max(minReach, ...values),
];

const endsOf = ({ drawn }: IntervalRow): number[] => {
  if ('gap' in drawn) return [];
  return 'isPart' in drawn ? [drawn.value] : [drawn.low, drawn.high];
};

export const changesData = (about: About): IntervalRowsData => {
  const rows = changesOf(about).map((one) => changeRow(one, about));
  return {
    rows,
    domain: reach(rows.flatMap(endsOf), 10),
    write: (value) => about.format.difference(value, 'points'),
  };
};

export const changesTable = (about: About): ChartTable => {
  const { t, format, wording, answer } = about;
  return {
    columns: [
      t('figure'),
      answer.against.name,
      answer.period.name,
      t('difference'),
      t('interval'),
      t('verdict'),
    ],
    rows: changesOf(about).map((one) => [
      nameOf(one, about),
      valueText(one.before, one.unit, wording),
      valueText(one.after, one.unit, wording),
      format.difference(one.difference.value, one.unit),
      differenceInterval(one.difference, one.unit, wording),
      t(one.status),
    ]),
  };
};

/** The parts of a change: customers who score differently, and a different customer mix. */
export interface NamedMix {
  readonly mix: Mix;
  /** What its parts are called: the names of touchpoints, or the values as they are. */
  readonly nameOf: (segment: string) => string;
}

const shownParts = 5;

/** The largest parts, and in any case that of the touchpoint itself. */
const partsOf = ({ segments }: Mix, own: string) => {
  const largest = segments.toSorted((one, other) => Math.abs(other.customers) - Math.abs(one.customers));
  const shown = largest.slice(0, shownParts);
  const itself = segments.find(({ segment }) => segment === own);
  const all = itself === undefined || shown.includes(itself) ? shown : [...shown.slice(0, -1), itself];
  return all.toSorted((one, other) => one.customers - other.customers);
};

/** With one decimal: a part of a difference is smaller than it. */
const partText = (value: number, unit: Unit, { format }: About): string =>
  format.difference(inPoints(value, unit), 'mean');

const totalRow = (
  label: string,
  effect: Mix['mix'],
  { mix: { series }, about }: { mix: Mix; about: About },
): IntervalRow => {
  const { t, wording } = about;
  const unit = unitOf(about, series);
  const isSure = effect.low > 0 || effect.high < 0;
  const text = partText(effect.value, unit, about);
  return {
    label,
    strong: isSure,
    drawn: {
      ...effect,
      enough: true,
      ...(isSure ? {} : { verdict: 'neutral' as const }),
      text,
      sentence: t('partTotal', {
        name: label,
        value: text,
        interval: differenceInterval(effect, unit, wording),
      }),
    },
  };
};

export const mixData = ({ mix, nameOf: named }: NamedMix, about: About): IntervalRowsData => {
  const { t, id } = about;
  const unit = unitOf(about, mix.series);
  const parts = partsOf(mix, id).map(({ segment, customers }): IntervalRow => {
    const text = partText(customers, unit, about);
    return {
      label: named(segment),
      strong: segment === id,
      drawn: {
        isPart: true,
        value: customers,
        text,
        sentence: t('part', { name: named(segment), value: text }),
        ...(customers === 0 ? {} : { verdict: customers < 0 ? ('worse' as const) : ('better' as const) }),
      },
    };
  });
  const totals = [
    { ...totalRow(t('customers'), mix.customers, { mix, about }), ruled: true },
    totalRow(t('mixOf'), mix.mix, { mix, about }),
  ];
  const rows = [...parts, ...totals];
  const minReach = { points: 2, share: 0.02, mean: 0.1 }[unit];
  return {
    rows,
    domain: reach(rows.flatMap(endsOf), minReach),
    write: (value) => about.format.difference(value, unit),
  };
};

export const mixTable = (
  { mix: { series, segments }, nameOf: named }: NamedMix,
  about: About,
): ChartTable => {
  const { t } = about;
  const unit = unitOf(about, series);
  return {
    columns: [t('part.of'), t('customers'), t('mixOf')],
    rows: segments.map(({ segment, customers, mix }) => [
      named(segment),
      partText(customers, unit, about),
      partText(mix, unit, about),
    ]),
  };
};

/** The same in a sentence: by how much all of it changed, how much of that is this touchpoint, and how much is mix. */
export const mixSentence = ({ mix, nameOf: named }: NamedMix, about: About): string => {
  const { t, id, answer } = about;
  const unit = unitOf(about, mix.series);
  const name = answer.scores.find(({ what }) => what.series === mix.series)?.what.name ?? mix.series;
  const own = mix.segments.find(({ segment }) => segment === id);
  const isMix = mix.mix.low > 0 || mix.mix.high < 0;
  return [
    t('mixAll', {
      name,
      difference: partText(mix.difference, unit, about),
      before: beforeName(about.wording),
    }),
    ...(own === undefined
      ? []
      : [t('mixOwn', { name: named(id), value: partText(own.customers, unit, about) })]),
    t(isMix ? 'mixSome' : 'mixNone', { value: partText(mix.mix.value, unit, about) }),
  ].join(' ');
};
