import type { Terminal } from './terminal.ts';

/** What a command may touch beside its arguments: the real thing is made in bin/verbatim.ts. */
export interface Shell {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative paths start here. */
  readonly directory: string;
  now(): Date;
  /** Aborted when the person presses Ctrl-C or the process is told to end. */
  readonly interrupted: AbortSignal;
}
