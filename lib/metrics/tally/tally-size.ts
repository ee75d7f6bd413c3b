import { polarityCount } from '../figures/moments.ts';
import { maxSampled } from './cluster-sample.ts';
import { unscored } from './count-clusters.ts';
import { manyPeople } from './respondents.ts';
import { emptyTally, type Tally } from './tally.ts';

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What a count takes where nothing was counted yet: `0`. */
const zero = 1;
const nobody = jsonBytes([]);
/** The maximum number of hashes, each six characters in quotation marks. */
const allMarks = jsonBytes(Array.from({ length: manyPeople - 1 }, () => 'a1b2c3'));
const emptyTheme = { negative: 0, neutral: 0, positive: 0, scoreSum: 0, scoreSquareSum: 0, people: [] };

/** The digits by which a sum of hundredths, with its sign, and a sum of their squares exceed a count. */
const digitsOfScore = 3;
const digitsOfSquare = 4;

const wideTheme = (digits: number): number =>
  jsonBytes(emptyTheme) + 5 * (digits - zero) + digitsOfScore + digitsOfSquare + (allMarks - nobody);

/** Each name with a colon and a comma, and its value. */
const namedBytes = (names: readonly string[], each: number): number =>
  names.reduce((sum, name) => sum + jsonBytes(name) + 2 + each, 0);

/** A respondent of a sample with several answers: `"a1b2c3":[2,20,200],`. A scale may have three digits, their squares five. */
const wideCluster = (digits: number): number => jsonBytes('a1b2c3') + 6 + 3 * digits + 3 + 5;
/** One with a single answer: `"a1b2c3":100,`. Two such take more than one with two answers. */
const singleCluster = jsonBytes('a1b2c3') + 5;

const sampleBytes = (name: string, counted: number, digits: number): number =>
  namedBytes(
    [name],
    jsonBytes({ n: 0, people: {}, below: 'a1b2c3' }) +
      digits +
      Math.min(maxSampled * wideCluster(digits), counted * singleCluster),
  );

/** The sample of comment fields, and the marks in samples: of those who mention a theme, and of those who typed something that has no score. */
const markBytes = ({ responses, answers, themes }: Tally, digits: number): number => {
  if (responses === 0) return 0;
  const marksOf = (name: string, count: number): number =>
    namedBytes([name], nobody + Math.min(maxSampled, count) * 'a1b2c31'.length);
  return [
    ...Object.entries(themes).map(([theme, counts]) => marksOf(theme, polarityCount(counts))),
    ...unscored.map((status) => marksOf(status, answers[status])),
  ].reduce(
    (sum, bytes) => sum + bytes,
    2 * jsonBytes({ themes: {} }) + sampleBytes('asked', answers.asked, digits),
  );
};

/** The samples of respondents, each with its name and its count. */
const clusterBytes = ({ responses, ratings, answers }: Tally, digits: number): number => {
  if (responses === 0) return 0;
  const widest = (name: string, counted: number): number => sampleBytes(name, counted, digits);
  const rated = Object.entries(ratings).map(([scale, values]) =>
    widest(
      scale,
      Object.values(values).reduce((sum, count) => sum + count, 0),
    ),
  );
  return (
    jsonBytes({ clusters: {} }) + rated.reduce((sum, bytes) => sum + bytes, widest('text', answers.scored))
  );
};

/**
 * The maximum size of the JSON of a tally, in bytes: with every count as long as that of all its responses and answers, and all hashes
 * of respondents. Never less than its actual size, and never less than that of a part of the tally: so what is too large stays too large,
 * whatever is added.
 *
 * @param hasMarks whether samples know comment fields and who mentions which theme
 * @example widestJson(emptyTally) // 349
 */
export const widestJson = (tally: Tally, hasMarks = true): number => {
  const digits = String(tally.responses + tally.answers.asked).length;
  const counts = Object.keys(tally.answers).length + Object.keys(tally.sentiment).length + 2;
  const ratings = Object.entries(tally.ratings).map(
    ([scale, values]) => namedBytes([scale], 2) + namedBytes(Object.keys(values), digits),
  );
  return (
    jsonBytes(emptyTally) +
    counts * (digits - zero) +
    digitsOfScore +
    digitsOfSquare +
    (allMarks - nobody) +
    ratings.reduce((sum, bytes) => sum + bytes, 0) +
    namedBytes(Object.keys(tally.themes), wideTheme(digits)) +
    namedBytes(Object.keys(tally.signals), digits) +
    clusterBytes(tally, digits) +
    (hasMarks ? markBytes(tally, digits) : 0)
  );
};
