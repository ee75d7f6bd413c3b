import { describe, expect, test } from 'vitest';
import { read } from './reading.ts';

const names = ['Score', 'Comment', 'Date'];
const rows = [
  ['9', 'Quick and friendly', '2026-05-14'],
  ['3', 'Late, and nobody called', '2026-05-15'],
  ['7', 'Fine', '2026-05-16'],
  ['10', 'Best shop in town', '2026-05-17'],
];
const quoted = (cell: string): string => (/[,;\t]/.test(cell) ? `"${cell}"` : cell);
const csv = (delimiter: string, ...records: readonly (readonly string[])[]): string =>
  `${records.map((record) => record.map(quoted).join(delimiter)).join('\r\n')}\r\n`;

describe('lines above the header', () => {
  test.each<[string, string]>([
    ['a title', csv(',', ['Customer survey Q2'], names, ...rows)],
    ['a title and a date', csv(';', ['Umfrage Filialen'], ['Erstellt am 17.05.2026'], names, ...rows)],
    ['empty lines of delimiters', csv(',', ['Feedback report', '', ''], ['', '', ''], names, ...rows)],
    ['a title with a delimiter in it', csv(';', ['Export; 14 May'], names, ...rows)],
    [
      'several lines',
      csv('\t', ['Acme Inc.'], ['Survey responses'], ['Filter: all'], ['Rows: 4'], names, ...rows),
    ],
    [
      'names with their values',
      csv(';', ['Umfrage Mai'], ['Zeitraum', '01.05.2026 - 31.05.2026'], ['Antworten:', '4'], names, ...rows),
    ],
    ['sep=;', `sep=;\r\n${csv(';', names, ...rows)}`],
    ['sep=,', `sep=,\r\n${csv(',', names, ...rows)}`],
    ['a quoted sep', `"sep=;"\n${csv(';', names, ...rows)}`],
    ['sep and a title', `sep=;\r\n${csv(';', ['Survey of May'], names, ...rows)}`],
    ['sep of tabs', `sep=\t\r\n${csv('\t', names, ...rows)}`],
  ])('%s: names and rows are those of the table', async (_, content) => {
    const table = await read('report.csv', content);
    expect(table.names).toEqual(names);
    expect(table.cells).toEqual(rows);
    expect(table.problems).toEqual({});
  });

  test('are not seen where the first line names the columns', async () => {
    expect((await read('may.csv', csv(',', names, ...rows))).names).toEqual(names);
    const sparse = await read(
      'may.csv',
      csv(',', ['Comment', '', ''], ['Good', '5', 'x'], ['Bad', '1', 'y']),
    );
    expect(sparse.names[0]).toBe('Comment');
    const comments = await read('may.csv', 'Comment\nGreat, but slow\nFine, thanks\nNo, never again\n');
    expect(comments.names[0]).toBe('Comment');
  });
});

