import type { CellName } from '../../feedback/response/copy.ts';
import { feedbackColumns } from '../../lake/feedback-table.ts';
import { parquetRows } from '../../lake/read-parquet.ts';
import { monthOfCell, objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { type LakeState, readLakeState, replaceLakeState } from '../lake/lake-state.ts';
import { isChangedMeanwhile, writeLakeFile } from '../lake/write-file.ts';
import type { PersonSearch } from './batch-objects.ts';

/** Finds and removes responses in the tables for analysis. */

interface Objects {
  readonly objects: ObjectStore;
}

type Person = Pick<PersonSearch, 'responseIds' | 'apply'>;

const rowsIn = async ({ objects }: Objects, path: string, ids: ReadonlySet<string>): Promise<number> => {
  const file = await objects.open(objectKeys.lake(path));
  if (file === undefined) return 0;
  let found = 0;
  for await (const rows of parquetRows(file, ['response_id']))
    found += rows.filter((row) => ids.has(String(row['response_id']))).length;
  return found;
};

const attempts = 20;

const isRewritten = async (
  { objects }: Objects,
  path: string,
  ids: ReadonlySet<string>,
): Promise<boolean> => {
  const file = await objects.open(objectKeys.lake(path));
  if (file === undefined) return true;
  const content = {
    path,
    columns: feedbackColumns,
    async *rows() {
      for await (const rows of parquetRows(file))
        yield rows.filter((row) => !ids.has(String(row['response_id'])));
    },
  };
  try {
    await writeLakeFile(objects, content, { tag: file.tag });
    return true;
  } catch (error) {
    if (!isChangedMeanwhile(error)) throw error;
    return false;
  }
};

/** Another erasure or a nightly run may write the same file: then it is read again. */
const rewrite = async (objects: Objects, path: string, ids: ReadonlySet<string>): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) if (await isRewritten(objects, path, ids)) return;
  throw new Error('a file of the tables changed during each attempt to rewrite it');
};

/** The paths of files with responses of these months. */
const pathsOf = ({ files }: LakeState, months: ReadonlySet<string>): string[] =>
  Object.entries(files)
    .filter(([, known]) => known.months.some((month) => months.has(month)))
    .map(([path]) => path);

const withoutMarks = ({ files, erasures }: LakeState, paths: readonly string[]): LakeState => ({
  erasures: erasures + 1,
  files: Object.fromEntries(
    Object.entries(files).map(([path, known]) => [
      path,
      paths.includes(path) ? { months: known.months } : known,
    ]),
  ),
});

/** Has files written anew by the next run, and a run that is writing them now begin anew: it may have read the person before. */
const dropMarks = async (
  { objects }: Objects,
  touchpoint: string,
  paths: readonly string[],
): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { state, tag } = await readLakeState(objects, touchpoint);
    if (tag === undefined) return;
    if (await replaceLakeState(objects, touchpoint, { state: withoutMarks(state, paths), tag })) return;
  }
  throw new Error('the state of the tables changed during each attempt to change it');
};

/** What the tables hold of a person. */
export interface FoundInLake {
  readonly rows: number;
  /** Keys of the files with those rows. */
  readonly files: readonly string[];
}

/** The same in the files of one touchpoint. */
const searchFiles = async (
  effects: Objects,
  paths: readonly string[],
  { responseIds, apply }: Person,
): Promise<FoundInLake> => {
  const files: string[] = [];
  let rows = 0;
  for (const path of paths) {
    const found = await rowsIn(effects, path, responseIds);
    if (found === 0) continue;
    rows += found;
    files.push(objectKeys.lake(path));
    if (apply) await rewrite(effects, path, responseIds);
  }
  return { rows, files };
};

/** The paths of files with responses of some cells, by touchpoint. */
const pathsWith = async (
  { objects }: Objects,
  cells: readonly CellName[],
): Promise<(readonly [touchpoint: string, paths: readonly string[]])[]> => {
  const found: (readonly [string, readonly string[]])[] = [];
  for (const [touchpoint, own] of Map.groupBy(cells, (cell) => cell.touchpoint)) {
    const { state } = await readLakeState(objects, touchpoint);
    found.push([touchpoint, pathsOf(state, new Set(own.map(({ cell }) => monthOfCell(cell))))]);
  }
  return found;
};

/**
 * The rows of a person in the files of the months that the person has responses in. With `apply` the files are rewritten without them: after
 * the copies are removed, so that no later run finds them.
 */
export const searchLake = async (
  effects: Objects,
  cells: readonly CellName[],
  person: Person,
): Promise<FoundInLake> => {
  const found: FoundInLake[] = [];
  for (const [touchpoint, paths] of await pathsWith(effects, cells)) {
    if (person.apply) await dropMarks(effects, touchpoint, paths);
    found.push(await searchFiles(effects, paths, person));
    // A run that ended between has marked files that were then rewritten from older rows.
    if (person.apply) await dropMarks(effects, touchpoint, paths);
  }
  return {
    rows: found.reduce((sum, { rows }) => sum + rows, 0),
    files: found.flatMap(({ files }) => files),
  };
};

/**
 * Removes the files with responses of some cells, after copies were removed from them: an erasure could no longer tell whose rows are in
 * the files. The next night writes them anew.
 */
export const removeLakeFiles = async (effects: Objects, cells: readonly CellName[]): Promise<void> => {
  for (const [touchpoint, paths] of await pathsWith(effects, cells)) {
    if (paths.length > 0) await dropMarks(effects, touchpoint, paths);
    for (const path of paths) await effects.objects.remove(objectKeys.lake(path));
  }
};
