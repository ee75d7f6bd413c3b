import type { Analysis } from '../../analysis/analysis.ts';
import type { DiscoveryResponse } from './phrase-tally.ts';

/** `unassigned`: only comments that no theme was found in. */
export type CollectionScope = 'unassigned' | 'all';

interface AnalyzedResponse {
  readonly responseId: string;
  readonly respondent?: string | undefined;
  readonly answers: readonly { readonly text: string; readonly analysis: Analysis }[];
}

/** The comments of a set of responses, and how many have no theme in the taxonomy. */
export interface CollectedResponses {
  /** Those with a scored comment; their `comments` are the ones in scope. */
  readonly responses: DiscoveryResponse[];
  /** Scored comments, and those of them without a theme. */
  readonly comments: number;
  readonly unassigned: number;
}

/** The scored comments of a response: only those can be used. */
const scoredIn = ({ answers }: AnalyzedResponse) =>
  answers.flatMap(({ text, analysis }) =>
    analysis.status === 'scored'
      ? [{ text, sentiment: analysis.sentiment, isUnassigned: analysis.themes.length === 0 }]
      : [],
  );

/** Prepares analyzed responses for `discoverThemes`. Responses without a scored comment are left out. */
export const collectResponses = (
  responses: Iterable<AnalyzedResponse>,
  scope: CollectionScope,
): CollectedResponses => {
  const collected: DiscoveryResponse[] = [];
  let [comments, unassigned] = [0, 0];
  for (const response of responses) {
    const scored = scoredIn(response);
    if (scored.length === 0) continue;
    comments += scored.length;
    unassigned += scored.filter(({ isUnassigned }) => isUnassigned).length;
    collected.push({
      responseId: response.responseId,
      ...(response.respondent === undefined ? {} : { respondent: response.respondent }),
      comments: scored.filter(({ isUnassigned }) => scope === 'all' || isUnassigned),
    });
  }
  return { responses: collected, comments, unassigned };
};