describe('a header of two lines', () => {
  test('of a legacy survey export: codes, and names or wordings below', async () => {
    const first = ['V1', 'V2', 'V8', 'V9', 'Q1', 'Q2'];
    const second = [
      'ResponseID',
      'ResponseSet',
      'StartDate',
      'Finished',
      'How likely are you to recommend us to a friend?',
      'What is the main reason for your score?',
    ];
    const data = [
      ['R_1a', 'Default Response Set', '2014-05-14 10:20:00', '1', '9', 'Friendly staff'],
      ['R_2b', 'Default Response Set', '2014-05-15 11:20:00', '1', '3', 'Too slow'],
    ];
    const table = await read('legacy.csv', csv(',', first, second, ...data));
    expect(table.names).toEqual(['ResponseID', 'ResponseSet', 'StartDate', 'Finished', 'Q1', 'Q2']);
    expect(table.table.columns[4]?.question).toBe(second[4]);
    expect(table.cells).toEqual(data);
    expect(table.shape.exportedBy).toBe('qualtrics');
  });

  test.each<[string, string[], string[], string[]]>([
    [
      'variables',
      ['VAR1', 'VAR2', 'VAR3'],
      ['Case number', 'Overall rating', 'Comment'],
      ['Case number', 'Overall rating', 'Comment'],
    ],
    [
      'codes of questions',
      ['Q1', 'Q2', 'Q3'],
      ['Store', 'Score', 'Why did you give us this score?'],
      ['Store', 'Score', 'Q3'],
    ],
    [
      'names twice',
      ['StartDate', 'NPS', 'Q7'],
      ['Start Date', 'NPS', 'What could we do better?'],
      ['StartDate', 'NPS', 'Q7'],
    ],
  ])('%s', async (_, first, second, expected) => {
    const data = [
      ['101', '9', 'Friendly staff'],
      ['102', '4', 'Too slow'],
    ];
    const table = await read('two.csv', csv(',', first, second, ...data));
    expect(table.names).toEqual(expected);
    expect(table.cells).toEqual(data);
  });

  test.each([
    ['Befragten-ID', 'Collector-ID', 'Offene Antwort'],
    ['Identifiant du répondant', 'Identifiant du collecteur', 'Réponse ouverte'],
    ['ID del encuestado', 'ID del recopilador', 'Respuesta abierta'],
  ])('of SurveyMonkey in the language of the survey: %s', async (respondent, collector, open) => {
    const first = [respondent, collector, 'Note (0-10)', 'Warum?'];
    const data = [
      ['11700', '4', '9', 'Friendly staff'],
      ['11707', '4', '3', 'Too slow'],
    ];
    const table = await read('export.csv', csv(',', first, ['', '', '', open], ...data));
    expect(table.names).toEqual(first);
    expect(table.cells).toEqual(data);
  });

  test('is not seen in a first row of words', async () => {
    const table = await read(
      'may.csv',
      csv(',', ['Store', 'Score', 'Comment'], ['Berlin', 'n/a', 'Good'], ['Rome', '4', 'Bad']),
    );
    expect(table.cells).toHaveLength(2);
  });
});

