import type { Context } from 'hono';
import type { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import { expectedBy } from '../expected.ts';

/** A range with its ends swapped would be empty, as if there were no feedback. */
const checkOrder = (given: Readonly<Record<string, string>>): void => {
  const { from, to } = given;
  // A month ends after its days: `~` sorts after every day.
  if (from === undefined || to === undefined || from <= `${to}~`) return;
  throw new VerbatimError('usage', '"from" is after "to"', { expected: `"to" from ${from} on`, got: to });
};

/** A sort key of the tables has 1,024 bytes, of which a period takes some; an object's key has as many. */
const maxBytes = 1000;
const longerParameters: Readonly<Record<string, number>> = { object: 1024, cursor: 4000 };

const checkLengths = (given: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(given)) {
    const most = longerParameters[name] ?? maxBytes;
    const bytes = Buffer.byteLength(value);
    if (bytes > most)
      throw new VerbatimError('usage', `parameter "${name.slice(0, 100)}" is too long`, {
        expected: `at most ${most} bytes`,
        got: `${bytes} bytes`,
      });
  }
};

/**
 * The parameters of a request.
 *
 * @throws VerbatimError `usage` that names the first one that is wrong and what it may be
 */
export const parseParameters = <Schema extends z.ZodType>(
  schema: Schema,
  given: Readonly<Record<string, string>>,
): z.output<Schema> => {
  checkLengths(given);
  const parsed = schema.safeParse(given);
  if (parsed.success) {
    checkOrder(given);
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue?.path[0] ?? '');
  throw new VerbatimError('usage', `parameter "${name}" is invalid`, {
    expected: expectedBy(parsed.error) ?? 'a valid value',
  });
};

const jsonOf = async (context: Context, expected: string): Promise<unknown> => {
  try {
    return await context.req.json();
  } catch (cause) {
    throw new VerbatimError('usage', 'the body is not valid JSON', { expected, cause });
  }
};

/** An example describes a body better than the names of its keys. */
const bodyExpected = (schema: z.ZodType): string => {
  const examples = schema.meta()?.['examples'];
  return Array.isArray(examples) ? JSON.stringify(examples[0]) : 'JSON';
};

/**
 * The body of a request.
 *
 * @throws VerbatimError `usage` that names the first key that is wrong and what it may be
 */
export const parseBody = async <Schema extends z.ZodType>(
  schema: Schema,
  context: Context,
): Promise<z.output<Schema>> => {
  const expected = bodyExpected(schema);
  const parsed = schema.safeParse(await jsonOf(context, expected));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('usage', `"${issue?.path.join('.') || 'the body'}" is invalid`, {
    expected: expectedBy(parsed.error) ?? expected,
  });
};
