import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MergedPlaces,
  mergePlaces,
  type PlacedRun,
  packMerged,
  placesOfRun,
  readMerged,
  withoutResponses,
} from '../../../../lib/feedback/response/identity/merged-places.ts';
import {
  createPlaces,
  idStartOf,
  type LeftCell,
  movedWithin,
  type PackedPlaces,
  readPlaces,
  sourceOfIds,
} from '../../../../lib/feedback/response/identity/places.ts';
import { movesAgainst } from '../../../../lib/feedback/response/identity/places-search.ts';
import { map } from '../../mapping/mapped.ts';
import { tableOf } from '../../table.ts';

/** A row: which response it is of, and the day it puts it to. */
type Row = readonly [response: number, day: number];

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const cellOf = (day: number): string => `2026-05-0${day}`;

const packed = (rows: readonly Row[]): PackedPlaces => {
  const places = createPlaces();
  for (const [response, day] of rows)
    places.meet(digestOf(`id ${response}`), digestOf(`said on ${day}`), ['delivery', cellOf(day)]);
  return readPlaces(Buffer.concat([...places.packed()]));
};

const lastDays = (rows: readonly Row[]): Map<number, number> => new Map(rows);

const expected = (gone: Iterable<readonly [response: number, day: number]>): Record<string, string[]> => {
  const cells = Map.groupBy(gone, ([, day]) => cellOf(day));
  return Object.fromEntries(
    [...cells].map(([cell, rows]) => [
      cell,
      [...new Set(rows.map(([response]) => idStartOf(digestOf(`id ${response}`))))].toSorted(),
    ]),
  );
};

const told = (cells: readonly LeftCell[]): Record<string, string[]> =>
  Object.fromEntries(cells.map(({ cell, responses }) => [cell, responses.toSorted()]));

const rowsOf = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 4 })), { maxLength: 60 });

const runNumbered = (index: number): PlacedRun => ({
  batchId: `batch-${index}`,
  runId: 'r1',
  uploadedAt: `2026-06-0${index + 1}T00:00:00.000Z`,
});

const movedBetween = (earlier: PackedPlaces, later: PackedPlaces): LeftCell[] => {
  const others = placesOfRun(runNumbered(0), earlier);
  return movesAgainst({ run: runNumbered(1), places: later }, others, others.entries).flatMap(
    ({ left }) => left,
  );
};

describe('the places of responses', () => {
  test('of two files give each response that is elsewhere in the later one', () => {
    fc.assert(
      fc.property(rowsOf, rowsOf, (earlier, later) => {
        const now = lastDays(later);
        const gone = [...lastDays(earlier)].filter(
          ([response, day]) => now.has(response) && now.get(response) !== day,
        );
        expect(told(movedBetween(packed(earlier), packed(later)))).toEqual(expected(gone));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('of one file give each cell that a later row of the response left', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const now = lastDays(rows);
        const gone = rows.filter(([response, day]) => now.get(response) !== day);
        expect(told(movedWithin(packed(rows)))).toEqual(expected(gone));
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test('without responses are empty, and nothing moved', () => {
    const [none, some] = [packed([]), packed([[1, 1]])];
    expect([movedBetween(none, some), movedBetween(some, none), movedWithin(none)]).toEqual([[], [], []]);
  });

  test('take twelve bytes per response', () => {
    const rows = Array.from({ length: 5000 }, (_, response): Row => [response, 1]);
    expect(packed(rows).standing.length).toBe(60_000);
  });

  test('take the same for each cell that was left', () => {
    const rows = Array.from({ length: 10_000 }, (_, row): Row => [row % 5000, row < 5000 ? 1 : 2]);
    const places = packed(rows);
    expect(places.left.length).toBe(60_000);
    expect(told(movedWithin(places))).toEqual(expected(rows.slice(0, 5000)));
  });

  test('have the same bytes in any order of the rows, except for the numbers of cells', () => {
    const rows = Array.from({ length: 100 }, (_, response): Row => [response, 1]);
    expect(packed(rows.toReversed())).toEqual(packed(rows));
  });
});

describe('the source of ids', () => {
  const sourceIn = async (columns: string[], rows: string[][], objectKey: string) =>
    sourceOfIds(await map(tableOf(columns, rows), { objectKey }));

  test('is missing where responses have no id of their own', async () => {
    const rows = [
      ['9', 'Good'],
      ['3', 'Bad'],
    ];
    expect(await sourceIn(['NPS', 'Comment'], rows, 'uploads/support/a.csv')).toBeUndefined();
  });

  test('is one for all folders where the file names the touchpoint, and one per folder where the folder does', async () => {
    const named = [
      ['T-1a', 'delivery', 'Good'],
      ['T-2b', 'checkout', 'Bad'],
    ];
    const columns = ['Ticket ID', 'Touchpoint', 'Comment'];
    const unnamed = named.map(([id = '', , comment = '']) => [id, comment]);
    expect(await sourceIn(columns, named, 'uploads/support/a.csv')).toBe('ticket-id');
    expect(await sourceIn(['Ticket ID', 'Comment'], unnamed, 'uploads/support/a.csv')).toBe(
      'ticket-id@support',
    );
    expect(await sourceIn(['Ticket ID', 'Comment'], unnamed, 'uploads/store/a.csv')).toBe('ticket-id@store');
  });
});

describe('merged places', () => {
  const runsOf = fc.array(rowsOf, { minLength: 2, maxLength: 5 });
  const mergedOf = (runs: readonly (readonly Row[])[], isKept: (run: PlacedRun) => boolean = () => true) =>
    mergePlaces(
      runs.map((rows, index) => placesOfRun(runNumbered(index), packed(rows))),
      isKept,
    );
  const movesIn = (own: readonly Row[], others: MergedPlaces) =>
    movesAgainst({ run: runNumbered(8), places: packed(own) }, others, others.entries)
      .map(({ other, left }) => [other.batchId, told(left)] as const)
      .toSorted(([left], [right]) => Number(left > right) - 1);

  test('give the same moves as each run alone, in any grouping, after being written and read', () => {
    fc.assert(
      fc.property(rowsOf, runsOf, fc.nat(4), (own, runs, cut) => {
        const alone = runs.flatMap((rows, index) =>
          movesIn(own, placesOfRun(runNumbered(index), packed(rows))),
        );
        const whole = mergedOf(runs);
        const parts = runs.map((rows, index) => placesOfRun(runNumbered(index), packed(rows)));
        const grouped = mergePlaces(
          [mergePlaces(parts.slice(0, cut), () => true), mergePlaces(parts.slice(cut), () => true)],
          () => true,
        );
        const read = readMerged(packMerged(grouped), grouped.entries.length / 16);
        expect(movesIn(own, whole)).toEqual(alone);
        expect(movesIn(own, read)).toEqual(alone);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test('of a run that was added twice are held once, and those of a run that no longer counts not at all', () => {
    const rows: Row[] = [
      [1, 1],
      [2, 1],
    ];
    const once = mergedOf([rows, rows]);
    expect(mergePlaces([once, once], () => true)).toEqual(once);
    expect(mergedOf([rows, rows], ({ batchId }) => batchId === 'batch-1').entries.length).toBe(32);
  });

  test('can be freed of single responses', () => {
    const merged = mergedOf([
      [
        [1, 1],
        [2, 1],
      ],
      [[1, 2]],
    ]);
    const hash = Buffer.from(digestOf('id 1'), 'base64url').toString('base64url', 0, 8);
    expect(withoutResponses(merged, new Set([hash])).entries.length).toBe(16);
  });
});
