import type { ColumnOverride } from '../column-override.ts';
import type { ColumnInference } from '../columns/column-inference.ts';
import type { ColumnProfile } from '../columns/column-profile.ts';
import type { ProfiledColumn } from '../columns/table-profile.ts';
import type { MappingQuestion } from '../mapping.ts';
import { boundsInWording, type RatingContext, ratingInference } from './rating-inference.ts';
import { relationshipWords, transactionWords } from './rating-names.ts';

const npsKind = (words: string, { namesTouchpoint }: RatingContext): 'relationship' | 'transactional' => {
  if (transactionWords.test(words)) return 'transactional';
  return relationshipWords.test(words) || !namesTouchpoint ? 'relationship' : 'transactional';
};

/** If there are zeros as well, an 11 is an error. */
const isCodedFromOne = (profile: ColumnProfile): boolean => profile.max === 11 && !profile.values.has('0');

/** Among so many answers on 0–10, some are above 5, and among more of them some above 6. */
const answersAboveFive = 8;
const answersAboveSix = 30;

const endsFarBelowTen = ({ filled, max }: ColumnProfile): boolean =>
  (max <= 5 && filled >= answersAboveFive) || (max <= 6 && filled >= answersAboveSix);

/** "NPS / 5-star": a second scale in the name. */
const otherScale = /\b(?:stars?|sterne?|etoiles?|estrellas?|estrelas?|stelle|sterren|csat)\b/;

/** Answers that end far below 10 are on another scale, unless the wording states 0 to 10; some may be where the name has two scales. */
const npsScale = (column: ProfiledColumn): MappingQuestion | undefined => {
  const { profile, name, words } = column;
  if (otherScale.test(words)) {
    return {
      code: 'scale-unsure',
      column: name,
      ask: `"${name}" names two scales. What did customers answer there?`,
      options: [`nps=${name}`, `rating=${name}`, `ignored=${name}`],
    };
  }
  if (!endsFarBelowTen(profile) || boundsInWording(words, profile)?.max === 10) return undefined;
  return {
    code: 'scale-unsure',
    column: name,
    ask: `"${name}" is named like NPS, but its ${profile.filled} answers end at ${profile.max}. Was it asked on a scale from 0 to 10?`,
    options: [`nps=${name}:0-10`, `rating=${name}`, `ignored=${name}`],
  };
};

/** Whether the numbers may be 1–10 or 1–11 where NPS is 0–10: asked only where the answers or the wording say so. */
const npsCoding = (column: ProfiledColumn): MappingQuestion | undefined => {
  const { profile, name, words } = column;
  if (isCodedFromOne(profile)) {
    return {
      code: 'nps-coding',
      column: name,
      ask: `"${name}" goes up to 11. Is 1 the code of answer 0, and 11 that of answer 10?`,
      options: [`nps=${name}:1-11`, `ignored=${name}`],
    };
  }
  const stated = boundsInWording(words, profile);
  if (stated?.min === 0) return undefined;
  const fromOne = stated?.min === 1;
  const ones = profile.values.get('1') ?? 0;
  const missesZero = ones >= 5 && !profile.values.has('0') && profile.min === 1;
  if (!fromOne && !missesZero) return undefined;
  return {
    code: 'nps-coding',
    column: name,
    ask: `Nobody answered 0 in "${name}". Was it asked from 0 to 10, or from 1 to 10?`,
    options: [`nps=${name}:0-10`, `rating=${name}:1-10`],
  };
};

const coded = (max: number): Readonly<Record<string, number>> | undefined =>
  max === 11
    ? Object.fromEntries(Array.from({ length: 11 }, (_, value) => [String(value + 1), value]))
    : undefined;

/** The NPS that a column holds, of the kind that its wording says. */
export const inferNps = (
  column: ProfiledColumn,
  context: RatingContext,
  override?: ColumnOverride,
): ColumnInference => {
  const kind = override?.kind ?? npsKind(column.words, context);
  const question = override?.min === undefined ? (npsScale(column) ?? npsCoding(column)) : undefined;
  const values = coded(override?.max ?? (isCodedFromOne(column.profile) ? 11 : 10));
  return ratingInference(
    column,
    { metric: 'nps', kind },
    {
      confidence: 0.97,
      because: `asks for likelihood to recommend, 0–10; ${kind}`,
      ...(question === undefined ? {} : { question }),
      ...(values === undefined ? {} : { values }),
    },
  );
};

/** The NPS whose groups another column of the table holds. */
export const groupedNps = (
  column: ProfiledColumn,
  groups: string,
  context: RatingContext,
): ColumnInference => {
  const found = inferNps(column, context);
  return { ...found, because: `${found.because}; "${groups}" has its promoters and detractors` };
};
