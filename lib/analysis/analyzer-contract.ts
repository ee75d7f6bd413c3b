import type { Analysis, Polarity, Span } from './analysis.ts';
import type { LanguageEngines } from './engines/engine.ts';
import type { FileEvidence } from './file-evidence.ts';

/** The input of an analyzer. `role` is what the question asked for; a role of praise or improve is evidence of sentiment. */
export interface AnswerToAnalyze {
  readonly text: string;
  readonly role?: 'open' | 'praise' | 'improve' | 'reason';
  readonly question?: string;
  /** ISO 639-1, where the file declares it. */
  readonly declaredLanguage?: string;
  /** What its file shows of it, where that is known. */
  readonly file?: FileEvidence;
}

/** Figures of different versions are never compared in a trend. The two versions change independently. */
export interface AnalyzerVersions {
  /** Model and lexicon, e.g. `lexicon-1`. */
  readonly sentiment: string;
  /** Taxonomy, matcher and signals, e.g. `cx-core-1+9f2c/matcher-2/signals-2+61d0`. */
  readonly theme: string;
}

/** Why a text has its sentiment: its clauses in order, and how much each word contributed. */
export interface Explanation {
  readonly clauses: readonly (Polarity & { readonly span: Span })[];
  /** Above 0 towards positive, below 0 towards negative, in logits; in the order of the text. */
  readonly words: readonly { readonly span: Span; readonly weight: number }[];
}

/** Text in, analysis out: pure, deterministic, and independent of any other answer. */
export interface Analyzer {
  readonly versions: AnalyzerVersions;
  /** The engines that score the languages that `analyze` does not. Absent without any. */
  readonly engines?: LanguageEngines;
  analyze(answer: AnswerToAnalyze): Analysis;
  /** Of a text that a built-in model of its language scored: undefined for any other. Absent if the engine has no weights of words. */
  readonly explain?: (text: string, language: string) => Explanation | undefined;
  /** The sentiment of one sentence of an answer in a language: undefined if no built-in model reads it. */
  readonly scoreSentence?: (
    sentence: Pick<AnswerToAnalyze, 'text' | 'role'>,
    language: string,
  ) => Polarity | undefined;
}
