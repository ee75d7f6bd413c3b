import { z } from 'zod';
import { lexicon, phraseSet, wordSet } from '../../../lexicon.ts';

/** Finds the words next to personal data ("my name is", "call me") in one pass over the words of a text. */

const cueKind = z.enum([
  'introduces',
  'announces',
  'thanks',
  'title',
  'closes',
  'phone',
  'birth',
  'lives',
  'plate',
  'nationalId',
]);
type CueKind = z.infer<typeof cueKind>;

const words = lexicon(
  'personal-data',
  z.strictObject({
    cues: z.record(cueKind, phraseSet),
    notNames: wordSet,
    references: wordSet,
    referenceLinks: wordSet,
  }),
);

export interface Cue {
  readonly kind: CueKind;
  readonly start: number;
  readonly end: number;
}

interface Phrase {
  readonly kind: CueKind;
  readonly phrase: string;
}

const firstWord = /^[\p{L}\p{N}]+/u;
const letter = /^[\p{L}\p{N}]/u;
let known: ReadonlyMap<string, readonly Phrase[]> | undefined;

const phrasesByFirstWord = (): ReadonlyMap<string, readonly Phrase[]> => {
  const { cues } = words();
  const all = cueKind.options.flatMap((kind) => [...cues[kind]].map((phrase): Phrase => ({ kind, phrase })));
  return Map.groupBy(all, ({ phrase }) => firstWord.exec(phrase)?.[0] ?? '');
};

/** True for a word that is no name, although it begins with a capital. */
export const isNoName = (word: string): boolean => words().notNames.has(word.toLowerCase());

const referenceLinksAtMost = 3;

/** True for a text after which a number is the company's own: "my order number is ", "ticket #". */
export const announcesReference = (before: string): boolean => {
  if (/#\s?$/.test(before)) return true;
  const { references, referenceLinks } = words();
  const last = before
    .split(/[\s.:#-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  if (/\p{L}[^\p{L}]{4}$/u.test(before)) return false;
  for (let skipped = 0; skipped <= referenceLinksAtMost; skipped += 1) {
    const word = last.at(-1 - skipped) ?? '';
    if (references.has(word)) return true;
    if (!referenceLinks.has(word)) return false;
  }
  return false;
};

/** The cues of a text, in its order. */
export const findCues = (text: string): Cue[] => {
  known ??= phrasesByFirstWord();
  const cues: Cue[] = [];
  for (const { index, 0: word } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    for (const { kind, phrase } of known.get(word.toLowerCase()) ?? []) {
      const end = index + phrase.length;
      const isHere = phrase.length === word.length || text.slice(index, end).toLowerCase() === phrase;
      if (isHere && !letter.test(text.slice(end, end + 2))) cues.push({ kind, start: index, end });
    }
  }
  return cues;
};
