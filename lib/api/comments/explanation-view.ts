import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import { VerbatimError } from '../../errors.ts';
import type { AnalyzedAnswer, Copy } from '../../feedback/response/copy.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { findResponse } from '../../query/comments/find-response.ts';
import { findPieces } from '../../query/comments/pieces.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered, ParsedRequest } from '../contract/basis/operation.ts';
import type { explainResponse } from '../contract/comments/feedback.ts';

/** The model reads English; what another engine scored, it cannot explain. */
const isReadByModel = ({ analysis }: AnalyzedAnswer): boolean =>
  analysis.status === 'scored' && analysis.language === 'en';

/** The explanation of what is stored, and of nothing else: another model might feel otherwise. */
const explainedBy = ({ versions, explain: read }: Analyzer, copy: Copy) => {
  if (versions.sentiment !== copy.versions.sentiment) return { explained: [], otherVersion: true as const };
  const explained = copy.answers.flatMap((answer, index) =>
    read !== undefined && isReadByModel(answer) ? [{ answer: index, ...read(answer.text) }] : [],
  );
  return { explained };
};

/** Why the comments of one response are felt so. It is read from where `GET /comments` reads it, so that what is suppressed there is here. */
export const explain = async (
  { effects, configuration }: ApiContext,
  { params, query: { from, to } }: ParsedRequest<typeof explainResponse>,
): Promise<Answered<typeof explainResponse>> => {
  const touchpoint = await requireTouchpoint(effects.summaries, configuration, params.touchpoint);
  const settings = await configuration.metrics();
  const { quotes } = thresholdsOf(settings);
  const { pieces } = await findPieces({ effects, settings, quotes }, { touchpoints: [touchpoint], from, to });
  const copy = await findResponse(effects.feedback, pieces, params.response);
  if (copy === undefined)
    throw new VerbatimError('not-found', 'response not found, or below the minimum group size', {
      expected: `the responseId of an entry of GET /touchpoints/${touchpoint}/feedback`,
    });
  const { responseId } = copy;
  return { touchpoint, responseId, ...explainedBy(await configuration.analyzer(), copy) };
};
