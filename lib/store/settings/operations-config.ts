import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import type { ObjectStore } from '../object-store.ts';
import { readChecked } from '../objects/read-checked.ts';

/** Series and outcomes that a team imported to compare with its scores, under `config/` of the bucket. */

/** Values of an operational series: touchpoint, day, value. */
const storedSeries = z.object({
  name: z.string(),
  importedAt: z.iso.datetime(),
  values: z.array(z.tuple([z.string(), z.string(), z.number()])),
});
export type StoredSeries = z.infer<typeof storedSeries>;

/** The outcome of responses, 0 or 1: by Verbatim's id of the response, the source's own, or the keyed hash of the respondent. */
const storedOutcome = z.object({
  name: z.string(),
  importedAt: z.iso.datetime(),
  values: z.array(z.tuple([z.string(), z.union([z.literal(0), z.literal(1)])])),
});
export type StoredOutcome = z.infer<typeof storedOutcome>;

const storedIndex = z.object({ series: z.array(z.string()), outcomes: z.array(z.string()) });
export type OperationsIndex = z.infer<typeof storedIndex>;

const keys = {
  index: 'config/operations.json',
  series: (name: string): string => `config/series/${name}.json`,
  outcomes: (name: string): string => `config/outcomes/${name}.json`,
} as const;

type Reading = Pick<ObjectStore, 'read'>;
type Writing = Pick<ObjectStore, 'write' | 'readTagged' | 'replace'>;

const noOperations: OperationsIndex = { series: [], outcomes: [] };

/** The names of all imports. */
export const readOperations = async (objects: Reading): Promise<OperationsIndex> =>
  (await readChecked(objects, keys.index, storedIndex)) ?? noOperations;

/** All series, by name, each by `touchpoint#day`. */
export const readSeriesValues = async (
  objects: Reading,
): Promise<Map<string, ReadonlyMap<string, number>>> => {
  const { series } = await readOperations(objects);
  const all = new Map<string, ReadonlyMap<string, number>>();
  for (const name of series) {
    const stored = await readChecked(objects, keys.series(name), storedSeries);
    const values = (stored?.values ?? []).map(
      ([touchpoint, day, value]) => [`${touchpoint}#${day}`, value] as const,
    );
    all.set(name, new Map(values));
  }
  return all;
};

/** An outcome by id of the response. Throws `not-found` if none of that name was imported. */
export const readOutcome = async (objects: Reading, name: string): Promise<ReadonlyMap<string, 0 | 1>> => {
  const { outcomes } = await readOperations(objects);
  const stored = outcomes.includes(name)
    ? await readChecked(objects, keys.outcomes(name), storedOutcome)
    : undefined;
  if (stored !== undefined) return new Map(stored.values);
  throw new VerbatimError('not-found', 'outcome not found', {
    got: name,
    expected: outcomes.join(', ') || 'verbatim import-series FILE --outcome NAME',
  });
};

const withName = (names: readonly string[], name: string): string[] =>
  [...new Set([...names, name])].toSorted();

/** The loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 20;

/** Changes the index as it is now: of two who change it at once, the second reads it again. */
const changeIndex = async (
  objects: Writing,
  change: (index: OperationsIndex) => OperationsIndex,
): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await objects.readTagged(keys.index);
    const index = before === undefined ? noOperations : storedIndex.parse(JSON.parse(before.body.toString()));
    const condition = { tag: before?.tag, notes: before?.notes ?? {} };
    if (await objects.replace(keys.index, JSON.stringify(change(index)), condition)) return;
  }
  throw new VerbatimError('changed-meanwhile', `${keys.index} changed during each of ${attempts} attempts`, {
    expected: 'try again',
  });
};

/** Stores a series, replacing the one of that name. Its values are written before its name. */
export const saveSeries = async (objects: Writing, series: StoredSeries): Promise<void> => {
  await objects.write(keys.series(series.name), JSON.stringify(series));
  await changeIndex(objects, (index) => ({ ...index, series: withName(index.series, series.name) }));
};

/** Removes the values of some responses and respondents from all outcomes, if `apply`; returns how many there are. */
export const removeOutcomes = async (
  objects: Pick<ObjectStore, 'read' | 'write'>,
  ids: ReadonlySet<string>,
  apply: boolean,
): Promise<number> => {
  let found = 0;
  for (const name of (await readOperations(objects)).outcomes) {
    const stored = await readChecked(objects, keys.outcomes(name), storedOutcome);
    if (stored === undefined) continue;
    const values = stored.values.filter(([id]) => !ids.has(id));
    found += stored.values.length - values.length;
    if (apply && values.length < stored.values.length)
      await objects.write(keys.outcomes(name), JSON.stringify({ ...stored, values }));
  }
  return found;
};

/** Stores an outcome, replacing the one of that name. */
export const saveOutcome = async (objects: Writing, outcome: StoredOutcome): Promise<void> => {
  await objects.write(keys.outcomes(outcome.name), JSON.stringify(outcome));
  await changeIndex(objects, (index) => ({ ...index, outcomes: withName(index.outcomes, outcome.name) }));
};
