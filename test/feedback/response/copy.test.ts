import { describe, expect, test } from 'vitest';
import { latestCopies, overlapsByBatch } from '../../../lib/feedback/response/copy.ts';
import { exampleCopy, exampleDeparture } from '../../store/examples.ts';

const june = '2026-06-01T00:00:00.000Z';
const july = '2026-07-01T00:00:00.000Z';
const august = '2026-08-01T00:00:00.000Z';

const first = exampleCopy({ batchId: 'first', uploadedAt: june });
const second = exampleCopy({ batchId: 'second', uploadedAt: july, fingerprint: 'said-2' });
const third = exampleCopy({ batchId: 'third', uploadedAt: august });
const left = (from: string, to: string, uploadedAt: string) => exampleDeparture({ from, to, uploadedAt });

describe('the copy that counts', () => {
  test('belongs to the latest upload', () => {
    expect(latestCopies({ copies: [second, first], departures: [] })).toEqual([second]);
  });

  test('is none where a later upload moved the response elsewhere', () => {
    const departures = [left('second', 'third', august)];
    expect(latestCopies({ copies: [first, second], departures })).toEqual([]);
  });

  test('belongs to the upload that moved the response back', () => {
    const departures = [left('first', 'second', july)];
    expect(latestCopies({ copies: [first, third], departures })).toEqual([third]);
  });

  test('stays where the records of its batch are older than its upload', () => {
    const departures = [left('third', 'second', july)];
    expect(latestCopies({ copies: [third], departures })).toEqual([third]);
  });

  test('stays where another response or another batch moved', () => {
    const other = { ...left('first', 'second', july), responses: ['response-2'] };
    const departures = [other, left('else', 'second', july)];
    expect(latestCopies({ copies: [first], departures })).toEqual([first]);
  });
});

describe('a row that overlaps', () => {
  const counts = (content: Parameters<typeof overlapsByBatch>[0]) =>
    Object.fromEntries(
      [...overlapsByBatch(content)].map(([batchId, { duplicates, updates }]) => [
        batchId,
        [duplicates.length, updates.length],
      ]),
    );

  test('is an update in the cell that its response left', () => {
    expect(counts({ copies: [first], departures: [left('first', 'second', july)] })).toEqual({
      second: [0, 1],
    });
  });

  test('overlaps only with the upload just before it, in the cell where that has its response', () => {
    const departures = [left('first', 'second', july), left('first', 'fourth', august)];
    expect(counts({ copies: [first], departures })).toEqual({ second: [0, 1] });
    expect(counts({ copies: [first, third], departures })).toEqual({ second: [0, 1] });
  });

  test('is counted by its own file where another row of that file moved its response', () => {
    expect(counts({ copies: [first], departures: [left('first', 'first', june)] })).toEqual({});
  });

  test('is a duplicate or an update of the earlier copy', () => {
    expect(counts({ copies: [first, second], departures: [] })).toEqual({ second: [0, 1] });
    expect(counts({ copies: [first, third], departures: [] })).toEqual({ third: [1, 0] });
  });
});
