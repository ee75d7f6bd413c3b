import { crc32, deflateRawSync } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  /** Set in the flags only: the bytes stay as they are. */
  readonly encrypted?: boolean;
  /** What the directory says, where it is to lie. */
  readonly declaredBytes?: number;
}

const localHeader = (part: Part, zipped: Buffer, content: Buffer): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(part.encrypted === true ? 1 : 0, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(crc32(content), 14);
  header.writeUInt32LE(zipped.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(Buffer.byteLength(part.name), 26);
  return Buffer.concat([header, Buffer.from(part.name)]);
};

const directoryHeader = (part: Part, zipped: Buffer, content: Buffer, offset: number): Buffer => {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(part.encrypted === true ? 1 : 0, 8);
  header.writeUInt16LE(8, 10);
  header.writeUInt32LE(crc32(content), 16);
  header.writeUInt32LE(zipped.length, 20);
  header.writeUInt32LE(part.declaredBytes ?? content.length, 24);
  header.writeUInt16LE(Buffer.byteLength(part.name), 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, Buffer.from(part.name)]);
};

/** A zip of these parts, deflated. A name that ends with a slash is a folder. */
export const zipOf = (parts: readonly Part[]): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const zipped = deflateRawSync(content);
    const local = Buffer.concat([localHeader(part, zipped, content), zipped]);
    directory.push(directoryHeader(part, zipped, content, offset));
    locals.push(local);
    offset += local.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directoryBytes, end]);
};

/** The `r`, `s`, `t` attributes and the content of a cell, e.g. `['n', 1, '43312']` for a date. */
export type CellXml = string;

export interface SheetXml {
  readonly name: string;
  /** Rows of cells as XML without their address, '' for none. */
  readonly rows: readonly (readonly CellXml[])[];
}

export const text = (value: string): CellXml =>
  ` t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
/** A cell that refers to a shared text. */
export const shared = (index: number): CellXml => ` t="s"><v>${index}</v></c>`;
export const number = (value: number | string): CellXml => `><v>${value}</v></c>`;
/** A day number in the style of dates (1) or of dates with a time (2). */
export const date = (days: number, style: 1 | 2 | 3 = 1): CellXml => ` s="${style}"><v>${days}</v></c>`;
export const formula = (source: string, value: string): CellXml =>
  ` t="str"><f>${source}</f><v>${value}</v></c>`;
export const error = (value: string): CellXml => ` t="e"><v>${value}</v></c>`;

const address = (row: number, column: number): string => `${String.fromCharCode(65 + column)}${row + 1}`;

const sheetXml = ({ rows }: SheetXml): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, column) => (cell === '' ? '' : `<c r="${address(row, column)}"${cell}`)).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`;

const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="21" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** A shared text; several runs where it is a list. */
type SharedText = string | readonly string[];

const sharedXml = (texts: readonly SharedText[]): string =>
  `<sst>${texts
    .map((each) =>
      typeof each === 'string'
        ? `<si><t>${each}</t><rPh><t>reading</t></rPh></si>`
        : `<si>${each.map((run) => `<r><t>${run}</t></r>`).join('')}</si>`,
    )
    .join('')}</sst>`;

/** The parts of a workbook with these sheets. */
export const workbookParts = (
  sheets: readonly SheetXml[],
  date1904 = false,
  sharedTexts: readonly SharedText[] = [],
): readonly Part[] => [
  {
    name: '[Content_Types].xml',
    content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>',
  },
  {
    name: 'xl/workbook.xml',
    content: `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
      .map(
        (_, index) =>
          `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
  },
  { name: 'xl/styles.xml', content: styles },
  { name: 'xl/sharedStrings.xml', content: sharedXml(sharedTexts) },
  ...sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    content: sheetXml(sheet),
  })),
];

export const workbookOf = (sheets: readonly SheetXml[], date1904 = false): Buffer =>
  zipOf(workbookParts(sheets, date1904));
