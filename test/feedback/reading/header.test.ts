import { describe, expect, test } from 'vitest';
import { exporterOf } from '../../../lib/feedback/reading/exporters.ts';
import { headerOf } from '../../../lib/feedback/reading/header.ts';
import { uniqueNames } from '../../../lib/feedback/reading/names.ts';
import { failure, read } from './reading.ts';

describe('column names', () => {
  test('a second header named Comment gets a number', () => {
    expect(uniqueNames(['Comment', 'Comment', 'Comment'])).toEqual(['Comment', 'Comment (2)', 'Comment (3)']);
  });

  test('a number that is already used is skipped', () => {
    expect(uniqueNames(['a', 'a (2)', 'a'])).toEqual(['a', 'a (2)', 'a (3)']);
    expect(uniqueNames(['a', 'a', 'a (2)'])).toEqual(['a', 'a (2)', 'a (2) (2)']);
  });

  test('a name contains no NUL, no broken byte and no terminal command', async () => {
    expect(uniqueNames(['Com\0ment', 'Gr\ufffe\ufffee', 'a\u001b[31m\tb'])).toEqual([
      'Com\ufffdment',
      'Gr\ufffd\ufffde',
      'a [31m b',
    ]);
  });

  test('an endless header cell is cut', () => {
    expect(uniqueNames(['x'.repeat(2_000_000), 'x'.repeat(1_001)]).map(({ length }) => length)).toEqual([
      1000, 1004,
    ]);
  });

  test('a column without a name is named by its position', () => {
    expect(uniqueNames(['', 'a', '  '])).toEqual(['column 1', 'a', 'column 3']);
  });

  test('spaces around a name and line breaks in it are ignored', () => {
    expect(uniqueNames([' score ', 'What is the\r\nmain reason?'])).toEqual([
      'score',
      'What is the main reason?',
    ]);
  });

  test('no header gives no names', () => {
    expect(uniqueNames([])).toEqual([]);
  });
});

describe('Qualtrics', () => {
  const id = (name: string, zone = '') =>
    `"{""ImportId"":""${name}""${zone === '' ? '' : `,""timeZone"":""${zone}""`}}"`;
  const content = (zone: string) =>
    [
      'StartDate,Status,Q1_NPS_GROUP,Q2',
      'Start Date,Response Type,"How likely are you, all\nin all? - Group",What is the main reason?',
      [id('startDate', zone), id('status'), id('QID1_NPS_GROUP'), id('QID2_TEXT')].join(','),
      '2026-05-01 10:00:00,IP Address,Promoter,Fast',
      '2026-05-01 11:00:00,Survey Preview,Passive,',
    ].join('\n');

  test('three header rows give names, wordings and the time zone', async () => {
    const { table, cells } = await read('q.csv', content('America/Denver'));
    expect(table.shape.exportedBy).toBe('qualtrics');
    expect(table.timeZone).toBe('America/Denver');
    expect(table.columns).toEqual([
      { name: 'StartDate', question: 'Start Date' },
      { name: 'Status', question: 'Response Type' },
      { name: 'Q1_NPS_GROUP', question: 'How likely are you, all in all? - Group' },
      { name: 'Q2', question: 'What is the main reason?' },
    ]);
    expect(cells).toEqual([
      ['2026-05-01 10:00:00', 'IP Address', 'Promoter', 'Fast'],
      ['2026-05-01 11:00:00', 'Survey Preview', 'Passive', ''],
    ]);
  });

  test('the first row after three header rows is row 1', async () => {
    const { table } = await read('q.csv', content('Z'));
    for await (const row of table.rows()) {
      expect(row.row).toBe(1);
      break;
    }
  });

  test('the time zone Z is UTC', async () => {
    expect((await read('q.csv', content('Z'))).table.timeZone).toBe('UTC');
  });

  test('an export without responses has a header only', async () => {
    expect(await failure('q.csv', content('Z').split('\n').slice(0, 4).join('\n'))).toBe(
      'q.csv: the file has a header but no rows (expected at least one row of data, got 3 header rows) [file-header-only]',
    );
  });

  test('the row of an error counts from the first response', async () => {
    const broken = `${content('Z')}\n2026,x,"never closed,`;
    expect(await failure('q.csv', broken)).toMatch(/^q.csv, row 3: a quoted cell is not closed/);
  });
});

describe('SurveyMonkey', () => {
  const content = [
    'Respondent ID,Collector ID,Start Date,How likely are you?,Which of these?,,Any words for us?',
    ',,,Response,Price,Staff,Open-Ended Response',
    '1001,7,05/01/2026,9,Price,,Thanks',
  ].join('\n');

  test('two header rows give names and questions', async () => {
    const { table, cells } = await read('s.csv', content);
    expect(table.shape.exportedBy).toBe('surveymonkey');
    expect(table.columns).toEqual([
      { name: 'Respondent ID' },
      { name: 'Collector ID' },
      { name: 'Start Date' },
      { name: 'How likely are you?' },
      { name: 'Which of these?: Price', question: 'Which of these?' },
      { name: 'Which of these?: Staff', question: 'Which of these?' },
      { name: 'Any words for us?' },
    ]);
    expect(cells).toEqual([['1001', '7', '05/01/2026', '9', 'Price', '', 'Thanks']]);
  });

  test('an export with one header row keeps its first response', async () => {
    const { cells } = await read('s.csv', 'Respondent ID,Collector ID,Comment\n1001,7,Thanks\n');
    expect(cells).toEqual([['1001', '7', 'Thanks']]);
  });
});

test.each([
  ['google-forms', ['Timestamp', 'How was your visit today?']],
  ['google-forms', ['Zeitstempel', 'Wie war Ihr Besuch?']],
  ['typeform', ['#', 'How was it?', 'Start Date (UTC)', 'Submit Date (UTC)', 'Network ID']],
  ['zendesk', ['id', 'subject', 'satisfaction_rating.score', 'satisfaction_rating.comment']],
  ['app-store', ['id', 'reviewerNickname', 'territory', 'createdDate', 'rating', 'title', 'body']],
  ['google-play', ['Package Name', 'App Version Code', 'Star Rating', 'Review Title', 'Review Text']],
  ['google-play', ['userName', 'score', 'content', 'at']],
  [undefined, ['timestamp', 'score', 'comment']],
  [undefined, []],
])('%s is known by its columns', (exporter, names) => {
  expect(exporterOf(names)).toBe(exporter);
});

test('a file without records is empty', () => {
  expect(() => headerOf([], 'x.csv', 10)).toThrow(expect.objectContaining({ code: 'file-empty' }));
});

test('as many columns as the limit are accepted', () => {
  expect(
    headerOf(
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'x.csv',
      2,
    ).columns,
  ).toHaveLength(2);
  expect(() =>
    headerOf(
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'x.csv',
      1,
    ),
  ).toThrow(expect.objectContaining({ code: 'too-many-columns' }));
});
