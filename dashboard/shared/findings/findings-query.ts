import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import type { Language } from '../preferences.ts';
import { type Scope, spanOf } from '../scope/scope.ts';

/** What the address asks for. Where it names no time, the API takes the latest month, so that nothing waits for that. */
const parametersOf = (scope: Scope, lang: Language) => ({
  ...spanOf(scope),
  against: scope.against,
  touchpoint: scope.tp,
  // A touchpoint lies in one stage, so beside it the stage says nothing more.
  stage: scope.tp === undefined ? scope.stage : undefined,
  lang,
});

/** What changed and what still hurts, in the reader's language. */
export const findingsQuery = (scope: Scope, language: Language) => {
  const parameters = parametersOf(scope, language);
  return queryOptions({
    queryKey: ['findings', parameters],
    queryFn: ({ signal }) => api.readFindings(parameters, { signal }),
  });
};
