import { VerbatimError } from '../../../errors.ts';
import type { Limits } from '../limits.ts';
import { dateText } from './serial.ts';
import { parsedXml, type XmlHandlers } from './xml.ts';

/** The parts of a workbook that cells refer to. */
export interface SheetContext {
  readonly file: string;
  readonly strings: readonly string[];
  /** The indexes of the cell styles that show dates. */
  readonly dateStyles: ReadonlySet<number>;
  readonly from1904: boolean;
  readonly limits: Limits;
}

/** Characters that XML cannot hold are in a workbook as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/** The column of an address, from 0: 0 of `A1`, 27 of `AB7`. */
export const columnIndexOf = (address: string): number => {
  let index = 0;
  for (const letter of address.replace(/\d+$/, '').toUpperCase())
    index = 26 * index + letter.charCodeAt(0) - 64;
  return index - 1;
};

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
}

const numberText = (value: string, style: number, context: SheetContext): string => {
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  const date = context.dateStyles.has(style) ? dateText(number, context.from1904) : undefined;
  // A double may lose the last digits of sixteen and more: such numbers stay as they are written.
  return date ?? (/^\d{16,}$/.test(value) ? value : String(number));
};

const cellText = ({ type, style }: OpenCell, value: string, context: SheetContext): string => {
  if (value === '' || type === 'e') return '';
  switch (type) {
    case 's':
      return context.strings[Number(value)] ?? '';
    case 'str':
    case 'inlineStr':
      return unescaped(value);
    case 'b':
      return value === '1' ? 'true' : 'false';
    case 'd':
      return value;
    default:
      return numberText(value, style, context);
  }
};

/** Gathers the rows of a sheet while its XML is read. */
class SheetRows implements XmlHandlers {
  readonly #context: SheetContext;
  #rows: string[][] = [];
  #cells: string[] = [];
  #cell: OpenCell | undefined;
  #nextColumn = 0;
  #value = '';
  /** How deep in `<v>` or `<t>`; phonetic readings (`<rPh>`) are no text. */
  #inValue = false;
  #inReading = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  /** The rows that are complete since the last call. */
  take(): string[][] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'rPh') this.#inReading = true;
    else if (name === 'v' || name === 't') this.#inValue = this.#cell !== undefined && !this.#inReading;
    else if (name === 'row') this.#nextColumn = 0;
  }

  text(part: string): void {
    if (this.#inValue && this.#value.length <= this.#context.limits.cellCharacters) this.#value += part;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'rPh') this.#inReading = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
  }

  #openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#nextColumn : columnIndexOf(r);
    const { file, limits } = this.#context;
    if (column >= limits.columns) {
      throw new VerbatimError('too-many-columns', 'the table has too many columns', {
        file,
        expected: `at most ${limits.columns}`,
        got: 'more',
      });
    }
    this.#cell = { column, type: t, style: Number(s) };
    this.#nextColumn = column + 1;
    this.#value = '';
  }

  #closeCell(): void {
    if (this.#cell === undefined) return;
    const value = cellText(this.#cell, this.#value, this.#context);
    if (value !== '') this.#cells[this.#cell.column] = value;
    this.#cell = undefined;
  }

  #closeRow(): void {
    if (this.#cells.length > 0) this.#rows.push(Array.from(this.#cells, (cell) => cell ?? ''));
    this.#cells = [];
  }
}

/**
 * The rows of a sheet, in batches, without those that have no value. Formulas give their stored value, errors (#N/A) ''.
 * A row ends at its last value.
 *
 * @throws VerbatimError `file-corrupt`, `too-many-columns`
 */
export async function* sheetRecords(
  chunks: AsyncIterable<Buffer>,
  context: SheetContext,
): AsyncGenerator<string[][]> {
  const rows = new SheetRows(context);
  for await (const _ of parsedXml(chunks, rows, context.file)) yield rows.take();
  yield rows.take();
}
