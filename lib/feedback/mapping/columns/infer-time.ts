import { firstBy } from 'remeda';
import type { ColumnInference, FoundColumn } from './column-inference.ts';
import type { ColumnProfile } from './column-profile.ts';

/** Finds the column that holds the time of day of the dates in another one. */

const dateWord = /\b(?:date|day|fecha|dia|data|dato|dt|on)\b|datum\b|tag\b/g;
const timeWord =
  /\b(?:time|hour|clock|hora|heure|ora|horario|at|tid|tijd|tidspunkt|klokkeslett|godzina)\b|uhrzeit\b|zeit\b/g;
const smallWord = /\b(?:of|the|de|la|der|des|del|della|du|local|utc|gmt)\b/g;

/** What a name is about, without the words for date and time. @example subjectOf('survey date', dateWord) // 'survey' */
const subjectOf = (words: string, kind: RegExp): string =>
  words.replaceAll(kind, ' ').replaceAll(smallWord, ' ').replaceAll(/\s+/g, ' ').trim();

const holdsTimesOfDay = ({ filled, dates }: ColumnProfile): boolean =>
  filled > 0 && dates.clocks >= 0.9 * filled;

/** Days that no cell, or nothing but midnight, gives a time. Seconds since 1970 are moments. */
const lacksTime = ({ column, inference }: FoundColumn): boolean =>
  inference.meaning.field === 'submittedAt' &&
  !inference.meaning.order.startsWith('epoch') &&
  column.profile.dates.timed === column.profile.dates.atMidnight;

/** How sure it is that a column tells the times of a date; 0 where nothing says so. */
const certainty = ({ column, inference }: FoundColumn, date: FoundColumn): number => {
  const { nameWords, profile } = column;
  if (inference.confidence === 1 || !holdsTimesOfDay(profile)) return 0;
  const subject = subjectOf(nameWords, timeWord);
  if (subject === nameWords) return 0;
  if (subject === subjectOf(date.column.nameWords, dateWord)) return 0.95;
  return subject === '' ? 0.8 : 0;
};

const timeOf = (date: FoundColumn, confidence: number): ColumnInference => ({
  meaning: { field: 'submittedTime' },
  confidence,
  because: `the time of day of "${date.column.name}"`,
});

/**
 * The columns, of which one becomes the time of the file's date where that is a day alone: its cells are times of day, and
 * it is named for the same thing ("Survey date", "Survey time") or for nothing but time. A person's word stands.
 */
export const withTimeOfDate = (found: readonly FoundColumn[]): readonly FoundColumn[] => {
  const date = found.find(lacksTime);
  const isSaid = found.some(({ inference }) => inference.meaning.field === 'submittedTime');
  if (date === undefined || isSaid) return found;
  const best = firstBy(
    found
      .map((each) => ({ each, confidence: certainty(each, date) }))
      .filter(({ confidence }) => confidence > 0),
    [({ confidence }) => confidence, 'desc'],
  );
  return found.map((each) =>
    each === best?.each ? { column: each.column, inference: timeOf(date, best.confidence) } : each,
  );
};
