import { VerbatimError } from '../../../errors.ts';
import { exporterOf } from '../exporters.ts';
import type { Limits } from '../limits.ts';
import { uniqueNames } from '../names.ts';
import { eachOf, type RowRules, rowOf } from '../rows.ts';
import type { NamedShape, SourceColumn, SourceRow, SourceTable } from '../source.ts';
import type { Damage } from '../text/encoding.ts';
import { recordsBefore, recordsFrom, type Start } from '../text/reading-point.ts';
import { flattened, isJsonObject } from './flatten.ts';
import type { JsonItem } from './parse-json.ts';

/** JSON values in batches, from the start of a file or from elsewhere on. */
export type Items = (damage: Damage, start?: Start) => AsyncIterable<readonly JsonItem[]>;

type Fields = ReadonlyMap<string, string>;

interface Flaw {
  readonly code: 'row-unreadable' | 'cell-too-large';
  readonly got: string;
}

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return 'a plain value';
};

const fieldsOf = (item: JsonItem): Fields | Flaw => {
  if ('wrong' in item) {
    return item.wrong === 'broken'
      ? { code: 'row-unreadable', got: 'invalid JSON' }
      : { code: 'cell-too-large', got: 'a record that is too large' };
  }
  if (!isJsonObject(item.value)) return { code: 'row-unreadable', got: kindOf(item.value) };
  try {
    return flattened(item.value);
  } catch (error) {
    if (error instanceof RangeError) return { code: 'row-unreadable', got: 'objects nested too deeply' };
    throw error;
  }
};

const isFlaw = (fields: Fields | Flaw): fields is Flaw => !(fields instanceof Map);

/** What a first reading of all objects finds out: every field of any of them, in the order of appearance. */
interface Survey {
  readonly keys: readonly string[];
  readonly objects: number;
  readonly flaws: number;
  readonly firstFlaw?: Flaw;
}

const refuseTooMany = (keys: ReadonlySet<string>, file: string, maxColumns: number): void => {
  if (keys.size <= maxColumns) return;
  throw new VerbatimError('too-many-columns', 'the objects have too many fields', {
    file,
    expected: `at most ${maxColumns} in total`,
    got: 'more',
  });
};

const surveyed = async (items: Items, file: string, maxColumns: number): Promise<Survey> => {
  const keys = new Set<string>();
  let objects = 0;
  let firstFlaw: Flaw | undefined;
  let flaws = 0;
  for await (const batch of items({ found: false })) {
    for (const fields of batch.map(fieldsOf)) {
      if (isFlaw(fields)) {
        firstFlaw ??= fields;
        flaws += 1;
      } else {
        objects += 1;
        for (const key of fields.keys()) keys.add(key);
        refuseTooMany(keys, file, maxColumns);
      }
    }
  }
  return { keys: [...keys], objects, flaws, ...(firstFlaw === undefined ? {} : { firstFlaw }) };
};

const checkSurvey = ({ objects, flaws, firstFlaw }: Survey, file: string): void => {
  if (objects > 0) return;
  if (flaws === 0) throw new VerbatimError('file-empty', 'the file has no records', { file });
  throw new VerbatimError('file-format-unsupported', 'the JSON has no objects', {
    file,
    expected: 'an array of objects, or one object per line',
    ...(firstFlaw === undefined ? {} : { got: firstFlaw.got }),
  });
};

const fieldsIn = async (items: Items, file: string, maxColumns: number): Promise<readonly string[]> => {
  const survey = await surveyed(items, file, maxColumns);
  checkSurvey(survey, file);
  return survey.keys;
};

const flawedRow = ({ code, got }: Flaw, row: number, rules: RowRules): SourceRow => ({
  row,
  cells: rules.columns.map(() => ''),
  problem: new VerbatimError(code, "the record can't be read", {
    file: rules.file,
    row,
    expected: 'a JSON object',
    got,
  }),
});

async function* objectRows(
  batches: AsyncIterable<readonly JsonItem[]>,
  { keys, rules }: { readonly keys: readonly string[]; readonly rules: RowRules },
  rowsBefore: number,
): AsyncGenerator<SourceRow[]> {
  let rowsRead = rowsBefore;
  for await (const batch of batches) {
    const firstRow = rowsRead + 1;
    rowsRead += batch.length;
    yield batch.map((item, index) => {
      const fields = fieldsOf(item);
      if (isFlaw(fields)) return flawedRow(fields, firstRow + index, rules);
      const cells = keys.map((key) => fields.get(key) ?? '');
      return rowOf(cells, firstRow + index, rules);
    });
  }
}

const columnsOf = (keys: readonly string[]): readonly SourceColumn[] =>
  uniqueNames(keys).map((name) => ({ name }));

/**
 * A table of JSON objects: a column for every field that any of them has, which takes one reading of the file before the
 * rows are read, unless the fields are known. A value that is not an object, a broken line and an oversized record are their row's problem.
 *
 * @throws VerbatimError `file-empty` without any value, `file-format-unsupported` without any object, `too-many-columns`
 */
export const objectTable = async (
  { name, shape, fields: known }: NamedShape & { readonly fields?: readonly string[] | undefined },
  items: Items,
  limits: Limits,
): Promise<SourceTable> => {
  const keys = known ?? (await fieldsIn(items, name, limits.columns));
  const columns = columnsOf(keys);
  const exportedBy = exporterOf(columns.map((column) => column.name));
  return {
    name,
    shape: exportedBy === undefined ? shape : { ...shape, exportedBy },
    columns,
    fields: keys,
    rows: (resume) => {
      // An escape (\u0000) writes a NUL that no byte shows, so every row is searched.
      const damage: Damage = { found: true };
      const rules = { file: name, columns, limits, damage };
      const reading = { resume, damage };
      const batches = () => recordsFrom((start) => items(damage, start), reading);
      return eachOf(() => objectRows(batches(), { keys, rules }, recordsBefore(reading)));
    },
  };
};
