import { strToU8, zipSync } from 'fflate';

/** The least that a spreadsheet program takes for a workbook (ECMA-376): one sheet of text, numbers and days. */
export type Cell = string | number | Date;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const escaped = (text: string): string => text.replace(/[&<>"]/gu, (sign) => `&#${sign.charCodeAt(0)};`);

/** Days since 1899-12-30, as spreadsheets count them. */
const serialDay = (date: Date): number => (date.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000;

const cellXml = (cell: Cell): string => {
  if (cell === '') return '<c/>';
  if (typeof cell === 'string') {
    return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  }
  return cell instanceof Date ? `<c s="1"><v>${serialDay(cell)}</v></c>` : `<c><v>${cell}</v></c>`;
};

const columnLetter = (index: number): string => String.fromCharCode(65 + index);

const rowXml = (cells: readonly Cell[], index: number): string => {
  const withPlace = cells.map((cell, column) =>
    cellXml(cell).replace('<c', `<c r="${columnLetter(column)}${index + 1}"`),
  );
  return `<row r="${index + 1}">${withPlace.join('')}</row>`;
};

const parts = (sheet: string, rows: readonly (readonly Cell[])[]): Record<string, string> => ({
  '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheetType}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`,
});

/** A workbook of one sheet of at most 26 columns. The same rows give the same bytes. */
export const workbook = (sheet: string, rows: readonly (readonly Cell[])[]): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts(sheet, rows)).map(([name, xml]) => [name, strToU8(declaration + xml)]),
    ),
    { mtime: '1980-01-01T00:00:00', level: 6 },
  );
