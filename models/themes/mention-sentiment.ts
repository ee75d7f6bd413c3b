import type { SentimentLabel } from '../../lib/analysis/analysis.ts';
import type { SentimentModel } from '../../lib/analysis/sentiment/sentiment-model.ts';
import { createMatcher } from '../../lib/analysis/themes/matcher.ts';
import { mentionsOf, polarityOf } from '../../lib/analysis/themes/mentions.ts';
import type { Taxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { readWords } from '../../lib/analysis/words/words.ts';

/** A text with the polarity of each category that people found in it. */
export interface AspectText {
  readonly text: string;
  readonly aspects: readonly { readonly category: string; readonly polarity: string }[];
}

export interface MentionScores {
  /** Aspects whose theme was found. */
  readonly found: number;
  readonly aspects: number;
  /** Of all aspects; where the theme was not found, the whole text is read as its place. */
  readonly accuracy: number;
  /** Of the found ones. */
  readonly accuracyWhereFound: number;
  /** The whole text's label for every aspect: what it is worth to look closer. */
  readonly accuracyOfText: number;
}

const labels: Readonly<Record<string, SentimentLabel>> = { neg: 'negative', neu: 'neutral', pos: 'positive' };

const mean = (values: readonly boolean[]): number =>
  values.filter(Boolean).length / Math.max(1, values.length);

/** The label of the category's surest mention. */
const labeller = (
  taxonomy: Taxonomy,
  categories: Readonly<Record<string, string>>,
  model: SentimentModel,
) => {
  const matcher = createMatcher(taxonomy);
  return (text: string) => {
    const whole = model.score(text);
    const { label, clauses } = whole;
    const mentions = mentionsOf(taxonomy, { text, matches: matcher.match(readWords(text)), clauses }, model);
    const surest = [...mentions].sort((a, b) => b.confidence - a.confidence);
    return {
      label,
      otherwise: polarityOf([whole]).label,
      of: (category: string) => surest.find(({ id }) => categories[id] === category)?.sentiment.label,
    };
  };
};

/** How often a mention's sentiment is what people said of its category. Aspects of conflicting polarity are left out. */
export const scoreMentions = (
  texts: readonly AspectText[],
  taxonomy: Taxonomy,
  categories: Readonly<Record<string, string>>,
  model: SentimentModel,
): MentionScores => {
  const read = labeller(taxonomy, categories, model);
  const known = new Set(Object.values(categories));
  const judged = texts.flatMap(({ text, aspects }) => {
    const answer = read(text);
    return aspects
      .filter(({ category, polarity }) => known.has(category) && labels[polarity] !== undefined)
      .map(({ category, polarity }) => ({
        truth: labels[polarity],
        mention: answer.of(category),
        otherwise: answer.otherwise,
        whole: answer.label,
      }));
  });
  const found = judged.filter(({ mention }) => mention !== undefined);
  return {
    found: found.length,
    aspects: judged.length,
    accuracy: mean(judged.map(({ truth, mention, otherwise }) => truth === (mention ?? otherwise))),
    accuracyWhereFound: mean(found.map(({ truth, mention }) => truth === mention)),
    accuracyOfText: mean(judged.map(({ truth, whole }) => truth === whole)),
  };
};
