import { z } from 'zod';
import { lexicon, phraseSet } from '../../lexicon.ts';

/** What people and tools type where there is nothing to say: it leaves the denominator and is not a value of its own. */
const absentAnswers = lexicon('absent-answers', z.strictObject({ absent: phraseSet }));

/** True for a cell that is blank or says that there is no answer ("N/A", "-", "Don't know"). */
export const isAbsent = (cell: string): boolean => {
  const word = cell.trim();
  return word === '' || (word.length <= 40 && absentAnswers().absent.has(word.toLowerCase()));
};

const placeholderName =
  /^(?:an? )?(?:google|app store|apple|amazon|facebook|verified|anonymous|deleted|unknown|guest|private|test|kindle|registered)?[ _-]*(?:user|customer|guest|visitor|reviewer|account|person|client|member|buyer|anonymous|anonym|anonyme|anónimo|anonimo|unknown|nobody|someone|kunde|gast)$/i;

/** What redaction puts in the place of a name or an address. */
const replaced = /^\[\p{L}+\]$/u;

/** True for a name that identifies no person ("A Google user", "Anonymous"): such a respondent is missing, not one person. */
export const isPlaceholderName = (name: string): boolean =>
  isAbsent(name) || placeholderName.test(name.trim()) || replaced.test(name.trim());
