import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryWith, runIn } from '../memory-shell.ts';

/** Themes of the test's own, so that the lines do not change with the packs. */
const taxonomy = `
themes:
  - id: delivery
    name: Delivery
    seeds: [parcel, courier]
  - id: staff
    seeds: [staff]
`;

const linesOf = async (
  files: Record<string, string | Uint8Array>,
  ...flags: string[]
): Promise<unknown[]> => {
  const directory = directoryWith({ ...files, 'themes.yaml': taxonomy });
  const args = ['analyze', ...Object.keys(files), '--taxonomy', 'themes.yaml', '--jsonl', '-', ...flags];
  const { exit, out, err } = await runIn(directory, args);
  expect([exit, exit === 0 ? '' : err]).toEqual([0, '']);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
};

/** What does not depend on the sentiment model and the signals of the day. */
const outline = (lines: unknown[]): unknown[] =>
  lines.map((line) => {
    const { sentiment, themes, signals, ...rest } = line as {
      sentiment?: unknown;
      themes?: { id: string; spans: unknown }[];
      signals?: unknown;
    };
    return {
      ...rest,
      ...(themes === undefined ? {} : { themes: themes.map(({ id, spans }) => [id, spans]) }),
    };
  });

test('each answer of a single comment column is one line, in the order of the file, without a question', async () => {
  const lines = await linesOf({
    'a.csv': 'Comment\nThe parcel was late and I am angry.\nThe staff were lovely.\n',
  });
  expect(outline(lines)).toEqual([
    { row: 1, status: 'scored', language: 'en', themes: [['delivery', [[4, 10]]]] },
    { row: 2, status: 'scored', language: 'en', themes: [['staff', [[4, 9]]]] },
  ]);
});

test('a scored line has exactly the documented keys, in this order', async () => {
  const [line] = await linesOf({
    'a.csv': 'Comment\nThe parcel was terribly late and I am very angry.\nThe staff were lovely.\n',
  });
  expect(JSON.stringify(line)).toMatch(
    /^\{"row":1,"status":"scored","language":"en","sentiment":\{"label":"negative","mixed":(?:false|true),"score":-(?:0\.\d{1,2}|1)\},"themes":\[\{"id":"delivery","confidence":(?:0\.\d+|1),"sentiment":\{"label":"negative","score":-(?:0\.\d{1,2}|1)\},"spans":\[\[4,10\]\]\}\],"signals":\[\{"id":"complaint","spans":\[\[0,49\]\]\}.*\]\}$/u,
  );
});

test('several comment columns name the question: its wording, or the column', async () => {
  const lines = await linesOf({
    'a.csv':
      'What did you like?,What should we improve?\nThe staff were lovely.,The parcel took ages.\nNice people here,\n',
  });
  expect(outline(lines)).toEqual([
    {
      row: 1,
      question: 'What did you like?',
      status: 'scored',
      language: 'en',
      themes: [['staff', [[4, 9]]]],
    },
    {
      row: 1,
      question: 'What should we improve?',
      status: 'scored',
      language: 'en',
      themes: [['delivery', [[4, 10]]]],
    },
    { row: 2, question: 'What did you like?', status: 'scored', language: 'en', themes: [] },
  ]);
});

test('a row without answers is one line without a question', async () => {
  const lines = await linesOf({
    'a.csv':
      'What did you like?,What should we improve?,Stars\nNice people here,Open more tills,5\n,,3\nQuick and easy,Nothing comes to mind really,4\n',
  });
  expect(outline(lines)[2]).toEqual({ row: 2, status: 'no-comment' });
  expect(lines).toHaveLength(5);
});

test('text without content is no-content, and text in a language without a model names its language', async () => {
  const lines = await linesOf({
    'a.csv':
      'Comment\nn/a\nToimitus tuli aivan liian myöhään eikä kukaan vastannut minulle.\nThe parcel was late but the staff helped.\n',
  });
  expect(outline(lines).slice(0, 2)).toEqual([
    { row: 1, status: 'no-content' },
    { row: 2, status: 'unsupported-language', language: 'fi' },
  ]);
});

