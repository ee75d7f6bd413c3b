import type { Analysis, Polarity, Span } from './analysis.ts';
import type { LanguageEngines } from './engines/engine.ts';

/** What an analyzer is told of an answer. A `role` of praise or improve is evidence: it says what was asked for. */
export interface AnswerToAnalyze {
  readonly text: string;
  readonly role?: 'open' | 'praise' | 'improve' | 'reason';
  readonly question?: string;
  /** ISO 639-1, where the file declares it. */
  readonly declaredLanguage?: string;
}

/** Scored figures of two versions never share a trend: the two versions change apart from each other. */
export interface AnalyzerVersions {
  /** Model and lexicon, e.g. `lexicon-1`. */
  readonly sentiment: string;
  /** Taxonomy, matcher and signals, e.g. `cx-core-1+9f2c/matcher-2/signals-2+61d0`. */
  readonly theme: string;
}

/** Why a text is felt as it is: its clauses in order, and how far each of its words moved it. */
export interface Explanation {
  readonly clauses: readonly (Polarity & { readonly span: Span })[];
  /** Above 0 towards positive, below 0 towards negative, in logits; in the order of the text. */
  readonly words: readonly { readonly span: Span; readonly weight: number }[];
}

/** Text in, analysis out: pure, deterministic, and independent of any other answer. */
export interface Analyzer {
  readonly versions: AnalyzerVersions;
  /** For the languages that `analyze` leaves unread: who scores them afterwards. Absent without any. */
  readonly engines?: LanguageEngines;
  analyze(answer: AnswerToAnalyze): Analysis;
  /** Of an English text. Absent where the engine cannot say which words moved it. */
  readonly explain?: (text: string) => Explanation;
}
