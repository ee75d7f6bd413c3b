import { z } from 'zod';
import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { BuiltInLanguage } from '../../lib/analysis/sentiment/languages/built-in-languages.ts';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { lexicon, lineList, phraseList, wordList } from '../../lib/lexicon.ts';
import type { PhrasebookLine } from '../sentiment/phrasebook.ts';
import type { Random } from '../sentiment/random.ts';

const schema = z.strictObject({
  negators: wordList,
  contrasts: wordList,
  /** What takes a negation back when it comes next: "not only". */
  limiters: wordList,
  topics: phraseList,
  positive: wordList,
  negative: wordList,
  /** Nouns whose absence is praise. */
  troubles: wordList,
  positiveSentences: phraseList,
  negativeSentences: phraseList,
  neutralSentences: phraseList,
  /** `P` and `N` are filled with a word of praise or fault, `T` with a topic, `W` with a word that is denied. */
  frames: z.strictObject({
    positive: phraseList,
    negative: phraseList,
    troubles: phraseList,
    denials: phraseList,
  }),
});

export type OwnWords = z.infer<typeof schema>;

const wholeSchema = z.strictObject({
  positive: lineList,
  negative: lineList,
  neutral: lineList,
  /** As good as bad: of none of the three labels. */
  mixed: lineList,
  /** Words and short expressions by which customers judge, and those by which they do not. */
  words: z.strictObject({ positive: phraseList, negative: phraseList, neutral: phraseList }),
});

const written = (language: BuiltInLanguage) =>
  lexicon(`training/languages/sentences-${language}`, wholeSchema)();

const reportedShare = 8;

const labelled = ({ positive, negative, neutral }: Readonly<Record<SentimentLabel, readonly string[]>>) => {
  const of = (label: SentimentLabel, texts: readonly string[]): PhrasebookLine[] =>
    texts.map((text) => ({ text, label }));
  return [...of('positive', positive), ...of('negative', negative), ...of('neutral', neutral)];
};

/** A whole sentence, as customers write. */
export interface WholeSentence extends PhrasebookLine {
  /** Held out: one in eight, by its content. */
  readonly reported: boolean;
}

/** The whole sentences of a language that were written for this project (`lexicons/training/languages/sentences-LANGUAGE.yaml`). */
export const wholeSentences = (language: BuiltInLanguage): WholeSentence[] => {
  const { positive, negative, neutral } = written(language);
  return labelled({ positive, negative, neutral }).map((line) => ({
    ...line,
    reported: hashOf(line.text) % reportedShare === 3,
  }));
};

/** Words and short expressions of a language, each with its label. */
export const listedWords = (language: BuiltInLanguage): PhrasebookLine[] => labelled(written(language).words);

/** The project's own words and sentences of a language. */
export const ownWords = (language: BuiltInLanguage): OwnWords =>
  lexicon(`training/languages/${language}`, schema)();

const wordCopies = 2;
const sentenceCopies = 3;
const topicCopies = 4;
const deniedCopies = 4;
const storiesPerLabel = 300;

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)] as T;

/** Hyphens join what the lists part by spaces: `très-bien`. */
const spoken = (word: string): string => word.replaceAll('-', ' ');

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const dress = (text: string, random: Random): string => {
  const start = random() < 0.5 ? capitalized(text) : text;
  if (random() < 0.3) return `${start}.`;
  return random() < 0.1 ? `${start}!` : start;
};

const fill = (frame: string, { positive, negative, topics }: OwnWords, random: Random, denied = ''): string =>
  frame.replace(/\b[PNTW]\b/g, (slot) => {
    if (slot === 'W') return spoken(denied);
    if (slot === 'T') return pick(topics, random);
    return spoken(pick(slot === 'P' ? positive : negative, random));
  });

const copies = (times: number, make: () => PhrasebookLine[]): PhrasebookLine[] =>
  Array.from({ length: times }, make).flat();

/** Facts around one or two opinions: one opinion in ten words of none is an opinion. */
const storyOf = (label: 'positive' | 'negative', words: OwnWords, random: Random): PhrasebookLine => {
  const opinions = label === 'positive' ? words.positiveSentences : words.negativeSentences;
  const facts = words.neutralSentences;
  const parts = [
    pick(facts, random),
    pick(opinions, random),
    ...(random() < 0.6 ? [pick(opinions, random)] : []),
    ...(random() < 0.5 ? [pick(facts, random)] : []),
  ];
  return { text: parts.map((part) => `${capitalized(part)}.`).join(' '), label };
};

/** Every word is denied, each in a few frames. */
const deniedLines = (words: OwnWords, random: Random): PhrasebookLine[] => {
  const denied = (items: readonly string[], frames: readonly string[], label: 'positive' | 'negative') =>
    items.flatMap((word) =>
      copies(deniedCopies, () => [
        { text: dress(fill(pick(frames, random), words, random, word), random), label },
      ]),
    );
  const { troubles, denials } = words.frames;
  return [
    ...denied(words.troubles, troubles, 'positive'),
    ...denied(words.negative, denials, 'positive'),
    ...denied(words.positive, denials, 'negative'),
  ];
};

const linesOf = (words: OwnWords, random: Random, variants: number): PhrasebookLine[] => {
  const line =
    (label: SentimentLabel) =>
    (text: string): PhrasebookLine => ({ text: dress(text, random), label });
  const bare =
    (label: SentimentLabel) =>
    (text: string): PhrasebookLine => ({ text: spoken(text), label });
  const framed =
    (label: 'positive' | 'negative') =>
    (frame: string): PhrasebookLine =>
      line(label)(fill(frame, words, random));
  return [
    ...copies(wordCopies, () => [
      ...words.positive.map(bare('positive')),
      ...words.negative.map(bare('negative')),
    ]),
    ...copies(variants, () => [
      ...words.frames.positive.map(framed('positive')),
      ...words.frames.negative.map(framed('negative')),
    ]),
    ...copies(sentenceCopies, () => [
      ...words.positiveSentences.map(line('positive')),
      ...words.negativeSentences.map(line('negative')),
      ...words.neutralSentences.map(line('neutral')),
    ]),
    ...deniedLines(words, random),
    ...copies(topicCopies, () => words.topics.map(line('neutral'))),
    ...copies(storiesPerLabel, () => [
      storyOf('positive', words, random),
      storyOf('negative', words, random),
    ]),
  ];
};

/**
 * What the project itself wrote in a language, each frame filled `variants` times; the same `random` gives the same lines.
 *
 * @example ownSentences('de', createRandom(1), 1)[0] // { text: 'gut', label: 'positive' }
 */
export const ownSentences = (language: BuiltInLanguage, random: Random, variants: number): PhrasebookLine[] =>
  linesOf(ownWords(language), random, variants);
