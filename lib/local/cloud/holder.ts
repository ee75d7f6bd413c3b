import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';

const endpointsFile = z.object({
  /** Process that uses the directory. */
  pid: z.int(),
  endpoints: z.object({ api: z.string(), s3: z.string(), sqs: z.string(), dynamodb: z.string() }),
  /** Where the page answers, if it is served. */
  page: z.string().optional(),
  /** The outputs of the stack: `Bucket`, `FeedbackTable`, `IngestQueueUrl`, … */
  outputs: z.record(z.string(), z.string()),
});
export type EndpointsFile = z.infer<typeof endpointsFile>;

const pathIn = (directory: string): string => join(directory, 'endpoints.json');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * The addresses of the local cloud over a directory, for other processes (a command).
 *
 * @returns undefined when none is up; a file that a crash left behind counts as none.
 */
export const readEndpoints = (directory: string): EndpointsFile | undefined => {
  const path = pathIn(directory);
  if (!existsSync(path)) return undefined;
  const parsed = endpointsFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined;
};

/**
 * Makes sure that no other process uses the directory.
 *
 * @throws VerbatimError `conflict`, with who holds it and where its API is.
 */
export const refuseSecond = (directory: string): void => {
  const holder = readEndpoints(directory);
  if (holder === undefined) return;
  throw new VerbatimError(
    'conflict',
    `${directory} is in use by process ${holder.pid} at ${holder.endpoints.api}; ` +
      `if that is another program, delete ${pathIn(directory)}`,
  );
};

/** Writes the addresses for other processes. Completely or not at all: a reader never sees half a file. */
export const writeEndpoints = (directory: string, file: EndpointsFile): void => {
  mkdirSync(directory, { recursive: true });
  const unfinished = `${pathIn(directory)}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(file, undefined, 2)}\n`);
  renameSync(unfinished, pathIn(directory));
};

export const removeEndpoints = (directory: string): void => rmSync(pathIn(directory), { force: true });
