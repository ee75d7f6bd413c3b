import type { Analysis } from './analysis.ts';
import type { Analyzer, AnalyzerVersions, AnswerToAnalyze, Explanation } from './analyzer-contract.ts';
import { languageOf } from './language.ts';
import { isNoContent } from './no-content.ts';
import { askedModel } from './sentiment/asked-model.ts';
import { type LanguageModels, shippedLanguages } from './sentiment/languages/built-in-languages.ts';
import { shippedSentimentModel } from './sentiment/model/shipped-model.ts';
import type { ExplainingModel } from './sentiment/model/trained-model.ts';
import type { SentimentModel } from './sentiment/sentiment-model.ts';
import { createSignalFinder } from './signals/signals.ts';
import { createMatcher, matcherVersion } from './themes/matcher.ts';
import { mentionsOf } from './themes/mentions.ts';
import type { Taxonomy } from './themes/taxonomy.ts';
import { readWords, type Word } from './words/words.ts';

export interface AnalyzerOptions {
  readonly taxonomy: Taxonomy;
  /** Default: the best engine of this release. */
  readonly sentiment?: SentimentModel;
  /** The models of languages other than English. Default: none. */
  readonly languages?: LanguageModels;
  /** Whether to find signals too (see signals.ts). Default: true. */
  readonly signals?: boolean;
}

/** Sentiment alone: themes and signals are found in English only. */
const scoreIn = (languages: LanguageModels, language: string, { text, role }: AnswerToAnalyze): Analysis => {
  const model = languages.modelOf(language);
  if (model === undefined) return { status: 'unsupported-language', language };
  const { label, score, mixed } = askedModel(model, role).score(text);
  return { status: 'scored', language, sentiment: { label, mixed, score }, themes: [] };
};

/**
 * Makes the analyzer of one taxonomy. Compiling takes a moment: make it once, use it for every answer.
 *
 * An answer without content is `no-content`, in any language. An answer in a language without a model is
 * `unsupported-language`, never neutral. Any other answer is scored; themes and signals are found in English only.
 *
 * @example
 * const analyzer = createAnalyzer({ taxonomy: loadTaxonomy('themes: [{id: delivery, seeds: [parcel]}]', 'shop.yaml') });
 * analyzer.analyze({ text: 'My parcel never came' }).status // 'scored'
 */
export const createAnalyzer = ({
  taxonomy,
  sentiment = shippedSentimentModel(),
  languages = shippedLanguages([]),
  signals: findsSignals = true,
}: AnalyzerOptions): Analyzer => {
  const signalFinder = findsSignals ? createSignalFinder({ competitors: taxonomy.competitors }) : undefined;
  const matcher = createMatcher(taxonomy);
  const versions: AnalyzerVersions = {
    sentiment: sentiment.version + languages.version,
    theme: [taxonomy.version, matcherVersion, signalFinder?.version ?? []].flat().join('/'),
  };

  const score = ({ text, role }: AnswerToAnalyze, words: readonly Word[]): Analysis => {
    const asked = askedModel(sentiment, role);
    const { label, score, mixed, clauses } = asked.score(text);
    const themes = mentionsOf(taxonomy, { text, matches: matcher.match(words), clauses }, asked);
    const signals = signalFinder?.find({ text, words, clauses }) ?? [];
    const scored = { status: 'scored', language: 'en', sentiment: { label, mixed, score }, themes } as const;
    return signals.length > 0 ? { ...scored, signals } : scored;
  };

  const analyze = (answer: AnswerToAnalyze): Analysis => {
    const words = readWords(answer.text);
    if (isNoContent(answer, words)) return { status: 'no-content' };
    const language = languageOf(answer.text, answer.declaredLanguage, words);
    return language === 'en' ? score(answer, words) : scoreIn(languages, language, answer);
  };

  if (!explains(sentiment)) return { versions, analyze };
  const modelOf = (language: string) => (language === 'en' ? sentiment : languages.modelOf(language));
  return { versions, analyze, explain: (text, language) => explanationBy(modelOf(language), text) };
};

const explains = (sentiment: SentimentModel | ExplainingModel): sentiment is ExplainingModel =>
  'explain' in sentiment;

const explanationBy = (model: ExplainingModel | undefined, text: string): Explanation | undefined =>
  model && {
    clauses: model.score(text).clauses.map(({ span, label, score }) => ({ span, label, score })),
    words: model.explain(text),
  };
