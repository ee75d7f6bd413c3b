import Table from 'cli-table3';
import type { Terminal } from '../terminal.ts';

export interface GridColumn {
  readonly title: string;
  /** Default: left. */
  readonly align?: 'left' | 'right';
}

const noLines = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((name) => [name, '']),
);

/** A table without lines, two spaces between columns; rows may be shorter. Without rows, only the titles. */
export const grid = (
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  terminal: Pick<Terminal, 'style'>,
): string => {
  const table = new Table({
    head: columns.map(({ title }) => terminal.style('dim', title)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: { ...noLines, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => columns.map((_, index) => row[index] ?? '')));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};
