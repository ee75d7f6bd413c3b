import { createRequire } from 'node:module';
import Sentiment from 'sentiment';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { SentimentModel } from '../../lib/analysis/sentiment/sentiment-model.ts';

/** What an engine says of a text: `score` −1..1 or unbounded, `negativeShare` where it gives probabilities. */
export interface Verdict {
  readonly label: SentimentLabel;
  readonly score: number;
  readonly probabilities?: readonly [negative: number, neutral: number, positive: number];
}
export type Engine = (text: string) => Verdict;

const require = createRequire(import.meta.url);

/** The label by the sign of a score; within `band` of 0 it is neutral. */
export const bySign = (score: number, band = 0): Verdict => {
  if (score > band) return { label: 'positive', score };
  return { label: score < -band ? 'negative' : 'neutral', score };
};

const vaderBand = 0.05;

/** The word lists everyone uses, each by its own documented rule for the three labels. */
export const createPeers = (): Readonly<Record<string, Engine>> => {
  const sentiment = new Sentiment();
  const winkSentiment: (text: string) => { normalizedScore: number } = require('wink-sentiment');
  const nlp = winkNLP(model, ['sbd', 'negation', 'sentiment']);
  const { SentimentIntensityAnalyzer: vader } = require('vader-sentiment');
  return {
    sentiment: (text) => bySign(sentiment.analyze(text).score),
    'wink-sentiment': (text) => bySign(winkSentiment(text).normalizedScore),
    'wink-nlp': (text) => bySign(Number(nlp.readDoc(text).out(nlp.its.sentiment))),
    'vader-sentiment': (text) => bySign(vader.polarity_scores(text).compound, vaderBand),
  };
};

export const engineOf =
  (sentimentModel: SentimentModel): Engine =>
  (text) => {
    const { label, score, probabilities } = sentimentModel.score(text);
    return { label, score, ...(probabilities === undefined ? {} : { probabilities }) };
  };
