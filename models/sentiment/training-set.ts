import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import { createNgrams, readNgrams } from '../../lib/analysis/sentiment/model/ngrams.ts';
import { scan } from '../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../lib/analysis/sentiment/tokens/token-columns.ts';
import {
  createVocabulary,
  readWordIds,
  type Vocabulary,
} from '../../lib/analysis/sentiment/tokens/token-vocabulary.ts';
import { readWordStates, wordStates } from '../../lib/analysis/sentiment/tokens/word-states.ts';
import type { LabelledText, Source } from './sources.ts';

/** A text as the trainers see it. */
export interface Example {
  /** Each word in its state (see `statedWord`). */
  readonly words: Int32Array;
  /** Keys of all its n-grams. */
  readonly ngrams: Uint32Array;
  /** 1 for each of them that is turned. */
  readonly turned: Uint8Array;
  readonly label: SentimentLabel;
  readonly source: Source;
}

const tokens = createTokens();
const ngrams = createNgrams();

/** How often each word hash occurs. */
export const countWords = (texts: readonly LabelledText[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const { text } of texts) {
    scan(text, tokens);
    for (const hash of tokens.hash.subarray(0, tokens.count)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  return counts;
};

const minCount = 3;
const spellingTargetCount = 40;

/**
 * The words to know, most frequent first: those that occur three times or more, those on a word list, then frequent
 * words of the pretrained vectors until `size` is reached.
 */
export const chooseVocabulary = (
  counts: ReadonlyMap<number, number>,
  listed: Iterable<number>,
  pretrained: Iterable<number>,
  size: number,
): Vocabulary => {
  const frequent = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  const chosen = new Set(frequent.filter(([, count]) => count >= spellingTargetCount).map(([hash]) => hash));
  const spellingTargets = chosen.size;
  for (const hash of listed) chosen.add(hash);
  for (const [hash, count] of frequent) if (count >= minCount && chosen.size < size) chosen.add(hash);
  for (const hash of pretrained) if (chosen.size < size) chosen.add(hash);
  return createVocabulary(Uint32Array.from(chosen), spellingTargets);
};

const wordIds = new Int32Array(2 ** 16);
const states = new Uint8Array(2 ** 16);

/** A word's id and its state as one number; −1 for an unknown word. */
export const statedWord = (id: number, state: number): number => (id < 0 ? -1 : wordStates * id + state);
export const idOf = (word: number): number => (word < 0 ? -1 : Math.floor(word / wordStates));
export const stateOf = (word: number): number => word % wordStates;

/** States in which no word was or was wished. */
const onlyNegated = new Uint8Array(2 ** 16);

/**
 * Reads texts the way scoring does; texts without any token are left out.
 *
 * @param turnsAll whether n-grams are also turned in what was and what was wished, as scoring does: too few texts of the first stage have
 *   any
 */
export const toExamples = (
  texts: readonly LabelledText[],
  vocabulary: Vocabulary,
  turnsAll = true,
): Example[] =>
  texts.flatMap(({ text, label, source }) => {
    scan(text, tokens);
    if (tokens.count === 0 || tokens.count > wordIds.length) return [];
    readWordIds(vocabulary, tokens, wordIds);
    readWordStates(tokens, states);
    readNgrams(tokens, ngrams, turnsAll ? states : onlyNegated);
    return [
      {
        words: wordIds.slice(0, tokens.count).map((id, index) => statedWord(id, states[index] ?? 0)),
        ngrams: ngrams.key.slice(0, ngrams.count),
        turned: ngrams.turned.slice(0, ngrams.count),
        label,
        source,
      },
    ];
  });
