import { extname } from 'node:path';
import { VerbatimError } from '../../../errors.ts';
import { type ByteSource, headOf } from '../archive/bytes.ts';
import { textContentOf } from '../content.ts';
import { recordsIn, textsOfGroups } from '../json/envelope.ts';
import { objectTable } from '../json/objects.ts';
import { arrayItems, isOneObject, type JsonItem, lineItems } from '../json/parse-json.ts';
import type { Limits } from '../limits.ts';
import { eachOf, numberedRows } from '../rows.ts';
import type { FileShape, NamedShape, SourceTable } from '../source.ts';
import { recordTable } from '../tables.ts';
import { brokenLetterEdits } from './broken-letters.ts';
import { csvRecords } from './csv.ts';
import { type Dialect, noDelimiter, sniffDialect } from './dialect.ts';
import { type Damage, type Encoding, surveyEncoding, toUtf8 } from './encoding.ts';
import { linesOf } from './lines.ts';
import { recordsBefore, recordsFrom, type Start } from './reading-point.ts';
import { segmentsOf } from './segments.ts';

/** A text whose encoding is known: UTF-8 chunks from its start, or from a record on, as often as asked. */
interface TextSource {
  readonly name: string;
  readonly shape: Pick<FileShape, 'compression' | 'encoding' | 'brokenLetters'>;
  open(damage: Damage, start?: Start): AsyncIterable<Buffer>;
}

const sampleBytes = 256 * 1024;
/** File extensions of tables: such a text is read as a table even if no delimiter is found. */
const tableEndings = new Set(['.csv', '.tsv', '.tab', '.psv']);
/** A text's first line that is a header and no comment. */
const headerWord = /^"?(comments?|feedback|reviews?|text|verbatims?|responses?|answers?)"?$/i;

const textSourceOf = (source: ByteSource, encoding: Encoding): TextSource => ({
  name: source.name,
  shape: {
    encoding,
    ...(source.compression === undefined ? {} : { compression: source.compression }),
  },
  open: (damage, start) =>
    start === undefined || source.partial === undefined
      ? toUtf8(source.open(), { encoding }, damage)
      : toUtf8(segmentsOf(source.partial, encoding, start), { encoding, isStart: start.byte === 0 }, damage),
});

const delimitedTable = (text: TextSource, dialect: Dialect, limits: Limits): Promise<SourceTable> => {
  const { delimiter } = dialect;
  return recordTable(
    {
      name: text.name,
      shape: { format: 'csv', ...text.shape, ...(delimiter === noDelimiter ? {} : { delimiter }) },
    },
    (damage, { headerRecords, recordsBefore, start }) =>
      csvRecords(
        text.open(damage, start),
        { dialect, file: text.name, headerRecords, recordsBefore, position: start?.position },
        limits,
      ),
    limits,
  );
};

async function* singleCells(lines: AsyncIterable<string[]>): AsyncGenerator<string[][]> {
  for await (const batch of lines) yield batch.map((line) => [line]);
}

const plainTable = (text: TextSource, limits: Limits): SourceTable => {
  const columns = [{ name: 'comment' }];
  return {
    name: text.name,
    shape: { format: 'text', ...text.shape },
    columns,
    rows: (resume) => {
      const damage: Damage = { found: resume?.point?.damaged ?? false };
      const rules = { file: text.name, columns, limits, damage };
      const cells = (start?: Start) => singleCells(linesOf(text.open(damage, start), limits.cellCharacters));
      const reading = { resume, damage };
      return eachOf(() =>
        numberedRows(
          recordsFrom(cells, reading),
          { headerRecords: 0, recordsBefore: recordsBefore(reading) },
          rules,
        ),
      );
    },
  };
};

/** The fields of JSON objects, if they are known. */
type Fields = readonly string[] | undefined;

/** The start of a text, and whether it is all of it. */
interface Sample {
  readonly head: Buffer;
  readonly complete: boolean;
}

/** The innermost extension: `.csv` of `may.csv` and `may.csv.gz`. */
const endingOf = (name: string): string => extname(name.toLowerCase().replace(/\.gz$/, ''));

const linesTable = (text: TextSource, { head, complete }: Sample, limits: Limits): Promise<SourceTable> => {
  const firstLine =
    head
      .subarray(0, 256)
      .toString()
      .trimStart()
      .split(/[\r\n]/)[0] ?? '';
  const promised = tableEndings.has(endingOf(text.name)) || headerWord.test(firstLine.trim());
  const dialect = sniffDialect(head, complete, { strict: !promised });
  return dialect === undefined
    ? Promise.resolve(plainTable(text, limits))
    : delimitedTable(text, dialect, limits);
};

