import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { AnalyzedAnswer, Copy } from '../../feedback/response/copy.ts';
import { requireResponse } from '../../query/comments/find-response.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import type { explainResponse } from '../contract/comments/feedback.ts';

/** The model reads English; what another engine scored, it cannot explain. */
const isReadByModel = ({ analysis }: AnalyzedAnswer): boolean =>
  analysis.status === 'scored' && analysis.language === 'en';

/** Explains only what is stored: another model might score it differently. */
const explainedBy = ({ versions, explain: read }: Analyzer, copy: Copy) => {
  if (versions.sentiment !== copy.versions.sentiment) return { explained: [], otherVersion: true as const };
  const explained = copy.answers.flatMap((answer, index) =>
    read !== undefined && isReadByModel(answer) ? [{ answer: index, ...read(answer.text) }] : [],
  );
  return { explained };
};

/** Why the comments of one response have their sentiment. It reads what `GET /comments` reads, so that the same is suppressed. */
export const explain = async (
  context: ApiContext,
  { params, query: { from, to } }: ParsedRequest<typeof explainResponse>,
): Promise<Answered<typeof explainResponse>> => {
  const { effects, configuration } = context;
  const touchpoint = await requireTouchpoint(effects.summaries, configuration, params.touchpoint);
  const { response } = params;
  const copy = await requireResponse(context, { touchpoint, response, from, to });
  const { responseId } = copy;
  return { touchpoint, responseId, ...explainedBy(await configuration.analyzer(), copy) };
};
