import type { Sentiment } from '../analysis.ts';

/** Why an engine failed to read a text: a code of its own, never the text. */
export interface EngineFailure {
  readonly failure: string;
}

/**
 * Sentiment from outside the process, for languages that the built-in model does not read. `score` takes texts of one
 * language and answers in their order; a text that failed permanently has a failure, never a neutral. It throws where the
 * engine as a whole is out of reach, so that the work is done again later.
 */
export interface SentimentEngine {
  /** Name and version, e.g. `comprehend-1`: scores of two versions never share a trend. */
  readonly version: string;
  score(texts: readonly string[], language: string): Promise<readonly (Sentiment | EngineFailure)[]>;
}

export const hasFailed = (verdict: Sentiment | EngineFailure): verdict is EngineFailure =>
  'failure' in verdict;

/** The engine of each language that has one, by ISO 639-1. */
export type LanguageEngines = ReadonlyMap<string, SentimentEngine>;

/**
 * What engines add to the sentiment version: they are part of the instrument. '' without any.
 *
 * @example enginesVersion(new Map([['fr', comprehend], ['de', comprehend]])) // '+comprehend-1(de,fr)'
 */
export const enginesVersion = (engines: LanguageEngines): string => {
  const languages = Map.groupBy([...engines.keys()].toSorted(), (language) => engines.get(language)?.version);
  return [...languages].map(([version, names]) => `+${version}(${names.join(',')})`).join('');
};
