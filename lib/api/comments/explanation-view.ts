import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import { requireResponse } from '../../query/comments/find-response.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import type { explainResponse } from '../contract/comments/feedback.ts';

/** Explains only what is stored: another model might score it differently. */
const explainedBy = ({ versions, explain: read }: Analyzer, copy: Copy) => {
  if (versions.sentiment !== copy.versions.sentiment) return { explained: [], otherVersion: true as const };
  const explained = copy.answers.flatMap(({ text, analysis }, index) => {
    // What an external engine scored, no model can explain.
    const explanation = analysis.status === 'scored' ? read?.(text, analysis.language) : undefined;
    return explanation === undefined ? [] : [{ answer: index, ...explanation }];
  });
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
