import type { Analysis } from '../../analysis/analysis.ts';
import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { Response } from '../../feedback/response/response.ts';
import { analyzeAnswers } from '../../pipeline/analyze/analyze.ts';

export interface AnalyzedResponse extends Response {
  readonly answers: (Response['answers'][number] & { readonly analysis: Analysis })[];
}

export const analyzeResponses = (analyzer: Analyzer, responses: readonly Response[]): AnalyzedResponse[] =>
  responses.map((response) => ({ ...response, answers: analyzeAnswers(analyzer, response) }));

/** The texts with content, in a language that is scored. */
export const scoredTexts = (responses: readonly AnalyzedResponse[]): string[] =>
  responses.flatMap(({ answers }) =>
    answers.flatMap(({ text, analysis }) => (analysis.status === 'scored' ? [text] : [])),
  );
