import type { Scale } from '../../response/scale.ts';
import type { Claim } from '../claim.ts';
import type { ColumnProfile } from '../columns/column-profile.ts';
import type { Finding } from '../columns/finding.ts';
import type { ProfiledColumn } from '../columns/table-profile.ts';
import type { MappingQuestion } from '../mapping.ts';
import { type Bounds, ratingFinding } from './rating-finding.ts';
import { directionOfWording, easyWords, hardWords } from './rating-names.ts';

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

const cesQuestion = (name: string, { min, max }: Bounds, claim?: Claim): MappingQuestion => {
  const missing = (claim?.absent ?? []).map((code) => `:missing=${code}`).join('');
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
  { column, claim }: { readonly column: ProfiledColumn; readonly claim?: Claim | undefined },
  bounds: Bounds,
  agreement?: Agreement,
): Finding => {
  const known =
    claim?.direction ?? directionOfLabels(column.profile, bounds) ?? directionOfWording(column.words);
  const scale: Scale = { metric: 'ces', ...bounds, direction: known ?? 'easy' };
  const about = agreement?.because ?? `asks for effort, ${bounds.min}–${bounds.max}`;
  const because = `${about}; ${known === undefined ? 'direction unknown' : `high is ${known === 'easy' ? 'easy' : 'high effort'}`}`;
  return ratingFinding(column, scale, {
    confidence: known === undefined ? 0.6 : 0.93,
    because,
    ...(agreement === undefined ? {} : { values: agreement.values }),
    ...(known === undefined ? { question: cesQuestion(column.name, bounds, claim) } : {}),
  });
};