const arrayTable = (text: TextSource, limits: Limits, fields: Fields): Promise<SourceTable> =>
  objectTable(
    { name: text.name, shape: { format: 'json', ...text.shape }, fields },
    (damage) => arrayItems(text.open(damage), limits, text.name),
    limits,
  );

/** A larger object would not fit into memory with what is made of it. */
const maxEnvelopeBytes = 48 * 1024 * 1024;

/** True where the sample may be the start of a single object: its first line is not one of several records. */
const mayBeEnvelope = (sample: Buffer): boolean => {
  const [, second = ''] = sample
    .toString()
    .trim()
    .split(/[\r\n]+/, 2);
  return isOneObject(sample) || second.trim() === '';
};

const parsedOrNothing = (json: Buffer): unknown => {
  try {
    return JSON.parse(json.toString());
  } catch {
    // Not one object: the reader of lines reports each broken one.
    return undefined;
  }
};

/** The records that an object packs, undefined where the text is anything else. */
const envelopeOf = async (text: TextSource, sample: Buffer): Promise<readonly JsonItem[] | undefined> => {
  if (!mayBeEnvelope(sample)) return undefined;
  const whole = await wholeOf(text);
  return whole && recordsIn(parsedOrNothing(whole))?.map((value) => ({ value }));
};

/** All of a text; undefined of a larger one. */
const wholeOf = async (text: TextSource): Promise<Buffer | undefined> => {
  const { head, complete } = await headOf(
    { name: text.name, open: () => text.open({ found: false }) },
    maxEnvelopeBytes,
  );
  return complete ? head : undefined;
};

/** A first record with a list of objects before any other brace. */
const startsWithGroup = /^\[?\s*\{[^{}]*\[\s*\{/;

const valuesOfLines = (whole: Buffer): readonly unknown[] =>
  whole
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parsedOrNothing(Buffer.from(line)));

/** The texts in groups; undefined where the records are none, or one of them is broken. */
const groupedOf = async (text: TextSource, sample: Buffer): Promise<readonly JsonItem[] | undefined> => {
  if (!startsWithGroup.test(sample.toString().trimStart())) return undefined;
  const whole = await wholeOf(text);
  if (whole === undefined) return undefined;
  const list = parsedOrNothing(whole);
  return textsOfGroups(Array.isArray(list) ? list : valuesOfLines(whole))?.map((value) => ({ value }));
};

const packedTable = (
  { packed, ...named }: NamedShape & { readonly packed: readonly JsonItem[] },
  limits: Limits,
): Promise<SourceTable> => objectTable(named, () => inOneBatch(packed), limits);

async function* inOneBatch<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  yield items;
}

const objectLinesTable = async (
  text: TextSource,
  { sample, fields }: { readonly sample: Buffer; readonly fields: Fields },
  limits: Limits,
): Promise<SourceTable> => {
  const packed = await envelopeOf(text, sample);
  if (packed !== undefined)
    return packedTable({ name: text.name, shape: { format: 'json', ...text.shape }, packed }, limits);
  if (isOneObject(sample)) {
    throw new VerbatimError('file-format-unsupported', 'the JSON is not a list', {
      file: text.name,
      expected: 'an array of objects, one object per line, or an object with a list of objects',
      got: 'one object over several lines',
    });
  }
  return objectTable(
    { name: text.name, shape: { format: 'jsonl', ...text.shape }, fields },
    (damage, start) => lineItems(text.open(damage, start), limits),
    limits,
  );
};

const hasBrokenLetters = (head: Buffer): boolean => brokenLetterEdits(head.toString()).length > 0;

const sampleOf = (text: TextSource): Promise<Sample> =>
  headOf({ name: text.name, open: () => text.open({ found: false }) }, sampleBytes);

/**
 * The table in a text: delimited, JSON, JSON Lines or one comment per line, by its content.
 *
 * @param fields those of its JSON objects, if they are known
 * @throws VerbatimError on an empty, unreadable or header-only text
 */
export const openText = async (
  source: ByteSource,
  limits: Limits,
  fields?: readonly string[],
): Promise<SourceTable> => {
  const encoding = await surveyEncoding(source.open(), source.name);
  const readable = textSourceOf(source, encoding);
  const sample = await sampleOf(readable);
  const { head } = sample;
  const text: TextSource = hasBrokenLetters(head)
    ? { ...readable, shape: { ...readable.shape, brokenLetters: true } }
    : readable;
  const content = textContentOf(head, source.name);
  if (content === 'json' || content === 'jsonl') {
    const packed = await groupedOf(text, head);
    if (packed !== undefined)
      return packedTable({ name: text.name, shape: { format: content, ...text.shape }, packed }, limits);
  }
  if (content === 'json') return arrayTable(text, limits, fields);
  if (content === 'jsonl') return objectLinesTable(text, { sample: head, fields }, limits);
  return linesTable(text, sample, limits);
};
