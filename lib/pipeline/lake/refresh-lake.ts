import pMap from 'p-map';
import { partition } from 'remeda';
import { VerbatimError } from '../../errors.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import { objectKeys, wholeTime } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Effects } from '../effects.ts';
import {
  type KnownFile,
  type LakeState,
  readLakeState,
  rememberTouchpoints,
  replaceLakeState,
  type TaggedState,
} from './lake-state.ts';
import { type LakeSource, markOf, type PlannedFile, planFiles } from './plan-files.ts';
import { isChangedMeanwhile, writeLakeFile } from './write-file.ts';

/**
 * Brings the tables for analysis up to date: every file is a function of what is stored, and is written again when that changed. Can be
 * repeated, and stopped at any point.
 */

export type LakeEffects = Pick<Effects, 'objects' | 'feedback' | 'summaries' | 'log'>;

export interface LakeContext {
  readonly effects: LakeEffects;
  readonly configuration: Pick<Configuration, 'metrics'>;
  /** The time left for this function. */
  readonly remainingMs: () => number;
}

/** Enough for the largest file of a month. */
const reserveMs = 300_000;

/** An erasure that comes between has the touchpoint begun anew. */
const attempts = 5;

/** A file before it is written: without its mark, and with the months of the version that is there besides those to come. */
const unwritten = ({ files }: LakeState, { path, months }: PlannedFile): KnownFile => ({
  months: [...new Set([...(files[path]?.months ?? []), ...months])].toSorted(),
});

const withMark = ({ mark, months }: PlannedFile): KnownFile => ({ mark, months: [...months] });

/** Every file that may exist after the first write is named before it: a file that nothing names would never be removed. */
const intentOf = (state: LakeState, changed: readonly PlannedFile[]): LakeState => ({
  erasures: state.erasures,
  files: {
    ...state.files,
    ...Object.fromEntries(changed.map((file) => [file.path, unwritten(state, file)])),
  },
});

/** What was done for a touchpoint. */
interface Refreshed {
  readonly written: number;
  readonly removed: number;
  /** Files that there was no time for. */
  readonly left: number;
}

interface Work {
  readonly planned: readonly PlannedFile[];
  readonly changed: readonly PlannedFile[];
  readonly gone: readonly string[];
}

/** @param touched paths whose marks say nothing: an earlier attempt changed those files, maybe after they were marked */
const workOf = (
  { files }: LakeState,
  planned: readonly PlannedFile[],
  touched: ReadonlySet<string>,
): Work => {
  const paths = new Set(planned.map(({ path }) => path));
  return {
    planned,
    changed: planned.filter(({ path, mark }) => files[path]?.mark !== mark || touched.has(path)),
    gone: Object.keys(files).filter((path) => !paths.has(path)),
  };
};

type Versions = ReadonlyMap<string, string | undefined>;

const readsAtOnce = 8;

const versionsOf = async (
  { objects }: Pick<LakeEffects, 'objects'>,
  files: readonly PlannedFile[],
): Promise<Versions> =>
  new Map(
    await pMap(files, async ({ path }) => [path, (await objects.open(objectKeys.lake(path)))?.tag] as const, {
      concurrency: readsAtOnce,
    }),
  );

/** What is done, and with what is known of it. */
interface Doing {
  readonly touchpoint: string;
  /** Those that are written over, as they were before the intent: a run that has written another one since knows more. */
  readonly versions: Versions;
  readonly touched: Set<string>;
  /** The state with the intent. */
  readonly begun: TaggedState;
}

interface Done {
  readonly left: readonly PlannedFile[];
  readonly state: TaggedState;
}

/** Marks a file that was written: a run that dies at a later one has it behind it. Undefined if an erasure or another run came between. */
const marked = (
  objects: LakeEffects['objects'],
  { touchpoint, begun }: Pick<Doing, 'touchpoint' | 'begun'>,
  file: PlannedFile,
): Promise<TaggedState | undefined> =>
  replaceLakeState(objects, touchpoint, {
    ...begun,
    state: { ...begun.state, files: { ...begun.state.files, [file.path]: withMark(file) } },
  });

/** Removes and writes files, as many as there is time for. Undefined if an erasure or another run came between. */
const doWork = async (
  { effects: { objects }, remainingMs }: LakeContext,
  { changed, gone }: Work,
  { touchpoint, versions, touched, begun }: Doing,
): Promise<Done | undefined> => {
  let state: TaggedState | undefined = begun;
  const { erasures } = begun.state;
  const mayEnd = async (): Promise<boolean> =>
    (await readLakeState(objects, touchpoint)).state.erasures === erasures;
  for (const path of gone) {
    touched.add(path);
    await objects.remove(objectKeys.lake(path));
  }
  for (const [index, file] of changed.entries()) {
    if (index > 0 && remainingMs() < reserveMs) return { left: changed.slice(index), state };
    touched.add(file.path);
    await writeLakeFile(objects, file, { tag: versions.get(file.path), mayEnd });
    state = await marked(objects, { touchpoint, begun: state }, file);
    if (state === undefined) return undefined;
  }
  return { left: [], state };
};

