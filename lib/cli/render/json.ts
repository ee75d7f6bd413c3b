import type { Shell } from '../shell.ts';

/** The result as JSON for other programs: the whole of standard output. */
export const printJson = ({ terminal }: Shell, value: unknown): void =>
  terminal.print(JSON.stringify(value, null, 2));
