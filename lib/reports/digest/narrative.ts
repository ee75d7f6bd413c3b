import { z } from 'zod';
import { lexicon, wordSet } from '../../lexicon.ts';
import type { Digest } from './digest.ts';
import type { DigestQuote, Fact } from './digest-material.ts';

/**
 * A digest's sentences rephrased by a language model. A model may return anything, so its text is accepted only if each line names the
 * sentence that it rephrases and adds nothing to it; otherwise the digest keeps its own sentences, and says so.
 */
export type Narrative =
  | { readonly accepted: true; readonly text: string }
  | { readonly accepted: false; readonly reason: string };

/** The paragraph before the sentences of a digest: the narrative, or why there is none. */
export const openingOf = (narrative: Narrative | undefined): string | undefined => {
  if (narrative === undefined) return undefined;
  return narrative.accepted ? narrative.text : `The sentences were not rephrased: ${narrative.reason}.`;
};

/** The prefix of a line: the number, from 1, of the sentence that it rephrases. */
const markedLine = /^\[(\d{1,2})\]\s+(\S.*)$/;

const quotation = /["“”„«»‹›]([^"“”„«»‹›]*)["“”„«»‹›]/g;
const number = /[+\-−–]?\d(?:[\d.,]*\d)?%?/g;

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}’']+/gu) ?? [];

/** Quantities without a digit, and words of direction: accepted only if the sentence has them. */
const tellingWords = lexicon(
  'narrative',
  z.strictObject({ quantities: wordSet, upward: wordSet, downward: wordSet }),
);

/** A digest reports associations, never causes. */
const causal =
  /\b(because|since|due to|owing to|thanks to|caused?|causes|causing|led to|leads to|driven by|drove|result(s|ed)? (of|in|from)|therefore|hence|as a result)\b/i;

const rejected = (reason: string): Narrative => ({ accepted: false, reason });

const unquoted = (name: string): string => name.replaceAll('"', '');

/** Returns what is wrong, or undefined. */
type Check = (line: string, fact: Fact, digest: Pick<Digest, 'facts' | 'quotes'>) => string | undefined;

