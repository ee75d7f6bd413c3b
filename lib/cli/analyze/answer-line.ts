import type { Analysis, Sentiment, Signal, ThemeMention } from '../../analysis/analysis.ts';
import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { FileEvidence } from '../../analysis/file-evidence.ts';
import type { Outcome, TakenRow } from '../../feedback/response/outcome.ts';
import type { Response } from '../../feedback/response/response.ts';
import type { EditedText } from '../../feedback/response/text/edited-text.ts';
import { scoreTextConflicts } from '../../metrics/figures/score-text-conflict.ts';
import type { CountedResponse } from '../../metrics/tally/tally.ts';

/** One line of `verbatim analyze --jsonl`. A public contract, documented in docs/analyze.md: keys are added, never changed. */
export interface AnswerLine {
  /** If several tables are analyzed. */
  readonly file?: string;
  /** From 1 for the first data row. */
  readonly row: number;
  /** If the table has several comment columns, for each answer. */
  readonly question?: string;
  readonly status: Analysis['status'] | 'no-comment' | 'duplicate' | 'excluded' | 'rejected';
  /** For excluded and rejected rows. */
  readonly reason?: string;
  readonly language?: string;
  readonly sentiment?: Sentiment;
  /** Spans are half-open UTF-16 offsets into the cell as it is in the file. */
  readonly themes?: readonly ThemeMention[];
  /** If any was found. */
  readonly signals?: readonly Signal[];
}

/** What the analysis of a response needs of it. */
export type AnalyzableResponse = Pick<Response, 'responseId' | 'ratings' | 'asked' | 'answers'> & {
  readonly [Key in 'respondent' | 'unfinished' | 'declaredLanguage']: Response[Key] | undefined;
};

/** A row to analyze; of those that are taken, no more than that. */
export type RowToAnalyze =
  | Exclude<Outcome, TakenRow>
  | (Pick<TakenRow, 'kind' | 'row' | 'texts'> & { readonly response: AnalyzableResponse });

/** The result of one row: its lines, and its counts if it counts. */
export interface AnalyzedRow {
  readonly lines: readonly AnswerLine[];
  readonly counted?: CountedResponse;
}

export interface LineOptions {
  readonly file?: string;
  /** True where the table has several comment columns. */
  readonly nameQuestions: boolean;
  /** What the table shows of its comments. */
  readonly evidence?: FileEvidence;
}

/** The mention with its spans mapped back to the cell. */
const inCell = ({ id, confidence, sentiment, spans }: ThemeMention, text: EditedText): ThemeMention => ({
  id,
  confidence,
  sentiment,
  spans: spans.map((span) => text.map(span)),
});

/** A conflict is between the score and the text as a whole. */
const conflictIn = ({ text }: EditedText): Signal => ({
  id: 'score-text-conflict',
  spans: [[0, text.length]],
});

const signalsInCell = (signals: readonly Signal[], text: EditedText): Pick<AnswerLine, 'signals'> =>
  signals.length === 0
    ? {}
    : { signals: signals.map(({ id, spans }) => ({ id, spans: spans.map((span) => text.map(span)) })) };

const statusKeys = (
  analysis: Analysis,
  text: EditedText,
  conflicts: boolean,
): Pick<AnswerLine, 'language' | 'sentiment' | 'themes' | 'signals'> => {
  switch (analysis.status) {
    case 'scored': {
      const { label, mixed, score } = analysis.sentiment;
      return {
        language: analysis.language,
        sentiment: { label, mixed, score },
        themes: analysis.themes.map((mention) => inCell(mention, text)),
        ...signalsInCell([...(analysis.signals ?? []), ...(conflicts ? [conflictIn(text)] : [])], text),
      };
    }
    case 'unsupported-language':
      return { language: analysis.language };
    default:
      return {};
  }
};

const analyzeTaken = (
  { response, texts }: { readonly response: AnalyzableResponse; readonly texts: TakenRow['texts'] },
  analyzer: Analyzer,
  start: LineStart,
): AnalyzedRow => {
  const { declaredLanguage } = response;
  const answers = response.answers.map(({ text, role, question }) => ({
    analysis: analyzer.analyze({
      text,
      role,
      question,
      ...(declaredLanguage === undefined ? {} : { declaredLanguage }),
      ...(start.evidence === undefined ? {} : { file: start.evidence }),
    }),
    question,
    role,
  }));
  const conflicts = scoreTextConflicts({ ratings: response.ratings, answers });
  const lines = answers.map(({ analysis, question }, index): AnswerLine => {
    const text = texts[index];
    return {
      ...start.row,
      ...(start.nameQuestions ? { question } : {}),
      status: analysis.status,
      ...(text === undefined ? {} : statusKeys(analysis, text, conflicts.includes(index))),
    };
  });
  const { responseId, respondent, unfinished, ratings, asked } = response;
  return {
    lines: lines.length > 0 ? lines : [{ ...start.row, status: 'no-comment' }],
    counted: { responseId, respondent, unfinished, ratings, asked, answers },
  };
};

interface LineStart extends Pick<LineOptions, 'nameQuestions' | 'evidence'> {
  readonly row: Pick<AnswerLine, 'file' | 'row'>;
}

/**
 * Analyzes one row: a line for each answer, or one line for a row without answers.
 *
 * @example analyzeRow({ kind: 'duplicate', row: 3 }, analyzer, { nameQuestions: false }).lines // [{ row: 3, status: 'duplicate' }]
 */
export const analyzeRow = (outcome: RowToAnalyze, analyzer: Analyzer, options: LineOptions): AnalyzedRow => {
  const row = { ...(options.file === undefined ? {} : { file: options.file }), row: outcome.row };
  switch (outcome.kind) {
    case 'duplicate':
      return { lines: [{ ...row, status: 'duplicate' }] };
    case 'excluded':
    case 'rejected':
      return { lines: [{ ...row, status: outcome.kind, reason: outcome.reason }] };
    default:
      return analyzeTaken(outcome, analyzer, { ...options, row });
  }
};
