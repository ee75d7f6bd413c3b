import type { Scale } from '../../response/scale.ts';
import type { ColumnOverride } from '../column-override.ts';
import type { ColumnInference } from '../columns/column-inference.ts';
import type { ColumnProfile } from '../columns/column-profile.ts';
import type { ProfiledColumn } from '../columns/table-profile.ts';
import type { MappingQuestion } from '../mapping.ts';
import { type Bounds, ratingInference } from './rating-inference.ts';
import { directionOfWording, easyWords, hardWords } from './rating-names.ts';
import { withoutAccents } from './reversed-scale.ts';

/** Which way a labelled answer ("7 - Very easy") points, undefined where it has no such label. */
const directionOfLabel = (label: string, middle: number): 'easy' | 'effort' | undefined => {
  const number = Number(/\d+/.exec(label)?.[0] ?? Number.NaN);
  const words = label.toLowerCase();
  if (Number.isNaN(number) || number === middle) return undefined;
  if (easyWords.test(words)) return number > middle ? 'easy' : 'effort';
  if (hardWords.test(words)) return number > middle ? 'effort' : 'easy';
  return undefined;
};

const directionOfLabels = ({ values }: ColumnProfile, { min, max }: Bounds): 'easy' | 'effort' | undefined =>
  [...values.keys()]
    .map((label) => directionOfLabel(label, (min + max) / 2))
    .find((found) => found !== undefined);

/** "1 = very difficult", "7 (very easy)": a number and what it means. "from 1 to very easy" is none. */
const numberFirst = /(\d{1,2})\s*[-–—=:.)(]*\s*(?!to\b|bis\b|through\b|a\b)(\p{L}[\p{L} ]{2,40})/gu;
/** "Very difficult (1)", "very easy = 7". */
const numberLast = /(\p{L}[\p{L} ]{2,40})\s*(?:\((\d{1,2})\)|=\s*(\d{1,2})\b)/gu;

const labelsIn = (text: string): string[] => {
  const first = [...text.matchAll(numberFirst)].map(([, number = '', words = '']) => `${number} ${words}`);
  const last = [...text.matchAll(numberLast)].map(
    ([, words = '', inBrackets, afterSign]) => `${inBrackets ?? afterSign ?? ''} ${words}`,
  );
  return last.length > first.length ? last : first;
};

/** Which way the ends of the scale point that the wording names; undefined where it names none, or they contradict each other. */
const directionOfEnds = (
  { name, question = '' }: ProfiledColumn,
  { min, max }: Bounds,
): 'easy' | 'effort' | undefined => {
  const directions = [name, question]
    .flatMap((text) => labelsIn(withoutAccents(text)))
    .filter((label) => [min, max].includes(Number.parseInt(label, 10)))
    .map((label) => directionOfLabel(label, (min + max) / 2));
  const [only, ...others] = new Set(directions.filter((direction) => direction !== undefined));
  return others.length === 0 ? only : undefined;
};

const cesQuestion = (name: string, { min, max }: Bounds, override?: ColumnOverride): MappingQuestion => {
  const missing = (override?.absent ?? []).map((code) => `:missing=${code}`).join('');
  return {
    code: 'ces-direction',
    column: name,
    ask: `In "${name}", does ${max} mean that it was easy, or that it took a lot of effort?`,
    options: [`ces=${name}:${min}-${max}:easy${missing}`, `ces=${name}:${min}-${max}:effort${missing}`],
  };
};

/** What the words of a scale of agreement count, and how it was recognized. */
interface Agreement {
  readonly because: string;
  readonly values: Readonly<Record<string, number>>;
}

/** The effort that a column holds; which way it runs is asked where neither labels nor wording tell. */
export const inferCes = (
  { column, override }: { readonly column: ProfiledColumn; readonly override?: ColumnOverride | undefined },
  bounds: Bounds,
  agreement?: Agreement,
): ColumnInference => {
  const known =
    override?.direction ??
    directionOfLabels(column.profile, bounds) ??
    directionOfEnds(column, bounds) ??
    directionOfWording(column.words);
  const scale: Scale = { metric: 'ces', ...bounds, direction: known ?? 'easy' };
  const about = agreement?.because ?? `asks for effort, ${bounds.min}–${bounds.max}`;
  const because = `${about}; ${known === undefined ? 'direction unknown' : `high is ${known === 'easy' ? 'easy' : 'high effort'}`}`;
  return ratingInference(column, scale, {
    confidence: known === undefined ? 0.6 : 0.93,
    because,
    ...(agreement === undefined ? {} : { values: agreement.values }),
    ...(known === undefined ? { question: cesQuestion(column.name, bounds, override) } : {}),
  });
};
