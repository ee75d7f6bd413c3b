import { once } from 'node:events';
import { styleText } from 'node:util';

/** Text styles by meaning, so that each terminal keeps its own colours. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Where a command writes. Results go to `print`, everything else to `note`. */
export interface Terminal {
  /** Characters per line; 120 if the output is not a terminal. */
  readonly columns: number;
  /** True on a terminal: progress is shown. */
  readonly interactive: boolean;
  /** One or more lines of the result, on standard output. */
  print(text: string): void;
  /** A line about progress, on standard error. */
  note(text: string): void;
  /** Raw text on standard output; resolves when more can be written. */
  write(text: string): Promise<void>;
  /** Replaces the status line on a terminal; prints nothing elsewhere. '' clears it. */
  status(text: string): void;
  /** The text in a style, or unchanged if colours are off. */
  style(style: Style, text: string): string;
}

const maxColumns = 120;
const minColumns = 40;
const clearLine = '\r\u001b[2K';

/** The terminal of this process. Honours `NO_COLOR`; a closed pipe (`| head`) ends the process quietly. */
export const processTerminal = (): Terminal => {
  const { stdout, stderr } = process;
  const coloured = stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
  const watched = stderr.isTTY === true;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const status = (text: string): void => {
    if (watched) stderr.write(clearLine + text);
  };
  return {
    columns: Math.max(minColumns, Math.min(maxColumns, stdout.columns ?? maxColumns)),
    interactive: watched,
    print: (text) => {
      status('');
      stdout.write(`${text}\n`);
    },
    note: (text) => {
      status('');
      stderr.write(`${text}\n`);
    },
    write: async (text) => {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    status,
    style: (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text),
  };
};
