import type { Context } from 'hono';
import type { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import { wantedBy } from '../wanted.ts';

const jsonOf = async (context: Context, expected: string): Promise<unknown> => {
  try {
    return await context.req.json();
  } catch (cause) {
    throw new VerbatimError('usage', 'the body is no JSON', { expected, cause });
  }
};

/**
 * The body of a request as the schema has it.
 *
 * @param expected what a body is, for one that is no JSON or of which nothing more is known
 * @throws VerbatimError `usage` that names the first key that is wrong and what it may be
 * @example await parseBody(uploadRequest, context, '{"name": "may.csv", "bytes": 1024}')
 */
export const parseBody = async <Schema extends z.ZodType>(
  schema: Schema,
  context: Context,
  expected: string,
): Promise<z.infer<Schema>> => {
  const parsed = schema.safeParse(await jsonOf(context, expected));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('usage', `"${issue?.path.join('.') || 'the body'}" is wrong`, {
    expected: wantedBy(parsed.error) ?? expected,
  });
};
