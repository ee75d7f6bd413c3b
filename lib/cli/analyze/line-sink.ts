import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Shell } from '../shell.ts';

/** Where JSON lines go. */
export interface LineSink {
  write(lines: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

const asText = (lines: readonly unknown[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** A sink for a path; `-` is standard output; without a path lines are dropped. */
export const openLineSink = async (shell: Shell, path: string | undefined): Promise<LineSink> => {
  if (path === undefined) return { write: async () => {}, close: async () => {} };
  if (path === '-') return { write: (lines) => shell.terminal.write(asText(lines)), close: async () => {} };
  const file = await open(resolve(shell.directory, path), 'w');
  return {
    write: async (lines) => {
      if (lines.length > 0) await file.writeFile(asText(lines));
    },
    close: () => file.close(),
  };
};
