import { describe, expect, test } from 'vitest';
import { VerbatimError } from '../../../lib/errors.ts';
import { batchIdOf, effectiveMapping } from '../../../lib/feedback/mapping/effective-mapping.ts';
import type { Mapping } from '../../../lib/feedback/mapping/mapping.ts';
import {
  checkColumns,
  mergeOverrides,
  parseMappingFile,
  parseMappingFlags,
} from '../../../lib/feedback/mapping/mapping-override.ts';
import { nearNames } from '../../../lib/feedback/mapping/near-names.ts';

const failure = (attempt: () => unknown): VerbatimError => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof VerbatimError) return error;
  }
  throw new Error('expected a VerbatimError');
};

describe('flags', () => {
  test('name a field and its column, with details after it', () => {
    expect(
      parseMappingFlags([
        'nps=Q1',
        'submittedAt=Date:day-first',
        'ces=Effort:1-7:easy',
        'ignored=Foo',
        'timeZone=Europe/Berlin',
      ]),
    ).toEqual({
      columns: { Q1: 'nps', Date: 'submittedAt:day-first', Effort: 'ces:1-7:easy', Foo: 'ignored' },
      timeZone: 'Europe/Berlin',
    });
  });

  test('allow a colon in a column name', () => {
    expect(parseMappingFlags(['ces=Effort: how much?:1-7:effort']).columns).toEqual({
      'Effort: how much?': 'ces:1-7:effort',
    });
    expect(parseMappingFlags(['comment=Notes: easy']).columns).toEqual({ 'Notes: easy': 'comment' });
  });

  test('are refused with similar names', () => {
    expect(failure(() => parseMappingFlags(['coment=Text'])).details.expected).toBe('comment');
    expect(failure(() => parseMappingFlags(['nps'])).code).toBe('mapping-invalid');
    expect(failure(() => parseMappingFlags(['timeZone=Mars'])).details.got).toBe('Mars');
  });
});

describe('a mapping file', () => {
  test('may be full or partial', () => {
    const said = {
      columns: {
        Q1: 'nps',
        Effort: { field: 'rating', scale: { metric: 'ces', min: 1, max: 7, direction: 'easy' } },
      },
      independent: true,
      dateOrder: 'day-first',
    };
    expect(parseMappingFile(JSON.stringify(said), 'a.mapping.json')).toEqual(said);
    expect(parseMappingFile('{}', 'a.mapping.json')).toEqual({});
  });

  test('is refused with the place of the error', () => {
    const refused = (text: string) => failure(() => parseMappingFile(text, 'a.mapping.json'));
    expect(refused('{').message).toBe('not valid JSON');
    expect(refused('{"column":{}}').toString()).toMatch(/a\.mapping\.json.*column/);
    expect(refused('{"timeZone":"Mars"}').message).toMatch(/^timeZone/);
    expect(refused('{"columns":{"A":"npss"}}').details).toMatchObject({
      file: 'a.mapping.json',
      expected: 'nps',
    });
    expect(refused('{"columns":{"A":"nps:day-first"}}').message).toMatch(/day-first/);
  });
});

test('of several overrides the latest wins, column by column', () => {
  expect(
    mergeOverrides(
      { columns: { A: 'nps', B: 'comment' }, timeZone: 'UTC' },
      { columns: { A: 'ignored' } },
      { timeZone: 'Europe/Paris' },
    ),
  ).toEqual({ columns: { A: 'ignored', B: 'comment' }, timeZone: 'Europe/Paris' });
  expect(mergeOverrides()).toEqual({});
});

test('an unknown column is refused with similar names', () => {
  const error = failure(() =>
    checkColumns({ columns: { Coment: 'comment' } }, ['Date', 'Comment'], 'may.csv'),
  );
  expect(error.details).toMatchObject({ file: 'may.csv', column: 'Coment', expected: '"Comment"' });
});

test('similar names are few, nearest first', () => {
  expect(nearNames('score', ['Score 2', 'scores', 'core', 'date'])).toEqual(['Score 2', 'scores', 'core']);
  expect(nearNames('zzz', ['date'])).toEqual([]);
});

describe('the effective mapping', () => {
  const mapping: Mapping = {
    columns: [
      {
        column: 'Text',
        meaning: { field: 'comment', role: 'open' },
        confidence: 0.9,
        because: 'x',
        samples: ['a'],
      },
      { column: 'IP', meaning: { field: 'ignored', reason: 'y' }, confidence: 1, because: 'y', samples: [] },
    ],
    timeZone: 'UTC',
    touchpoint: { from: 'key', value: 'support' },
    voice: 'customer',
    solicited: true,
    source: 'file',
    independent: false,
    questions: [],
    warnings: [],
  };

  test('excludes samples, confidences, reasons, questions and the order of keys', () => {
    const same: Mapping = {
      ...mapping,
      columns: [
        {
          column: 'Text',
          meaning: { role: 'open', field: 'comment' },
          confidence: 1,
          because: 'z',
          samples: [],
        },
        {
          column: 'IP',
          meaning: { field: 'ignored', reason: 'z' },
          confidence: 0,
          because: 'z',
          samples: [],
        },
      ],
      questions: [{ code: 'date-order', ask: '?', options: [] }],
    };
    expect(effectiveMapping(same)).toBe(effectiveMapping(mapping));
  });

  test('differs, and so does the batch, where results would differ', () => {
    const moved: Mapping = { ...mapping, touchpoint: { from: 'key', value: 'store' } };
    expect(batchIdOf('content', moved)).not.toBe(batchIdOf('content', mapping));
    expect(batchIdOf('other', mapping)).not.toBe(batchIdOf('content', mapping));
    expect(batchIdOf('content', mapping)).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});