const quotesOnlyQuotes: Check = (line, { names }, { quotes }) => {
  const allowed = new Set([...quotes.map(({ text }) => text), ...names.map(unquoted)]);
  const strange = [...line.matchAll(quotation)].some(([, said = '']) => !allowed.has(said));
  const loose = /["“”„«»‹›]/.test(line.replaceAll(quotation, ''));
  return strange || loose ? 'it has a quotation that is not a quote' : undefined;
};

/** The line without quotes and names, which may contain any word or digit. */
const bare = (line: string, { names }: Fact, quotes: readonly DigestQuote[]): string =>
  [...quotes.map(({ text }) => text), ...names, ...names.map(unquoted)]
    .filter((said) => said !== '')
    .toSorted((left, right) => right.length - left.length)
    .reduce((rest, said) => rest.replaceAll(said, ' '), line);

const normal = (text: string): string => text.replace(/^[-–]/, '−');

const numbersOnlyOfFact: Check = (line, fact, { quotes }) => {
  const known = new Set(fact.numbers.map(({ text }) => text));
  const strange = (bare(line, fact, quotes).match(number) ?? []).some((text) => !known.has(normal(text)));
  return strange ? 'it has a number that is not in its sentence' : undefined;
};

const wordsOnlyOfFact: Check = (line, fact, { quotes }) => {
  const known = new Set(words(fact.text));
  const { quantities } = tellingWords();
  const strange = words(bare(line, fact, quotes)).find((word) => quantities.has(word) && !known.has(word));
  return strange === undefined ? undefined : 'it has a quantity that is not in its sentence';
};

const goesTheSameWay: Check = (line, fact, { quotes }) => {
  const known = new Set(words(fact.text));
  const { upward, downward } = tellingWords();
  const wrong = (word: string): boolean => {
    if (known.has(word)) return false;
    if (upward.has(word)) return fact.direction !== 'up';
    return downward.has(word) && fact.direction !== 'down';
  };
  return words(bare(line, fact, quotes)).some(wrong)
    ? 'it reverses the direction of its sentence'
    : undefined;
};

const namesOnlyOfFact: Check = (line, fact, { facts }) => {
  const own = fact.text.toLowerCase();
  const foreign = facts
    .flatMap(({ names }) => names.map((name) => unquoted(name).toLowerCase()))
    .filter((name) => !own.includes(name));
  const lower = line.toLowerCase();
  return foreign.some((name) => lower.includes(name))
    ? 'it has a name that is not in its sentence'
    : undefined;
};

const givesNoReasons: Check = (line, fact) =>
  causal.test(line) && !causal.test(fact.text) ? 'it gives a cause' : undefined;

const checks: readonly Check[] = [
  quotesOnlyQuotes,
  numbersOnlyOfFact,
  wordsOnlyOfFact,
  goesTheSameWay,
  namesOnlyOfFact,
  givesNoReasons,
];

const checkLine = (line: string, digest: Pick<Digest, 'facts' | 'quotes'>): string | { said: string } => {
  const [, mark, said] = markedLine.exec(line) ?? [];
  const fact = digest.facts[Number(mark) - 1];
  if (fact === undefined || said === undefined) return 'a line does not name the sentence it rephrases';
  for (const check of checks) {
    const wrong = check(said, fact, digest);
    if (wrong !== undefined) return `line ${mark}: ${wrong}`;
  }
  return { said };
};

/**
 * Whether a text rephrases the sentences of a digest and nothing else: each line is marked with the sentence it rephrases, has no
 * number, quantity, name or direction that is not in that sentence, quotes nothing but the digest's quotes, and says nothing
 * of causes. What is accepted comes back without the marks; an empty text is rejected.
 *
 * @example acceptNarrative('[1] In all, 100 responses came in.', digest) // { accepted: true, text: 'In all, 100 responses came in.' }
 */
export const acceptNarrative = (text: string, digest: Pick<Digest, 'facts' | 'quotes'>): Narrative => {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return rejected('it is empty');
  if (lines.length > digest.facts.length) return rejected('it has more lines than sentences');
  const said: string[] = [];
  for (const line of lines) {
    const checked = checkLine(line, digest);
    if (typeof checked === 'string') return rejected(checked);
    said.push(checked.said);
  }
  return { accepted: true, text: said.join(' ') };
};

/** The prompt. It contains only the quotes of the digest, no other words of customers. */
export const narrativePrompt = ({ facts, quotes }: Pick<Digest, 'facts' | 'quotes'>): string =>
  [
    'Rephrase the numbered sentences below for a board, in plain English. Rules:',
    '- One line for each sentence, beginning with its number in square brackets, such as [1].',
    '- Leave out sentences that add little. Merge none.',
    '- Use only the numbers of the sentence, written exactly as they are. Add no quantity in words.',
    '- Add no names, causes, judgements or advice.',
    '- Quotation marks only around one of the quotes, word for word.',
    '',
    ...facts.map(({ text }, index) => `[${index + 1}] ${text}`),
    ...(quotes.length === 0 ? [] : ['', 'Quotes:', ...quotes.map(({ text }) => `“${text}”`)]),
  ].join('\n');

/** Requests a narrative and checks it. A model that cannot be reached is a reason for rejection like any other. */
export const narrativeOf = async (
  digest: Pick<Digest, 'facts' | 'quotes'>,
  narrate: (prompt: string) => Promise<string>,
): Promise<Narrative> => {
  let text: string;
  try {
    text = await narrate(narrativePrompt(digest));
  } catch (error) {
    return rejected(`the model failed (${error instanceof Error ? error.name : typeof error})`);
  }
  return acceptNarrative(text, digest);
};