describe('records packed in an object', () => {
  const conversations = [
    { id: 'c1', rating: 5, remark: 'Quick answer' },
    { id: 'c2', rating: 1, remark: 'Nobody helped' },
    { id: 'c3', rating: 3, remark: 'It was fine' },
  ];
  test.each<[string, unknown]>([
    ['data.conversations', { data: { conversations } }],
    [
      'records by their keys',
      { feedback: { f1: conversations[0], f2: conversations[1], f3: conversations[2] } },
    ],
    [
      'records beside a longer list without texts',
      { labels: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }], responses: conversations },
    ],
    ['records beside a description', { description: 'All answers of May', responses: conversations }],
    ['results with pages', { count: 2, next: null, results: conversations }],
    ['responses beside metadata', { survey: { id: 7, title: 'May' }, total: 2, responses: conversations }],
    [
      'items deep down',
      { export: { created_at: '2026-05-14', body_count: 2, page: { items: conversations } } },
    ],
  ])('%s are its rows', async (_, value) => {
    for (const content of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
      const table = await read('export.json', content);
      expect(table.names).toEqual(['id', 'rating', 'remark']);
      expect(table.cells).toEqual([
        ['c1', '5', 'Quick answer'],
        ['c2', '1', 'Nobody helped'],
        ['c3', '3', 'It was fine'],
      ]);
    }
  });

  test.each<[string, unknown]>([
    [
      'names apart from rows',
      {
        columns: ['id', 'remark'],
        rows: [
          ['c1', 'Quick'],
          ['c2', 'Nobody helped'],
        ],
      },
    ],
    [
      'fields with types, in an envelope',
      {
        result: {
          fields: [{ name: 'id', type: 'text' }, { name: 'remark' }],
          data: [
            ['c1', 'Quick'],
            ['c2', 'Nobody helped'],
          ],
        },
      },
    ],
    ['a list for each column', { id: ['c1', 'c2'], remark: ['Quick', 'Nobody helped'] }],
    [
      'each column by the numbers of its rows',
      { id: { 0: 'c1', 1: 'c2' }, remark: { 0: 'Quick', 1: 'Nobody helped' } },
    ],
  ])('%s are a table', async (_, value) => {
    const table = await read('export.json', JSON.stringify(value));
    expect([table.names, table.cells]).toEqual([
      ['id', 'remark'],
      [
        ['c1', 'Quick'],
        ['c2', 'Nobody helped'],
      ],
    ]);
  });

  test('are not taken out of a record with lists of its own', async () => {
    const record = { id: 'c1', tags: ['speed', 'web'], places: ['Bonn', 'Ulm'] };
    expect((await read('one.jsonl', JSON.stringify(record))).cells).toHaveLength(1);
  });

  test('are not taken out of a record that has a text of its own', async () => {
    const record = { id: 'c1', comment: 'Too slow', tags: [{ name: 'speed' }, { name: 'web' }] };
    expect((await read('one.jsonl', JSON.stringify(record))).cells).toHaveLength(1);
    const chat = {
      id: 'c1',
      messages: [
        { role: 'customer', text: 'Late!' },
        { role: 'agent', text: 'Sorry' },
      ],
    };
    expect((await read('chat.jsonl', `${JSON.stringify(chat)}\n`)).names).toEqual(['id', 'messages']);
  });

  test('of a group are rows of their own, each with what the group says', async () => {
    const stores = [
      { store: 'Berlin', reviews: [conversations[0], conversations[1]] },
      { store: 'Bonn', reviews: [conversations[2]] },
    ];
    const table = await read('stores.json', JSON.stringify({ data: stores }));
    expect(table.names).toEqual(['store', 'reviews.id', 'reviews.rating', 'reviews.remark']);
    expect(table.cells).toEqual([
      ['Berlin', 'c1', '5', 'Quick answer'],
      ['Berlin', 'c2', '1', 'Nobody helped'],
      ['Bonn', 'c3', '3', 'It was fine'],
    ]);
  });

  test('of groups with many texts are rows of their own, in a list or one group per line', async () => {
    const reviews = Array.from({ length: 6 }, (_, row) => ({ id: `c${row}`, remark: `Quick ${row}` }));
    const groups = [
      { store: 'Berlin', reviews },
      { store: 'Bonn', reviews: reviews.slice(0, 1) },
    ];
    const files: readonly (readonly [string, string])[] = [
      ['stores.json', JSON.stringify(groups, null, 1)],
      ['stores.jsonl', groups.map((group) => JSON.stringify(group)).join('\n')],
    ];
    for (const [name, content] of files) {
      const table = await read(name, content);
      expect(table.names).toEqual(['store', 'reviews.id', 'reviews.remark']);
      expect([table.cells.length, table.cells[5], table.cells[6]]).toEqual([
        7,
        ['Berlin', 'c5', 'Quick 5'],
        ['Bonn', 'c0', 'Quick 0'],
      ]);
    }
  });

  test('with a list of what was said have a column for each of its fields', async () => {
    const reviews = [
      { reviewId: 'gp:1', comments: [{ userComment: { text: 'Too slow', starRating: 2 } }] },
      {
        reviewId: 'gp:2',
        comments: [
          { userComment: { text: 'Good', starRating: 5 } },
          { developerComment: { text: 'Thank you' } },
        ],
      },
    ];
    const table = await read('play.json', JSON.stringify({ reviews }));
    expect(table.names).toEqual([
      ...['reviewId', 'comments.userComment.text', 'comments.userComment.starRating'],
      'comments.2.developerComment.text',
    ]);
    expect(table.cells).toEqual([
      ['gp:1', 'Too slow', '2', ''],
      ['gp:2', 'Good', '5', 'Thank you'],
    ]);
  });
});
