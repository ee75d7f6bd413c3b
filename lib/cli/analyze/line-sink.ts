import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Shell } from '../shell.ts';

/** Where JSON lines go. */
export interface LineSink {
  /** False if they are dropped: then nobody needs to make them. */
  readonly wantsLines: boolean;
  /** Writes lines, each with its end. */
  write(lines: string): Promise<void>;
  close(): Promise<void>;
}

/** A sink for a path; `-` is standard output; without a path lines are dropped. */
export const openLineSink = async (shell: Shell, path: string | undefined): Promise<LineSink> => {
  if (path === undefined) return { wantsLines: false, write: async () => {}, close: async () => {} };
  if (path === '-')
    return { wantsLines: true, write: (lines) => shell.terminal.write(lines), close: async () => {} };
  const file = await open(resolve(shell.directory, path), 'w');
  return {
    wantsLines: true,
    write: async (lines) => {
      if (lines !== '') await file.writeFile(lines);
    },
    close: () => file.close(),
  };
};
