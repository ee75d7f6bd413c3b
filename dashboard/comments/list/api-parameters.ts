import type { Scope, Span } from '../../shared/scope/scope.ts';
import { readScore } from '../scores.ts';

/**
 * What the API is asked for: the address as it takes it. A touchpoint lies in one stage, so beside it the stage says nothing more; an
 * issue is of a touchpoint, and is not asked for without it.
 */
export const parametersOf = (scope: Scope, { from, to }: Span) => {
  const score = scope.score === undefined ? undefined : readScore(scope.score);
  return {
    from,
    to,
    touchpoint: scope.tp,
    stage: scope.tp === undefined ? scope.stage : undefined,
    theme: scope.theme,
    issue: scope.tp === undefined ? undefined : scope.issue,
    label: scope.label,
    signal: scope.signal,
    score: score && `${score.scale}:${score.low}-${score.high}`,
    language: scope.lang,
    followUp: scope.followup,
    owner: scope.owner,
    corrected: scope.corrected,
    where: scope.where,
    q: scope.q,
  };
};
export type CommentParameters = ReturnType<typeof parametersOf>;

/** Where an entry of the list stands: which page, and which entry of it. Undefined past the end. */
export const placeOf = (starts: readonly { readonly count: number }[], index: number) => {
  let first = 0;
  for (const [page, { count }] of starts.entries()) {
    if (index < first + count) return { page, entry: index - first };
    first += count;
  }
  return undefined;
};
