import { describe, expect, test } from 'vitest';
import type { ColumnMeaning, Distribution, Mapping, MappingQuestion, TablePreview } from '../shared/api.ts';
import { blankTouchpoints, isOffScale } from './columns/notes.ts';
import { answerOf, questionsOf, shownQuestions, withAnswer } from './columns/questions.ts';
import { readingOf, scaleOf, withColumn } from './columns/read-as.ts';
import { reasonText } from './columns/reasons.ts';
import { answerSum, rowSum, rowsDone } from './ledger.ts';
import { mapped, mappingOf, nps } from './mapping-example.ts';
import { npsOf } from './upload/match.ts';
import { estimateOf, fileName, isListed } from './wording.ts';

const spread = (column: string, ...values: readonly (readonly [string, number])[]): Distribution => ({
  column,
  rows: values.reduce((sum, [, count]) => sum + count, 0),
  empty: 0,
  distinct: values.length,
  values: values.map(([value, count]) => ({ value, count })),
});
test('the list of files has the daily file of Verbatim itself only if something is wrong with it', () => {
  const canary = 'uploads/verbatim-canary/2026-06-20.csv';
  const files = [
    { objectKey: canary, status: 'complete' },
    { objectKey: canary, status: 'incomplete' },
    { objectKey: 'uploads/delivery/june.csv', status: 'complete' },
  ] as const;
  expect(files.map(isListed)).toEqual([false, true, true]);
});

test('rows that name no touchpoint are announced with the touchpoint that they are loaded under', () => {
  const column = { meaning: { field: 'touchpoint' } } as const;
  const blank = blankTouchpoints({ touchpoint: { from: 'column' } }, column, { empty: 3 });
  expect(blank).toEqual({ blank: { count: 3, touchpoint: 'unassigned' } });
  expect(blankTouchpoints({ touchpoint: { from: 'column' } }, column, { empty: 0 })).toEqual({});
});

describe('the ledger of a file', () => {
  const rows = {
    read: 400,
    accepted: 390,
    duplicate: 2,
    updated: 1,
    excluded: { test: 1 },
    rejected: { 'date-unreadable': 4, 'rating-out-of-scale': 2 },
  };

  test('has every row in one part, rejected rows separately', () => {
    const sum = rowSum({ rows });
    expect(sum?.balances).toBe(true);
    expect(sum?.parts.map(({ name, count, tone }) => [name, count, tone])).toEqual([
      ['accepted', 390, 'kept'],
      ['rejected', 6, 'rejected'],
      ['updated', 1, 'apart'],
      ['duplicate', 2, 'apart'],
      ['excluded', 1, 'apart'],
    ]);
  });

  test('tells rows without rating and comment apart', () => {
    const sum = rowSum({ rows: { ...rows, blank: 40 } });
    expect(sum?.balances).toBe(true);
    expect(sum?.parts.slice(0, 2).map(({ name, count }) => [name, count])).toEqual([
      ['accepted', 350],
      ['blank', 40],
    ]);
  });

  test('says when it does not add up', () => {
    expect(rowSum({ rows: { ...rows, accepted: 389 } })?.balances).toBe(false);
  });

  test('has no answers until the file is scored', () => {
    expect(answerSum({})).toBeUndefined();
  });

  test('counts completed rows by completed parts', () => {
    const progress = { chunksDone: 1, chunksFailed: 1, chunksTotal: 4, summariesDone: 0 };
    expect(rowsDone({ rows, progress })).toBe(200);
    expect(rowsDone({ progress })).toBe(0);
    expect(rowsDone({ rows, progress: { ...progress, chunksTotal: 0 } })).toBe(400);
  });
});

describe('a column', () => {
  test('has cells that are not on its scale, but not its codes for no answer', () => {
    const odd = (meaning: ColumnMeaning, ...values: readonly string[]): readonly string[] =>
      values.filter((value) => isOffScale(mapped('Q1', meaning), value));
    expect(odd(nps, '0', '10', '12', 'ten')).toEqual(['12', 'ten']);
    expect(odd({ ...nps, absent: ['-99'] }, '-99', '12')).toEqual(['12']);
    const scale = { metric: 'csat', min: 0, max: 1 } as const;
    expect(odd({ field: 'rating', scale, values: { good: 1, bad: 0 } }, 'good', 'fine')).toEqual(['fine']);
  });

  test('is described in the format of an override', () => {
    expect(readingOf(nps)).toBe('nps:transactional');
    expect(readingOf({ field: 'submittedAt', order: 'day-first' })).toBe('submittedAt:day-first');
    expect(readingOf({ field: 'submittedAt', order: 'excel-serial' })).toBe('submittedAt:number');
    expect(scaleOf(nps)).toEqual({ min: 0, max: 10 });
  });

  test('set back to its inferred meaning has no override', () => {
    const said = withColumn({ touchpoint: 'shop' }, 'Notes', 'ignored');
    expect(said).toEqual({ touchpoint: 'shop', columns: { Notes: 'ignored' } });
    expect(withColumn(said, 'Notes', undefined)).toEqual({ touchpoint: 'shop' });
  });
});

