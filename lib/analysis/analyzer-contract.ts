import type { Analysis } from './analysis.ts';
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

/** Text in, analysis out: pure, deterministic, and independent of any other answer. */
export interface Analyzer {
  readonly versions: AnalyzerVersions;
  /** For the languages that `analyze` leaves unread: who scores them afterwards. Absent without any. */
  readonly engines?: LanguageEngines;
  analyze(answer: AnswerToAnalyze): Analysis;
}
