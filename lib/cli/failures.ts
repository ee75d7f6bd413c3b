import { CommanderError } from 'commander';
import { exitCodeOf, VerbatimError } from '../errors.ts';
import type { Shell } from './shell.ts';

/** Errors of the operating system. */
const systemFailures = {
  ENOSPC: ['disk-full', 'the disk is full'],
  EADDRINUSE: ['port-in-use', 'the port is in use'],
  ENOENT: ['file-not-found', 'file not found'],
  EACCES: ['file-not-found', 'no permission to read or write the file'],
  ECONNREFUSED: ['unreachable', 'connection refused'],
} as const;

const isKnown = (code: unknown): code is keyof typeof systemFailures =>
  typeof code === 'string' && Object.hasOwn(systemFailures, code);

/** Anything may be thrown, and have anything under these names. */
type SystemDetails = Partial<Record<'code' | 'path' | 'address' | 'port', unknown>>;

/** Any thrown value as a VerbatimError. An unexpected one is `internal`. */
export const asVerbatimError = (thrown: unknown): VerbatimError => {
  if (thrown instanceof VerbatimError) return thrown;
  const { code, path, address, port }: SystemDetails = Object(thrown);
  if (isKnown(code)) {
    const place = path ?? (port === undefined ? undefined : `${address}:${port}`);
    const [ours, message] = systemFailures[code];
    return new VerbatimError(ours, message, {
      cause: thrown,
      ...(place === undefined ? {} : { file: String(place) }),
    });
  }
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return new VerbatimError('internal', 'unexpected failure', { got: name, cause: thrown });
};

/** The user stopped the program while it was working. The message says what happens to the work. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
}

/** 128 + SIGINT, as shells expect it. */
const interruptedExit = 130;

/**
 * Prints the error in one line on standard error and returns the exit code. The stack trace is printed only if
 * `VERBATIM_DEBUG` is set: it may contain what the error itself must not.
 */
export const reportFailure = (thrown: unknown, { terminal, environment }: Shell): number => {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  if (thrown instanceof Interruption) {
    terminal.note(thrown.message);
    return interruptedExit;
  }
  const error = asVerbatimError(thrown);
  terminal.note(`${terminal.style('red', 'verbatim:')} ${error.toString()}`);
  if (environment['VERBATIM_DEBUG'] !== undefined) {
    const origin = error.cause instanceof Error ? error.cause : error;
    terminal.note(String(origin.stack ?? error.stack));
  }
  return exitCodeOf(error);
};
