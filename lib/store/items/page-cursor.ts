import type { z } from 'zod';
import { VerbatimError } from '../../errors.ts';

/** Where the next page begins, as text that callers only hand back. */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/**
 * The position in a cursor.
 *
 * @throws VerbatimError `usage` for a text that `encodeCursor` did not write, or of another list
 * @example decodeCursor(encodeCursor({ at: 3 }), z.object({ at: z.int() })).at // 3
 */
export const decodeCursor = <Position>(cursor: string, position: z.ZodType<Position>): Position => {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new VerbatimError('usage', 'parameter "cursor" is invalid', {
      expected: 'the cursor of the previous page',
      cause,
    });
  }
};