test('spans count in the original cell: spaces, markup and quotes included', async () => {
  const cell = '   <p>Our &amp; your parcel</p> came late, "sadly"';
  const lines = await linesOf({
    'a.csv': `Comment\n"${cell.replaceAll('"', '""')}"\nThe staff were lovely.\n`,
  });
  const [[[id, spans]]] = outline(lines).map(
    (line) => (line as { themes: [string, [number, number][]][] }).themes,
  ) as [[[string, [number, number][]]]];
  expect(id).toBe('delivery');
  expect(spans.map(([start, end]) => cell.slice(start, end))).toEqual(['parcel']);
});

test('spans count UTF-16 units after an emoji and after redacted addresses', async () => {
  const cell = '😀 mail jo.reader@example.com about my parcel please';
  const lines = await linesOf({ 'a.csv': `Comment\n${cell}\nThe staff were lovely.\n` });
  const { themes } = lines[0] as { themes: { spans: [number, number][] }[] };
  expect(themes.flatMap(({ spans }) => spans).map(([start, end]) => cell.slice(start, end))).toEqual([
    'parcel',
  ]);
});

test('equal rows both count, a repeated id with the same content is a duplicate', async () => {
  const rows = Array.from({ length: 20 }, (_, index) => `R_a1b2c3d4e5f${index + 10},The staff were lovely.`);
  const lines = await linesOf({ 'a.csv': `ResponseId,Comment\n${[...rows, rows[3]].join('\n')}\n` });
  const statuses = lines.map((line) => (line as { status: string }).status);
  expect(statuses.slice(0, 20).every((status) => status === 'scored')).toBe(true);
  expect(lines[20]).toEqual({ row: 21, status: 'duplicate' });
});

test('unreadable rows are rejected with a reason, and other rows are kept', async () => {
  const lines = await linesOf({
    'a.csv': 'Comment,Stars\nThe staff were lovely.,5\nThe parcel was late.,1,x,y\nGood place to shop.,4\n',
  });
  expect(lines[1]).toEqual({ row: 2, status: 'rejected', reason: 'row-ragged' });
  expect(lines.map((line) => (line as { row: number }).row)).toEqual([1, 2, 3]);
});

const qualtrics = [
  'Status,ResponseId,Q1',
  'Response Type,Response ID,What is the main reason for your score?',
  '"{""ImportId"":""status""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1_TEXT""}"',
  'IP Address,R_0000000000001,The parcel was late.',
  'Survey Preview,R_0000000000002,This is only a preview.',
  'Survey Test,R_0000000000003,This is only a test.',
  'Spam,R_0000000000004,Buy cheap watches here.',
  'IP Address,R_0000000000005,The staff were lovely.',
].join('\n');

test('previews, tests and spam are excluded with that reason; rows are counted after the header rows', async () => {
  expect(outline(await linesOf({ 'q.csv': `${qualtrics}\n` }))).toEqual([
    { row: 1, status: 'scored', language: 'en', themes: [['delivery', [[4, 10]]]] },
    { row: 2, status: 'excluded', reason: 'preview' },
    { row: 3, status: 'excluded', reason: 'test' },
    { row: 4, status: 'excluded', reason: 'spam' },
    { row: 5, status: 'scored', language: 'en', themes: [['staff', [[4, 9]]]] },
  ]);
});

test('only the turns of the customer are scored, and spans point into the whole conversation', async () => {
  const messages = [
    { author: 'customer', text: 'My parcel never came.' },
    { author: 'agent', text: 'Sorry, which parcel? Our staff will look.' },
  ];
  const lines = await linesOf({
    't.jsonl': [1, 2, 3].map((id) => JSON.stringify({ ticket_id: 4000 + 7 * id, messages })).join('\n'),
  });
  expect(lines).toHaveLength(3);
  expect((lines[0] as { themes: { id: string; spans: unknown[] }[] }).themes).toMatchObject([
    { id: 'delivery', spans: [expect.anything()] },
  ]);
});

test('several files name the file on each line', async () => {
  const lines = await linesOf({
    'a.csv': 'Comment\nThe staff were lovely.\nThe parcel was late.\n',
    'b.txt': 'The courier was rude.\nGood value for the money.\n',
  });
  expect(lines.map((line) => [(line as { file: string }).file, (line as { row: number }).row])).toEqual([
    ['a.csv', 1],
    ['a.csv', 2],
    ['b.txt', 1],
    ['b.txt', 2],
  ]);
});

