import type { Analysis, Signal } from './analysis.ts';
import type { Analyzer, AnalyzerVersions, AnswerToAnalyze, Explanation } from './analyzer-contract.ts';
import { type LanguageEvidence, languageOf } from './language/language.ts';
import { type LanguagePart, languageParts } from './language/language-parts.ts';
import { isNoContent } from './no-content.ts';
import { joinedParts, mostWritten, type PlacedPart, type ReadPart } from './parts.ts';
import { askedModel } from './sentiment/asked-model.ts';
import { type BuiltInLanguage, isBuiltIn } from './sentiment/languages/built-in-languages.ts';
import { type LanguageModels, shippedLanguages } from './sentiment/languages/shipped-languages.ts';
import { shippedSentimentModel } from './sentiment/model/shipped-model.ts';
import type { ExplainingModel } from './sentiment/model/trained-model.ts';
import type { SentimentModel } from './sentiment/sentiment-model.ts';
import type { SearchedAnswer } from './signals/found-signals.ts';
import { createLanguageSignals } from './signals/language-signals.ts';
import { createSignalFinder } from './signals/signals.ts';
import { createLanguageMatcher, languageThemesVersion } from './themes/languages/language-words.ts';
import { createMatcher, matcherVersion } from './themes/matcher.ts';
import { mentionsOf } from './themes/mentions.ts';
import type { Taxonomy } from './themes/taxonomy.ts';
import type { ThemeMatch } from './themes/theme-match.ts';
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

const evidenceOf = ({ declaredLanguage, file }: AnswerToAnalyze): LanguageEvidence => ({
  ...(declaredLanguage === undefined ? {} : { declared: declaredLanguage }),
  ...(file?.languages === undefined ? {} : { file: file.languages }),
});

interface PartToRead {
  readonly words: readonly Word[];
  readonly language: string;
  readonly model: SentimentModel;
}

const analysisOf = (language: string, { scored, themes, signals }: ReadPart): Analysis => {
  const { label, score, mixed } = scored;
  return {
    status: 'scored',
    language,
    sentiment: { label, mixed, score },
    themes: [...themes],
    ...(signals.length > 0 ? { signals: [...signals] } : {}),
  };
};

/** Finds the themes and signals of a text in one language. */
interface Finder {
  readonly match: (words: readonly Word[]) => readonly ThemeMatch[];
  readonly signals: (answer: SearchedAnswer) => readonly Signal[];
}

const noSignals = (): readonly Signal[] => [];

/** What finds themes and signals in each language; compiled when its first comment comes. */
const createFinders = (taxonomy: Taxonomy, findsSignals: boolean) => {
  const english = createSignalFinder({ competitors: taxonomy.competitors });
  const made = new Map<string, Finder>([
    ['en', { match: createMatcher(taxonomy).match, signals: findsSignals ? english.find : noSignals }],
  ]);
  const make = (language: BuiltInLanguage): Finder => {
    const finder: Finder = {
      match: createLanguageMatcher(taxonomy, language),
      signals: findsSignals ? createLanguageSignals(language) : noSignals,
    };
    made.set(language, finder);
    return finder;
  };
  const finderOf = (language: string): Finder | undefined =>
    made.get(language) ?? (isBuiltIn(language) ? make(language) : undefined);
  return { finderOf, version: [matcherVersion, ...(findsSignals ? [english.version] : [])] };
};

/** Reads a part of a text in one language. */
const createReader = (taxonomy: Taxonomy, findsSignals: boolean) => {
  const { finderOf, version } = createFinders(taxonomy, findsSignals);
  const read = ({ text, role }: AnswerToAnalyze, { words, language, model }: PartToRead): ReadPart => {
    const asked = askedModel(model, role);
    const scored = asked.score(text);
    const finder = finderOf(language);
    if (finder === undefined) return { scored, themes: [], signals: [] };
    const { clauses } = scored;
    const themes = mentionsOf(taxonomy, { text, matches: finder.match(words), clauses }, asked);
    return { scored, themes, signals: finder.signals({ text, words, clauses }) };
  };
  return { read, version };
};

/** Of themes and signals; languages that are scored have words of their own. */
const themeVersionOf = (taxonomy: Taxonomy, found: readonly string[], languages: LanguageModels): string =>
  [
    taxonomy.version,
    ...found,
    ...(languages.languages.length === 0
      ? []
      : [`${languageThemesVersion}(${languages.languages.join(',')})`]),
  ].join('/');

/**
 * Makes the analyzer of one taxonomy. Compiling takes a moment: make it once, use it for every answer.
 *
 * An answer without content is `no-content`, in any language. An answer in a language without a model is
 * `unsupported-language`, never neutral. Any other answer is scored, each of its sentences by the model of its language, with the
 * themes and signals of that language.
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
  const { read, version } = createReader(taxonomy, findsSignals);
  const versions: AnalyzerVersions = {
    sentiment: sentiment.version + languages.version,
    theme: themeVersionOf(taxonomy, version, languages),
  };

  const modelOf = (language: string): SentimentModel | undefined =>
    language === 'en' ? sentiment : languages.modelOf(language);

  const score = (answer: AnswerToAnalyze, words: readonly Word[], language: string): Analysis => {
    const model = modelOf(language);
    return model === undefined
      ? { status: 'unsupported-language', language }
      : analysisOf(language, read(answer, { words, language, model }));
  };

  /** Each part by the model of its language; what no model reads counts for nothing, unless it is most of the text. */
  const scoreParts = (answer: AnswerToAnalyze, parts: readonly LanguagePart[]): Analysis => {
    const language = mostWritten(parts);
    if (modelOf(language) === undefined) return { status: 'unsupported-language', language };
    const readable = parts.flatMap((part): PlacedPart[] => {
      const model = modelOf(part.language);
      const text = answer.text.slice(...part.span);
      if (model === undefined) return [];
      const words = readWords(text);
      return [{ ...part, ...read({ ...answer, text }, { words, language: part.language, model }) }];
    });
    return analysisOf(language, joinedParts(readable));
  };

  const analyze = (answer: AnswerToAnalyze): Analysis => {
    const words = readWords(answer.text);
    if (isNoContent(answer, words)) return { status: 'no-content' };
    const language = languageOf(answer.text, evidenceOf(answer), words);
    const parts = languageParts(answer.text, words, language);
    return parts.length === 1 ? score(answer, words, language) : scoreParts(answer, parts);
  };

  const scoring = { versions, analyze, scoreSentence: sentenceScorer(modelOf) };
  if (!explains(sentiment)) return scoring;
  const explaining = (language: string) => (language === 'en' ? sentiment : languages.modelOf(language));
  return { ...scoring, explain: (text, language) => explanationBy(explaining(language), text) };
};

const sentenceScorer =
  (modelOf: (language: string) => SentimentModel | undefined): NonNullable<Analyzer['scoreSentence']> =>
  ({ text, role }, language) => {
    const model = modelOf(language);
    if (model === undefined) return undefined;
    const { label, score } = askedModel(model, role).score(text);
    return { label, score };
  };

const explains = (sentiment: SentimentModel | ExplainingModel): sentiment is ExplainingModel =>
  'explain' in sentiment;

const explanationBy = (model: ExplainingModel | undefined, text: string): Explanation | undefined =>
  model && {
    clauses: model.score(text).clauses.map(({ span, label, score }) => ({ span, label, score })),
    words: model.explain(text),
  };
