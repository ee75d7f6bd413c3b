import type { Span } from '../../analysis/analysis.ts';

/** Maximum length of a quote, in UTF-16 units; a longer sentence is cut between two words. */
const maxQuoteLength = 240;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** The span without spaces at its ends. */
const trimmed = (text: string, [from, to]: Span): Span => {
  const part = text.slice(from, to);
  const start = from + part.length - part.trimStart().length;
  return [start, Math.max(start, to - (part.length - part.trimEnd().length))];
};

const length = ([from, to]: Span): number => to - from;

const sentenceAt = (text: string, at: number): Span => {
  const found = sentences.segment(text).containing(Math.min(at, text.length - 1));
  return found === undefined ? [0, text.length] : [found.index, found.index + found.segment.length];
};

const wordStart = (text: string, at: number): number => words.segment(text).containing(at)?.index ?? at;

/** A part of a sentence around the place, in whole words, no longer than a quote may be. */
const around = (text: string, [from, to]: Span, at: number): Span => {
  const middle = Math.max(from, Math.min(at - maxQuoteLength / 2, to - maxQuoteLength));
  const start = middle <= from ? from : wordStart(text, middle) + length(wordAt(text, middle));
  const end = Math.min(to, start + maxQuoteLength);
  const lastWord = end === to ? end : wordStart(text, end);
  return lastWord > start ? [start, lastWord] : [start, end];
};

const wordAt = (text: string, at: number): Span => {
  const found = words.segment(text).containing(at);
  return found === undefined ? [at, at] : [found.index, found.index + found.segment.length];
};

/**
 * The span of a text that is quoted, so that a place in it is read in its sentence: the whole text if it is short, otherwise the
 * sentence, otherwise a part of the sentence in whole words, at most 240 characters. Half-open UTF-16 offsets without spaces
 * at the ends; `[0, 0]` for a blank text.
 *
 * @param at the offset that must be in the quote
 * @example quotableSpan('Fine. ' + 'The parcel came late. '.repeat(20), 10) // [6, 27]
 */
export const quotableSpan = (text: string, at: number): Span => {
  const whole = trimmed(text, [0, text.length]);
  if (length(whole) <= maxQuoteLength) return length(whole) === 0 ? [0, 0] : whole;
  const sentence = trimmed(text, sentenceAt(text, at));
  return length(sentence) <= maxQuoteLength ? sentence : trimmed(text, around(text, sentence, at));
};