/** Whether a run has died, or had no time for a file: the next one begins at the other end, so that no file holds up all others. */
const isUnfinished = ({ files }: LakeState): boolean =>
  Object.values(files).some(({ mark }) => mark === undefined);

const undefinedIfChanged = (error: unknown): undefined => {
  if (!isChangedMeanwhile(error)) throw error;
};

/**
 * One attempt; undefined if an erasure or another run came between.
 *
 * @param touched paths of files that earlier attempts changed; those of this one are added
 */
const refreshOnce = async (
  context: LakeContext,
  source: LakeSource,
  { mark, touched }: { readonly mark: string; readonly touched: Set<string> },
): Promise<Refreshed | undefined> => {
  const { objects } = context.effects;
  const { touchpoint } = source;
  const before = await readLakeState(objects, touchpoint);
  if (before.state.mark === mark && touched.size === 0) return { written: 0, removed: 0, left: 0 };
  const planned = await planFiles(context.effects, source);
  const inOrder = isUnfinished(before.state) ? planned.toReversed() : planned;
  const work = workOf(before.state, inOrder, touched);
  const versions = await versionsOf(context.effects, work.changed);
  const intent = { ...before, state: intentOf(before.state, work.changed) };
  const begun = await replaceLakeState(objects, touchpoint, intent);
  if (begun === undefined) return undefined;
  const done = await doWork(context, work, { touchpoint, versions, touched, begun }).catch(
    undefinedIfChanged,
  );
  if (done === undefined) return undefined;
  const { left } = done;
  const unfinished = new Set(left.map(({ path }) => path));
  const files = Object.fromEntries(
    work.planned.map((file) => [
      file.path,
      unfinished.has(file.path) ? unwritten(before.state, file) : withMark(file),
    ]),
  );
  const { erasures } = before.state;
  const state = { files, erasures, ...(left.length === 0 ? { mark } : {}) };
  const ended = await replaceLakeState(objects, touchpoint, { ...done.state, state });
  if (ended === undefined) return undefined;
  const { changed, gone } = work;
  return { written: changed.length - left.length, removed: gone.length, left: left.length };
};

const refreshTouchpoint = async (
  context: LakeContext,
  touchpoint: string,
  settings: MetricsSettings,
): Promise<Refreshed> => {
  const touched = new Set<string>();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const key = { touchpoint, grain: 'all', period: wholeTime } as const;
    const [whole] = await context.effects.summaries.readRevisions([key]);
    const mark = markOf([settings, whole]);
    const refreshed = await refreshOnce(context, { touchpoint, settings, whole }, { mark, touched });
    if (refreshed !== undefined) return refreshed;
  }
  throw new VerbatimError(
    'conflict',
    'the tables of a touchpoint changed during each attempt to write them',
    {
      got: touchpoint,
    },
  );
};

/** A touchpoint at which the last run died, or had no time for a file, comes after all others. */
const finishedFirst = async (
  { objects }: Pick<LakeEffects, 'objects'>,
  touchpoints: readonly string[],
): Promise<readonly string[]> => {
  const isLeft = await pMap(
    touchpoints,
    // One that can't be read fails in its turn.
    (touchpoint) =>
      readLakeState(objects, touchpoint).then(
        ({ state }) => isUnfinished(state),
        () => true,
      ),
    { concurrency: readsAtOnce },
  );
  return partition([...touchpoints.entries()], ([index]) => isLeft[index] !== true)
    .flat()
    .map(([, touchpoint]) => touchpoint);
};

/** A touchpoint that there is no time for is left for the next run. */
const skipped: Refreshed = { written: 0, removed: 0, left: 1 };

const sumOf = (all: readonly Refreshed[], count: keyof Refreshed): number =>
  all.reduce((sum, one) => sum + one[count], 0);

/**
 * Writes the files of all touchpoints whose feedback or settings changed, and removes those that nothing is left of. Stops when the time is
 * short; the next run goes on. A touchpoint that fails costs none of the others; after all of them, the error of the first is thrown.
 */
export const refreshLake = async (context: LakeContext): Promise<void> => {
  const { effects, configuration, remainingMs } = context;
  const settings = await configuration.metrics();
  const headlines = await effects.summaries.readHeadlines('all', wholeTime, wholeTime);
  const current = headlines.map(({ touchpoint }) => touchpoint);
  const done: Refreshed[] = [];
  const failures: unknown[] = [];
  for (const touchpoint of await finishedFirst(
    effects,
    await rememberTouchpoints(effects.objects, current),
  )) {
    try {
      const isLate = remainingMs() < reserveMs;
      done.push(isLate ? skipped : await refreshTouchpoint(context, touchpoint, settings));
    } catch (error) {
      failures.push(error);
      const name = error instanceof Error ? error.name : typeof error;
      effects.log('tables not refreshed', { touchpoint, name });
    }
  }
  effects.log('tables refreshed', {
    written: sumOf(done, 'written'),
    removed: sumOf(done, 'removed'),
    left: sumOf(done, 'left'),
    failed: failures.length,
  });
  if (failures.length > 0) throw failures[0];
};
