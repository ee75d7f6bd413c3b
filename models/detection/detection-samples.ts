import { z } from 'zod';
import { lexicon, phraseList } from '../../lib/lexicon.ts';
import { hasSet, readRows } from '../sentiment/dataset.ts';
import { createRandom, shuffle } from '../sentiment/random.ts';

/** A short comment and its language. */
export interface DetectionSample {
  readonly text: string;
  readonly language: string;
}

/** Sets that nothing learns from. */
const measured: Readonly<Record<string, readonly string[]>> = {
  en: ['semeval14_restaurants_train', 'semeval15_laptops_train', 'airline_tweets_dev'],
  de: ['products_de_test', 'germeval17_de_test', 'mobasa_de_test'],
  es: ['semeval16_es', 'restaurants_es_test', 'opener_hotels_es_test', 'airlines_es_test'],
  fr: ['semeval16_fr', 'restaurants_fr_test', 'certideal_fr_test', 'trustpilot_fr_test'],
  it: ['hotels_absita_it_test', 'restaurants_it_test'],
  pt: ['b2w_products_pt_test', 'restaurant_pt_test', 'hotels_absapt_pt_test'],
  nl: ['delivery_nl_test', 'restaurants_nl_test'],
  id: ['smsa_id'],
  no: ['norec_sentence_no'],
  ar: ['umsab_ar'],
};

/** The sentences of a text without links and handles. */
const sentencesOf = (text: string): string[] =>
  text
    .replaceAll(/(?:https?:\/\/|@)\S+|\bhttp\b|@user/g, ' ')
    .split(/[.!?\n]+\s*/)
    .map((sentence) => sentence.trim().replaceAll(/\s+/g, ' '))
    .filter((sentence) => /\p{L}{2}/u.test(sentence));

const wordsIn = (sentence: string): number => sentence.split(' ').length;

const shortestWords = 3;
const longestWords = 9;
const longestSentence = 70;
const perLength = 100;

/** As many of up to three words as of four to nine. */
const sampleOf = (language: string, sets: readonly string[]): DetectionSample[] => {
  const sentences = [
    ...new Set(
      sets
        .filter(hasSet)
        .flatMap(readRows)
        .flatMap(({ text }) => sentencesOf(text)),
    ),
  ].filter((sentence) => wordsIn(sentence) <= longestWords && sentence.length <= longestSentence);
  const drawn = (some: readonly string[]): string[] =>
    shuffle([...some], createRandom(1)).slice(0, perLength);
  return [
    ...drawn(sentences.filter((sentence) => wordsIn(sentence) <= shortestWords)),
    ...drawn(sentences.filter((sentence) => wordsIn(sentence) > shortestWords)),
  ].map((text) => ({ text, language }));
};

/** Short sentences from sets that nothing learns from, the same ones each time. */
export const setSamples = (): DetectionSample[] =>
  Object.entries(measured).flatMap(([language, sets]) => sampleOf(language, sets));

const own = lexicon('training/challenge-detection', z.record(z.string(), phraseList));

/** Short comments of the project's own, in 22 languages. */
export const ownSamples = (): DetectionSample[] =>
  Object.entries(own()).flatMap(([language, texts]) => texts.map((text) => ({ text, language })));
