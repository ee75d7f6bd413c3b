import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { Outcome, TakenRow } from '../../feedback/response/outcome.ts';
import { type Edit, EditedText } from '../../feedback/response/text/edited-text.ts';
import { type Tally, tallyOf } from '../../metrics/tally/tally.ts';
import { type AnalyzableResponse, analyzeRow, type LineOptions } from './answer-line.ts';

/** Groups of rows as they go to another thread and come back: plain values, and of each row only what its analysis needs. */

interface TakenToAnalyze {
  readonly kind: TakenRow['kind'];
  readonly row: number;
  readonly response: AnalyzableResponse;
  /** Of each answer, the edits that made its text of the cell. */
  readonly edits: readonly (readonly (readonly Edit[])[])[];
}

type OtherOutcome = Exclude<Outcome, TakenRow>;

export interface GroupToAnalyze {
  readonly rows: readonly (TakenToAnalyze | OtherOutcome)[];
  readonly options: LineOptions;
  /** False where nobody reads the lines. */
  readonly wantsLines: boolean;
}

export interface AnalyzedGroup {
  /** A line of JSON for each answer. */
  readonly lines: string;
  readonly tally: Tally;
}

const isTaken = (outcome: Outcome): outcome is TakenRow =>
  outcome.kind === 'accepted' || outcome.kind === 'updated';

const toAnalyze = (outcome: Outcome): TakenToAnalyze | OtherOutcome => {
  if (!isTaken(outcome)) return outcome.kind === 'rejected' ? { ...outcome, cells: [] } : outcome;
  const { kind, row, response, texts } = outcome;
  const { responseId, respondent, unfinished, ratings, asked, answers, declaredLanguage } = response;
  return {
    kind,
    row,
    response: { responseId, respondent, unfinished, ratings, asked, answers, declaredLanguage },
    edits: texts.map((text) => text.layers()),
  };
};

export const groupToAnalyze = (
  outcomes: readonly Outcome[],
  options: LineOptions,
  wantsLines: boolean,
): GroupToAnalyze => ({ rows: outcomes.map(toAnalyze), options, wantsLines });

/** Analyzes the rows of a group, in their order. */
export const analyzeGroup = (
  analyzer: Analyzer,
  { rows, options, wantsLines }: GroupToAnalyze,
): AnalyzedGroup => {
  const analyzed = rows.map((row) =>
    analyzeRow(
      'edits' in row
        ? {
            ...row,
            texts: row.response.answers.map(({ text }, index) =>
              EditedText.ofLayers(text, row.edits[index] ?? []),
            ),
          }
        : row,
      analyzer,
      options,
    ),
  );
  return {
    lines: wantsLines
      ? analyzed.flatMap(({ lines }) => lines.map((line) => `${JSON.stringify(line)}\n`)).join('')
      : '',
    tally: tallyOf(analyzed.flatMap(({ counted = [] }) => counted)),
  };
};