const effort: MappingQuestion = {
  code: 'ces-direction',
  column: 'Effort: ease',
  ask: '',
  options: ['ces=Effort: ease:1-7:easy', 'ces=Effort: ease:1-7:effort'],
};
const previewOf = (mapping: Mapping, ...distributions: readonly Distribution[]): TablePreview => ({
  file: 'may.csv',
  shape: { format: 'csv' },
  rows: { rows: 400, exact: true },
  estimate: { rows: 400, seconds: 71, dollars: 0.001, region: 'us-east-1' },
  mapping,
  distributions,
  mappingFile: {},
  loaded: [],
});
describe('a question', () => {
  test('finds the column in an answer even if its name contains a colon', () => {
    expect(answerOf('ces=Effort: ease:1-7:easy', ['Effort', 'Effort: ease'])).toEqual({
      option: 'ces=Effort: ease:1-7:easy',
      claim: 'ces:1-7:easy',
      column: 'Effort: ease',
    });
  });

  test('that cannot be answered can be set to ignore the column', () => {
    const [asked] = questionsOf(previewOf(mappingOf(effort)), mappingOf(effort), {});
    expect(asked?.answers.map(({ claim }) => claim)).toEqual(['ces:1-7:easy', 'ces:1-7:effort', 'ignored']);
    expect(asked?.given).toBeUndefined();
  });

  test('keeps its answer in the list once answered', () => {
    const [asked] = questionsOf(previewOf(mappingOf(effort)), mappingOf(effort), {});
    const answer = asked?.answers[1];
    if (answer === undefined) throw new Error('no second answer');
    const said = withAnswer({}, answer);
    expect(said).toEqual({ columns: { 'Effort: ease': 'ces:1-7:effort' } });
    const [again] = questionsOf(previewOf(mappingOf(effort)), mappingOf(), said);
    expect(again?.given).toEqual(answer);
  });

  test('waits while three others are open', () => {
    const four = ['a', 'b', 'c', 'd'].map((column) => ({ ...effort, column, options: [] }));
    const all = questionsOf(previewOf(mappingOf(...four)), mappingOf(...four), {});
    expect(shownQuestions(all).map(({ question }) => question.column)).toEqual(['a', 'b', 'c']);
    const answered = questionsOf(previewOf(mappingOf(...four)), mappingOf(), { columns: { a: 'ignored' } });
    expect(shownQuestions(answered).map(({ question }) => question.column)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('about the whole file is answered by confirming', () => {
    const budget = answerOf('confirm=over-budget', []);
    expect(withAnswer({}, budget)).toEqual({ confirm: ['over-budget'] });
    const sheet = answerOf('sheet=May: 2026', ['May']);
    expect(withAnswer({}, sheet)).toEqual({ sheet: 'May: 2026' });
  });
});

describe('a file', () => {
  test('is shown by its name, without the prefix of its upload', () => {
    expect(fileName('uploads/store/1e8cc082-may.csv')).toBe('may.csv');
    expect(fileName('uploads/may.zip', 'a.csv')).toBe('may.zip › a.csv');
  });

  test('costs nothing on this machine', () => {
    const table = (rows: number, dollars: number) => ({
      rows: { rows, exact: true },
      estimate: { rows, dollars, seconds: 90, region: 'us-east-1' },
    });
    expect(estimateOf([table(100_000, 0.08)], '127.0.0.1')).toEqual({ seconds: 250 });
    expect(estimateOf([], 'localhost')).toEqual({ seconds: 1 });
    expect(estimateOf([table(10, 0.3), table(10, 0.4)], 'feedback.example.org')).toEqual({
      seconds: 180,
      dollars: 0.7,
    });
    expect(estimateOf([table(10, 0.0001)], 'feedback.example.org').dollars).toBe(0.01);
  });
});

describe('the NPS of a file', () => {
  const mapping = { ...mappingOf(), columns: [mapped('Q1', nps)] };
  const scores = spread('Q1', ['0', 2], ['6', 1], ['7', 3], ['9', 5], ['10', 4], ['12', 1]);

  test('is counted over cells on its scale, with an interval', () => {
    const [found] = npsOf(previewOf(mapping, scores));
    expect(found).toMatchObject({ promoters: 9, passives: 3, detractors: 3, n: 15, nps: 40 });
    expect(found?.groups).toBeUndefined();
    expect([found?.low, found?.high].map((end) => Math.round(end ?? 0))).toEqual([-4, 70]);
  });

  test('says whether the groups in the file have the same counts', () => {
    const groups = spread('Group', ['Promoter', 9], ['Passive', 3], ['Detractor', 3]);
    expect(npsOf(previewOf(mapping, scores, groups))[0]?.groups).toMatchObject({ agree: true });
    const others = spread('Group', ['Promoter', 9], ['Passive', 3], ['Detractor', 4]);
    expect(npsOf(previewOf(mapping, scores, others))[0]?.groups).toMatchObject({
      agree: false,
      detractors: 4,
      withoutScore: 1,
    });
  });

  test('coded from 1 to 11 equals that of 0 to 10', () => {
    const values = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${index + 1}`, index]));
    const coded = { ...mapping, columns: [mapped('Q1', { ...nps, values })] };
    expect(npsOf(previewOf(coded, spread('Q1', ['11', 3], ['1', 1])))).toMatchObject([
      { promoters: 3, detractors: 1 },
    ]);
  });

  test('is missing in a file without such a column', () => {
    expect(npsOf(previewOf(mappingOf()))).toEqual([]);
  });
});

test('the reason for an ignored column is translated to German', () => {
  expect(reasonText('names an employee', 'de')).toBe('nennt Mitarbeiter');
  expect(reasonText('another id; "Id" is used', 'de')).toBe('noch eine Kennung; es gilt „Id“');
  expect(reasonText('something new', 'de')).toBe('something new');
  expect(reasonText('names an employee', 'en')).toBe('names an employee');
});
