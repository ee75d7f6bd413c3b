import type { Analysis } from '../../analysis/analysis.ts';
import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import { hasFailed, type SentimentEngine } from '../../analysis/engines/engine.ts';
import type { AnalyzedAnswer } from '../../feedback/response/copy.ts';
import type { Effects } from '../effects.ts';

/** An answer that the analyzer left unread, in a language with an engine. */
interface Unread {
  readonly answer: AnalyzedAnswer;
  readonly language: string;
}

const unreadIn = (analyzer: Analyzer, answers: readonly AnalyzedAnswer[]): Unread[] =>
  answers.flatMap((answer) => {
    const { analysis } = answer;
    return analysis.status === 'unsupported-language' && analyzer.engines?.has(analysis.language)
      ? [{ answer, language: analysis.language }]
      : [];
  });

/** Themes are found in languages with a built-in model: an answer scored by an engine has none. */
const scoreLanguage = async (
  { log }: Pick<Effects, 'log'>,
  { engine, language }: { readonly engine: SentimentEngine; readonly language: string },
  unread: readonly Unread[],
): Promise<[AnalyzedAnswer, Analysis][]> => {
  const verdicts = await engine.score(
    unread.map(({ answer }) => answer.text),
    language,
  );
  const failed = verdicts.filter(hasFailed);
  if (failed.length > 0)
    log('texts unread', {
      language,
      engine: engine.version,
      texts: failed.length,
      code: failed[0]?.failure,
    });
  return unread.map(({ answer }, index) => {
    const verdict = verdicts[index] ?? { failure: 'NO_ANSWER' };
    return [
      answer,
      hasFailed(verdict)
        ? { status: 'unsupported-language', language, failure: verdict.failure }
        : { status: 'scored', language, sentiment: verdict, themes: [] },
    ];
  });
};

/**
 * Scores unread answers with the engines of other languages, in few requests for all responses together. A text
 * that an engine can't score stays unread, with the reason. Without engines nothing changes.
 */
export const scoreOtherLanguages = async <Analyzed extends { readonly answers: readonly AnalyzedAnswer[] }>(
  { log }: Pick<Effects, 'log'>,
  analyzer: Analyzer,
  responses: readonly Analyzed[],
): Promise<readonly Analyzed[]> => {
  const unread = unreadIn(
    analyzer,
    responses.flatMap(({ answers }) => answers),
  );
  if (unread.length === 0) return responses;
  const analyses = new Map<AnalyzedAnswer, Analysis>();
  for (const [language, group] of Map.groupBy(unread, (each) => each.language)) {
    const engine = analyzer.engines?.get(language);
    if (engine === undefined) continue;
    for (const [answer, analysis] of await scoreLanguage({ log }, { engine, language }, group))
      analyses.set(answer, analysis);
  }
  return responses.map((response) => ({
    ...response,
    answers: response.answers.map((answer) => ({
      ...answer,
      analysis: analyses.get(answer) ?? answer.analysis,
    })),
  }));
};
