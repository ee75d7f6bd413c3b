import type { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { expectedBy } from '../../expected.ts';
import type { ObjectStore } from '../object-store.ts';

/** A JSON object of the bucket; undefined if it does not exist. Throws `file-corrupt` if it does not match the schema. */
export const readChecked = async <Schema extends z.ZodType>(
  objects: Pick<ObjectStore, 'read'>,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> => {
  const body = await objects.read(key);
  if (body === undefined) return undefined;
  const parsed = schema.safeParse(JSON.parse(body.toString()));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('file-corrupt', `${issue?.path.join('.') || 'the file'} is invalid`, {
    file: key,
    expected: expectedBy(parsed.error) ?? 'the file as the command line wrote it',
    cause: parsed.error,
  });
};
