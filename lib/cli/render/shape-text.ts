import type { FileShape } from '../../feedback/reading/source.ts';

const delimiterNames = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'pipes' } as const;

/** The format of a file. @example shapeText({ format: 'csv', delimiter: ';' }) // 'CSV, semicolons' */
export const shapeText = ({
  format,
  delimiter,
  encoding,
  brokenLetters,
  compression,
  sheet,
  exportedBy,
}: FileShape): string =>
  [
    format.toUpperCase(),
    delimiter === undefined ? undefined : delimiterNames[delimiter],
    encoding,
    brokenLetters === undefined ? undefined : 'garbled characters repaired (UTF-8 encoded twice)',
    compression,
    sheet === undefined ? undefined : `sheet "${sheet}"`,
    exportedBy === undefined ? undefined : `exported by ${exportedBy}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
