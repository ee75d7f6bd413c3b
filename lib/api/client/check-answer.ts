import type { Operation } from '../contract/basis/operation.ts';
import { type Operations, operations } from '../contract/operations.ts';
import { ApiError } from './api-error.ts';

/**
 * Compares an answer with the schema of its route. Additional keys of a newer API are not an error.
 *
 * @throws ApiError `internal` with the place that does not fit
 */
export const checkAnswer = (name: keyof Operations, given: unknown): void => {
  const { answer, method, path }: Operation = operations[name];
  const [issue] = answer.safeParse(given).error?.issues ?? [];
  if (issue === undefined) return;
  throw new ApiError(undefined, 'internal', 'the answer of the API does not match its contract', {
    expected: `${method} ${path}: ${issue.message}`,
    got: `another value at ${issue.path.join('.')}`,
  });
};
