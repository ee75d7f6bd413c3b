import type { Cue } from './cues.ts';
import type { Finding } from './finding.ts';

const month =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|mars|avr|juin|juil|août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out|mrt|mei)\\p{L}{0,7}\\.?';
const date = `(?:\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}|\\d{1,2}(?:st|nd|rd|th|\\.|er|º)? (?:of |de )?${month}(?:,? (?:of |de )?\\d{4})?|${month} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?)`;
/** A date close behind a cue: in numbers, or with a month's name. */
const dateBehind = new RegExp(
  `^[\\s(:.,=-]{0,3}(?:(?:in|à|en|a) \\p{Lu}[\\p{L}-]{1,30},? )?(?:(?:is|was|on|in|am|ist|war|le|el|il|em|op|es|è|é|est|:) ?){0,2}(${date})(?![\\p{L}\\p{N}])`,
  'iu',
);
/** "am 3. Mai 1984 geboren" */
const dateBefore = new RegExp(`(?<![\\p{L}\\p{N}])(${date}) $`, 'iu');
const reach = 60;

const beside = (text: string, { start, end }: Cue): Finding[] => {
  const behind = dateBehind.exec(text.slice(end, end + reach));
  const stop = end + (behind?.[0].length ?? 0);
  if (behind?.[1] !== undefined) return [{ start: stop - behind[1].length, end: stop, kind: 'birthdate' }];
  const before = dateBefore.exec(text.slice(Math.max(0, start - 24), start))?.[1];
  return before === undefined
    ? []
    : [{ start: start - 1 - before.length, end: start - 1, kind: 'birthdate' }];
};

/** A date is one of birth only where words say so. */
export const findBirthDates = (text: string, cues: readonly Cue[]): Finding[] =>
  cues.filter(({ kind }) => kind === 'birth').flatMap((cue) => beside(text, cue));
