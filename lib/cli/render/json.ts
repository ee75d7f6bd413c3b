import type { Shell } from '../shell.ts';

/** Prints the result as JSON for programs; nothing else goes to standard output. */
export const printJson = ({ terminal }: Shell, value: unknown): void =>
  terminal.print(JSON.stringify(value, null, 2));
