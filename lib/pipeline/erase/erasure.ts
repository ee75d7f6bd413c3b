import { z } from 'zod';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { readChecked } from '../../store/objects/read-checked.ts';

/** An erasure of a person: its request, what was found, and at the end its certificate. */

const count = z.int().nonnegative();

/** Where data of a person can be, with how much is there. */
export const foundCounts = z.object({
  rawRows: count,
  chunkLines: count,
  rejects: count,
  /** Example cells kept with the mapping of a file that has rows of the person: all of them go. */
  samples: count,
  copies: count,
  reviews: count,
  departures: count,
  places: count,
  digestQuotes: count,
  outcomes: count,
  /** Rows of the tables for analysis; erasures from before there were any do not have it. */
  lakeRows: count.default(0),
});
export type FoundCounts = Readonly<z.infer<typeof foundCounts>>;

export const nothingFound: FoundCounts = {
  rawRows: 0,
  chunkLines: 0,
  rejects: 0,
  samples: 0,
  copies: 0,
  reviews: 0,
  departures: 0,
  places: 0,
  digestQuotes: 0,
  outcomes: 0,
  lakeRows: 0,
};

export const addFound = (left: FoundCounts, right: Partial<FoundCounts>): FoundCounts =>
  foundCounts.parse(
    Object.fromEntries(
      Object.entries(left).map(([place, number]) => [
        place,
        number + (new Map(Object.entries(right)).get(place) ?? 0),
      ]),
    ),
  );

/** Cells whose figures change, by touchpoint. */
const cells = z.record(z.string(), z.array(z.string()));

/** How far a search has come that ran out of time. */
const progress = z.object({
  /** Which one: before anything is removed (a preview has no other), the removal, or the one that checks it. */
  search: z.enum(['before', 'removal', 'after']),
  /** The last file, in the order of their keys, whose chunks were read; and the last one whose rows were. */
  chunksUpTo: z.string().exactOptional(),
  filesUpTo: z.string().exactOptional(),
  /** What chunks named. */
  responseIds: z.array(z.string()),
  sourceIds: z.array(z.string()),
  cells,
  found: foundCounts,
  files: z.array(z.string()),
  filesUnread: z.array(z.string()),
  /** A file that may take most of a function's time, and how often its search was begun in a function of its own. */
  trying: z.object({ key: z.string(), times: count }).exactOptional(),
});
export type Progress = Readonly<z.infer<typeof progress>>;

export const noProgress: Omit<Progress, 'search'> = {
  ...{ responseIds: [], sourceIds: [], cells: {}, found: nothingFound, files: [], filesUnread: [] },
};

export const erasure = z.object({
  id: z.string(),
  /** `asked`: not searched yet. `preview`: waits for a confirmation. `incomplete`: the last search still found something. */
  status: z.enum(['asked', 'preview', 'confirmed', 'done', 'incomplete']),
  /** ISO instants. */
  askedAt: z.string(),
  confirmedAt: z.string().exactOptional(),
  doneAt: z.string().exactOptional(),
  /** As it is in the files; only until the first search, which replaces it by its keyed hash. */
  respondent: z.string().exactOptional(),
  hash: z.string().exactOptional(),
  /** The ids of the person's responses, as Verbatim and as the source has them; only until it is done. */
  responseIds: z.array(z.string()).exactOptional(),
  sourceIds: z.array(z.string()).exactOptional(),
  cells: cells.exactOptional(),
  /** Files that have rows of the person, and those that were searched. */
  files: z.array(z.string()).exactOptional(),
  filesSearched: count.exactOptional(),
  /** Files that can't be read to their end: what they hold is not known, and stays. */
  filesUnread: z.array(z.string()).exactOptional(),
  found: foundCounts.exactOptional(),
  /** Present while a search waits for its next message. */
  progress: progress.exactOptional(),
  /** What the search after the erasure found. */
  remaining: foundCounts.exactOptional(),
});
export type Erasure = Readonly<z.infer<typeof erasure>>;

type Objects = Pick<ObjectStore, 'read' | 'write'>;

export const readErasure = (objects: Pick<Objects, 'read'>, id: string): Promise<Erasure | undefined> =>
  readChecked(objects, objectKeys.erasure(id), erasure);

export const writeErasure = (objects: Pick<Objects, 'write'>, written: Erasure): Promise<void> =>
  objects.write(objectKeys.erasure(written.id), JSON.stringify(written));

/** Places that an erasure can't reach, and until when. */
export interface OutOfReach {
  readonly place: string;
  /** ISO day; absent: for good. */
  readonly until?: string;
}

/** S3 removes what is a day old at the next midnight, and takes up to a day for it. */
const daysUntilRemoved = 3;

const dayAfter = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString().slice(0, 10);

/** @example outOfReachOf('2026-06-01T10:00:00Z')[0] // { place: 'point-in-time recovery of the tables', until: '2026-07-06' } */
export const outOfReachOf = (doneAt: string): OutOfReach[] => [
  { place: 'point-in-time recovery of the tables', until: dayAfter(doneAt, 35) },
  {
    place: 'uploads that were not confirmed, exports that wait for their download, and answers of queries',
    until: dayAfter(doneAt, daysUntilRemoved),
  },
  { place: 'digests that were sent by mail, and files that people downloaded' },
  { place: 'backups and copies outside of this deployment' },
];
