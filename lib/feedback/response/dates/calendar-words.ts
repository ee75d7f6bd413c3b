/** Names of months and days of the week, and their usual abbreviations, as exports write them. */

const languages = 'en de fr es it pt nl sv da nb fi pl cs hu ro tr ru uk el de-AT'.split(' ');

const plain = (word: string): string =>
  word
    .normalize('NFKD')
    .replaceAll(/[\p{M}.]/gu, '')
    .toLowerCase();

type Part = 'month' | 'weekday';

/** A month has the form it has beside a day: "31 maja", not "maj". */
const formatsOf = (part: Part): Intl.DateTimeFormat[] =>
  languages.flatMap((language) =>
    (['long', 'short'] as const).map(
      (length) =>
        new Intl.DateTimeFormat(language, {
          [part]: length,
          ...(part === 'month' ? { day: 'numeric' } : {}),
          timeZone: 'UTC',
        }),
    ),
  );

/** Numbers from 1 by the words for the moments in any language; where two languages differ, the earlier one has the word. */
const wordsFor = (
  part: Part,
  moments: readonly number[],
  odd: Readonly<Record<string, number>>,
): Map<string, number> => {
  const words = new Map(Object.entries(odd));
  for (const format of formatsOf(part)) {
    for (const [index, moment] of moments.entries()) {
      const word = plain(format.formatToParts(moment).find(({ type }) => type === part)?.value ?? '');
      if (!words.has(word)) words.set(word, index + 1);
    }
  }
  return words;
};

const once = <Value>(compute: () => Value): (() => Value) => {
  let value: Value | undefined;
  return () => {
    value ??= compute();
    return value;
  };
};

const months = once(() =>
  wordsFor(
    'month',
    Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 15)),
    { sept: 9, mrz: 3, set: 9 },
  ),
);

/** From a Monday on. */
const weekdays = once(() =>
  wordsFor(
    'weekday',
    Array.from({ length: 7 }, (_, day) => Date.UTC(2026, 5, 1 + day)),
    { tues: 2, thur: 4, thurs: 4 },
  ),
);

/** 1–12 for the name of a month in nineteen European languages; undefined for another word. */
export const monthNamed = (word: string | undefined): number | undefined => months().get(plain(word ?? ''));

/** True for the name of a day of the week in the same languages. */
export const isWeekday = (word: string): boolean => weekdays().has(plain(word));