test('--map sets what a column is', async () => {
  const lines = await linesOf(
    { 'a.csv': 'X1,X2\nk1,The parcel was late.\nk2,The staff were lovely.\n' },
    '--map',
    'comment=X2',
  );
  expect(lines).toHaveLength(2);
  expect(lines.every((line) => (line as { status: string }).status === 'scored')).toBe(true);
});

test('an unknown order of day and month is reported and does not stop the scoring', async () => {
  const rows = ['03/04/2025', '05/06/2025', '01/02/2025'].map((date) => `${date},The parcel was late again.`);
  const directory = directoryWith({ 'a.csv': `Date,Comment\n${rows.join('\n')}\n` });
  const { exit, out } = await runIn(directory, ['analyze', 'a.csv', '--json']);
  const report = JSON.parse(out) as {
    files: { undecided: { code: string }[]; rows: { accepted: number } }[];
  };
  expect(exit).toBe(0);
  expect(report.files[0]?.undecided.map(({ code }) => code)).toEqual(['date-order']);
  expect(report.files[0]?.rows.accepted).toBe(3);
  const { out: text } = await runIn(directory, ['analyze', 'a.csv']);
  expect(text).toContain("--map 'submittedAt=Date:day-first'");
});

test('--jsonl FILE writes the file, and the report goes to standard output', async () => {
  const directory = directoryWith({ 'a.csv': 'Comment\nThe parcel was late.\nThe staff were lovely.\n' });
  const { exit, out, err } = await runIn(directory, ['analyze', 'a.csv', '--jsonl', 'out.jsonl']);
  expect([exit, err]).toEqual([0, '']);
  expect(out).toContain('2 rows = accepted 2');
  expect(readFileSync(join(directory, 'out.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
});

test('the report adds up and contains no comment', async () => {
  const secret = 'The parcel of Mr Quibblethwaite was late.';
  const directory = directoryWith({
    'a.csv': `Comment,Stars\n${secret},1\n${secret},2,x\nn/a,3\n,4\nThe staff were lovely.,5\n`,
  });
  const { out } = await runIn(directory, ['analyze', 'a.csv', '--json']);
  const { files } = JSON.parse(out) as {
    files: {
      rows: Record<string, unknown>;
      answers: Record<string, number>;
      mapping: { columns: { samples: string[] }[] };
    }[];
  };
  expect(files[0]?.rows).toEqual({
    read: 5,
    accepted: 4,
    duplicate: 0,
    updated: 0,
    excluded: {},
    rejected: { 'row-ragged': 1 },
  });
  expect(files[0]?.answers).toEqual({
    asked: 4,
    scored: 2,
    'no-content': 1,
    'no-comment': 1,
    'unsupported-language': 0,
  });
  const { out: text } = await runIn(directory, ['analyze', 'a.csv']);
  expect(text).not.toContain('Quibblethwaite');
  expect(text).toContain('row 2: row-ragged');
});

test('the same file twice gives the same lines, byte for byte', async () => {
  const directory = directoryWith({ 'a.csv': 'Comment\nThe parcel was late.\nThe staff were lovely.\n' });
  const once = await runIn(directory, ['analyze', 'a.csv', '--jsonl', '-']);
  const again = await runIn(directory, ['analyze', 'a.csv', '--jsonl', '-']);
  expect(again).toEqual(once);
});

test("the report and the lines can't both go to standard output", async () => {
  const { exit, err } = await runIn(directoryWith({}), ['analyze', 'a.csv', '--json', '--jsonl', '-']);
  expect(exit).toBe(2);
  expect(err).toContain('[usage]');
});

test('figures of a language whose model is below its goal are provisional, in the report and for programs', async () => {
  const comments = [
    'Das Zimmer war leider sehr laut',
    'Das Personal war freundlich',
    'Wir kommen gerne wieder',
  ];
  const directory = directoryWith({
    'de.csv': `Comment\n${comments.join('\n')}\n`,
    'en.csv': 'Comment\nThe room was loud\nThe staff were friendly\n',
  });
  const { out } = await runIn(directory, ['analyze', 'de.csv', 'en.csv', '--json']);
  const { files } = JSON.parse(out) as { files: { provisional: string[] }[] };
  const { out: text } = await runIn(directory, ['analyze', 'de.csv']);

  expect(files.map(({ provisional }) => provisional)).toEqual([['de'], []]);
  expect(text).toContain('provisional for German');
});
