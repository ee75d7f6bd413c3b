import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program.ts';
import type { Shell } from '../../lib/cli/shell.ts';

/** A finished command line: its exit code and what it wrote. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A directory that holds these files. */
export const directoryWith = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const directory = mkdtempSync(join(tmpdir(), 'verbatim-cli-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  return directory;
};

export interface RunOptions {
  readonly onPrint?: (text: string) => void;
  readonly interrupted?: Shell['interrupted'];
}

/** Runs a command line in memory: plain text, 100 columns, nobody watching, one moment of time. */
export const runIn = async (
  directory: string,
  args: readonly string[],
  { onPrint = () => {}, interrupted = new AbortController().signal }: RunOptions = {},
): Promise<Ran> => {
  let out = '';
  let err = '';
  const exit = await run(args, {
    terminal: {
      columns: 100,
      interactive: false,
      print: (text) => {
        out += `${text}\n`;
        onPrint(text);
      },
      note: (text) => {
        err += `${text}\n`;
      },
      write: async (text) => {
        out += text;
      },
      status: () => {},
      style: (_style, text) => text,
    },
    environment: {},
    directory,
    now: () => new Date('2026-06-01T12:00:00Z'),
    interrupted,
  });
  return { exit, out, err };
};
