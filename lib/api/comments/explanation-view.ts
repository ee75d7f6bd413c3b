import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { Copy } from '../../feedback/response/copy.ts';
import { requireResponse } from '../../query/comments/find-response.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import type { explainResponse } from '../contract/comments/feedback.ts';

/** The explanation of what is stored, and of nothing else: another model might feel otherwise. */
const explainedBy = ({ versions, explain: read }: Analyzer, copy: Copy) => {
  if (versions.sentiment !== copy.versions.sentiment) return { explained: [], otherVersion: true as const };
  const explained = copy.answers.flatMap(({ text, analysis }, index) => {
    // What an external engine scored, no model can explain.
    const explanation = analysis.status === 'scored' ? read?.(text, analysis.language) : undefined;
    return explanation === undefined ? [] : [{ answer: index, ...explanation }];
  });
  return { explained };
};

/** Why the comments of one response are felt so. It is read from where `GET /comments` reads it, so that what is suppressed there is here. */
export const explain = async (
  { effects, configuration }: ApiContext,
  { params, query: { from, to } }: ParsedRequest<typeof explainResponse>,
): Promise<Answered<typeof explainResponse>> => {
  const touchpoint = await requireTouchpoint(effects.summaries, configuration, params.touchpoint);
  const { response } = params;
  const copy = await requireResponse({ effects, configuration }, { touchpoint, response, from, to });
  const { responseId } = copy;
  return { touchpoint, responseId, ...explainedBy(await configuration.analyzer(), copy) };
};
