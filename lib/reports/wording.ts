import { parseScaleKey } from '../feedback/response/scale.ts';
import type { Figure } from '../metrics/figures/figure.ts';
import type { Interval } from '../metrics/figures/intervals.ts';
import { numberWriter } from '../metrics/figures/number-writer.ts';
import { type Name, type NumberText, type Sentence, say } from './sentence.ts';

/** The format of numbers in reports. A minus is U+2212, so that it is not a hyphen. */

/** `points` are −100..100, a `share` is 0..1 and written as a percentage, a `mean` is in the unit of its scale. */
export type Unit = 'points' | 'share' | 'mean';

const writer = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
  const write = numberWriter('en-US', options);
  return (value) => write(value).replace('-', '−');
};

const grouped = writer({ maximumFractionDigits: 0 });
const hundredths = { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: false } as const;
const signedWhole = writer({ maximumFractionDigits: 0, signDisplay: 'exceptZero', useGrouping: false });
const signedHundredths = writer({ ...hundredths, signDisplay: 'exceptZero' });

const levels: Readonly<Record<Unit, (value: number) => string>> = {
  points: signedWhole,
  share: writer({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'negative' }),
  mean: writer({ ...hundredths, signDisplay: 'negative' }),
};

/** @example count(12345) // { text: '12,345', value: 12345 } */
export const count = (value: number): NumberText => ({ text: grouped(value), value });

/** @example plural(1, 'answer') // '1 answer' */
export const plural = (value: number, noun: string, nouns = `${noun}s`): Sentence =>
  say`${count(value)} ${{ word: value === 1 ? noun : nouns }}`;

/** A level: points have a sign. @example level(42, 'points') // { text: '+42', value: 42 } */
export const level = (value: number, unit: Unit): NumberText => ({ text: levels[unit](value), value });

/** A difference, with its sign; of shares in percentage points. @example difference(-0.08, 'share') // '−8' */
export const difference = (value: number, unit: Unit): NumberText => ({
  text: unit === 'mean' ? signedHundredths(value) : signedWhole(unit === 'share' ? 100 * value : value),
  value,
});

export const unitName: Readonly<Record<Unit, string>> = {
  points: 'points',
  share: 'percentage points',
  mean: 'on its scale',
};

type Write = (value: number, unit: Unit) => NumberText;

const between = ({ low, high }: Interval, unit: Unit, write: Write): Sentence =>
  say`(${write(low, unit)} to ${write(high, unit)})`;

/** @example levelWithin(figure, 'points').text // '+23 (+17 to +29)' */
export const levelWithin = (figure: Figure, unit: Unit): Sentence =>
  say`${level(figure.value, unit)} ${between(figure, unit, level)}`;

export const differenceWithin = (
  { value, ...interval }: Interval & { readonly value: number },
  unit: Unit,
): Sentence =>
  say`${difference(value, unit)} ${between(interval, unit, difference)} ${{ word: unitName[unit] }}`;

const scaleNames = { nps: 'NPS', csat: 'CSAT', ces: 'CES', rating: 'Stars' } as const;

/** What a scale measures, in words. @example scaleName('ces:1-7:easy') // 'CES (share of low effort, scale 1–7, easy)' */
export const scaleName = (key: string): Name => {
  const scale = parseScaleKey(key);
  const asked = scale.name === undefined ? '' : ` "${scale.name}"`;
  if (scale.metric === 'nps') return { name: `NPS${asked} (${scale.kind})` };
  const range = `scale ${scale.min}–${scale.max}`;
  const disclosed = { csat: 'share of satisfied, ', ces: 'share of low effort, ', rating: 'mean, ' }[
    scale.metric
  ];
  const direction = scale.metric === 'ces' ? `, ${scale.direction}` : '';
  return { name: `${scaleNames[scale.metric]}${asked} (${disclosed}${range}${direction})` };
};

/** The unit of a scale's headline. */
export const unitOfScale = (key: string): Unit => {
  const { metric } = parseScaleKey(key);
  if (metric === 'nps') return 'points';
  return metric === 'rating' ? 'mean' : 'share';
};

/** An id in words. @example themeName('delivery-speed') // '"delivery speed"' */
export const themeName = (id: string): Name => ({ name: `"${id.replaceAll(/[-_]/g, ' ')}"` });
