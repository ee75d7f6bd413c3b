import { CommanderError } from 'commander';
import { exitCodeOf, VerbatimError } from '../errors.ts';
import type { Shell } from './shell.ts';

/** What the operating system says, in our words. */
const systemFailures = {
  ENOSPC: ['disk-full', 'there is no space left on the disk'],
  EADDRINUSE: ['port-in-use', 'the port is taken'],
  ENOENT: ['file-not-found', 'there is no such file'],
  EACCES: ['file-not-found', 'the file may not be read or written'],
  ECONNREFUSED: ['unreachable', 'nobody answers there'],
} as const;

const isKnown = (code: unknown): code is keyof typeof systemFailures =>
  typeof code === 'string' && Object.hasOwn(systemFailures, code);

/** Any thrown value as an error of ours. What nobody foresaw is `internal`. */
export const asVerbatimError = (thrown: unknown): VerbatimError => {
  if (thrown instanceof VerbatimError) return thrown;
  const { code, path, address, port } = Object(thrown) as Record<string, unknown>;
  if (isKnown(code)) {
    const place = path ?? (port === undefined ? undefined : `${address}:${port}`);
    const [ours, message] = systemFailures[code];
    return new VerbatimError(ours, message, {
      cause: thrown,
      ...(place === undefined ? {} : { file: String(place) }),
    });
  }
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return new VerbatimError('internal', 'something failed that should not', { got: name, cause: thrown });
};

/** The person ended the program in the middle of something. The message says what becomes of it. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
}

/** 128 + SIGINT, as shells expect it. */
const interruptedExit = 130;

/**
 * Says what went wrong in one line on standard error and gives the exit code. The stack of an error that is ours is
 * printed only where `VERBATIM_DEBUG` is set: it may hold what the error itself must not.
 */
export const reportFailure = (thrown: unknown, { terminal, environment }: Shell): number => {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  if (thrown instanceof Interruption) {
    terminal.note(thrown.message);
    return interruptedExit;
  }
  const error = asVerbatimError(thrown);
  terminal.note(`${terminal.style('red', 'verbatim:')} ${error.toString()}`);
  if (environment['VERBATIM_DEBUG'] !== undefined)
    terminal.note(String((error.cause as Error)?.stack ?? error.stack));
  return exitCodeOf(error);
};
