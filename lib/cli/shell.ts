import type { Terminal } from './terminal.ts';

/** All that a command may use besides its arguments; bin/verbatim.ts makes the real one. */
export interface Shell {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Base of relative paths. */
  readonly directory: string;
  now(): Date;
  /** Aborted on Ctrl-C, or when the process is asked to end. */
  readonly interrupted: AbortSignal;
}
