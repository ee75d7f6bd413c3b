import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Operation } from '../../lib/api/contract/basis/operation.ts';
import { operations } from '../../lib/api/contract/operations.ts';

/** The names of the routes that have answered something other than a file, and whose answer fitted. */
export const answeredRoutes = new Set<string>();

const nameOf = (operation: Operation): string =>
  Object.entries<Operation>(operations).find(([, declared]) => declared === operation)?.[0] ?? '';

/** Throws for an answer that its schema refuses, or that holds what the schema says nothing about. */
export const checkAnswer = (operation: Operation, answer: unknown): void => {
  const sent: unknown = JSON.parse(JSON.stringify(answer));
  const known = operation.answer.safeParse(sent);
  const signature = `${operation.method} ${operation.path}`;
  if (!known.success) throw new Error(`${signature} answers otherwise: ${z.prettifyError(known.error)}`);
  if (!isDeepStrictEqual(known.data, sent))
    throw new Error(
      `${signature} answers more than its schema says: ${difference(known.data, sent).join(', ')}`,
    );
  answeredRoutes.add(nameOf(operation));
};

/** The paths of what is in `sent` and not in `known`. */
const difference = (known: unknown, sent: unknown, path = ''): string[] => {
  if (typeof sent !== 'object' || sent === null || typeof known !== 'object' || known === null)
    return known === sent ? [] : [path];
  return Object.entries(sent).flatMap(([key, value]) =>
    difference(Reflect.get(known, key), value, `${path}.${key}`),
  );
};
