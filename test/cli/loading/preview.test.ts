import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateExample } from '../../../examples/generate.ts';
import { number, text, workbookOf } from '../../feedback/reading/archives.ts';
import { directoryWith, runIn } from '../memory-shell.ts';

const example = generateExample();
const survey = example.files.find(({ key }) => key.includes('qualtrics'))?.bytes ?? new Uint8Array();

interface PreviewJson {
  readonly files: readonly {
    readonly rows: { readonly rows: number; readonly exact: boolean };
    readonly mapping: {
      readonly timeZone: string;
      readonly columns: readonly { readonly column: string; readonly meaning: { readonly field: string } }[];
    };
  }[];
}

test('preview shows each column with its meaning, confidence and samples', async () => {
  const directory = directoryWith({ 'survey.csv': survey });
  const { exit, out } = await runIn(directory, ['preview', 'survey.csv']);
  expect(exit).toBe(0);
  expect(out).toContain('exported by qualtrics');
  expect(out).toMatch(/Q1 +rating nps:transactional +\d+%/u);
  expect(out).toContain('No open questions.');
});

test('--json prints the whole mapping and counts every row', async () => {
  const { out } = await runIn(directoryWith({ 'survey.csv': survey }), ['preview', 'survey.csv', '--json']);
  const [file] = (JSON.parse(out) as PreviewJson).files;
  expect(file?.rows).toEqual({ rows: example.files[0]?.rows.read, exact: true });
  expect(file?.mapping.timeZone).toBe('Europe/London');
  const fieldOf = (name: string) =>
    file?.mapping.columns.find(({ column }) => column === name)?.meaning.field;
  expect(['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Touchpoint', 'ResponseId', 'Q1_NPS_GROUP'].map(fieldOf)).toEqual([
    'rating',
    'comment',
    'rating',
    'rating',
    'comment',
    'touchpoint',
    'responseId',
    'ignored',
  ]);
});

test("what can't be inferred is asked, with the flag that answers it", async () => {
  const rows = ['03/04/2025', '05/06/2025', '01/02/2025'].map((date) => `${date},The parcel was late again.`);
  const directory = directoryWith({ 'a.csv': `Date,Comment\n${rows.join('\n')}\n` });
  const asked = await runIn(directory, ['preview', 'a.csv']);
  expect(asked.out).toContain("--map 'submittedAt=Date:day-first'");
  const answered = await runIn(directory, ['preview', 'a.csv', '--map', 'submittedAt=Date:day-first']);
  expect(answered.out).toContain('No open questions.');
});

test('the mapping is shown as the file that reproduces it, and written on request', async () => {
  const header = 'Date,NPS,Effort,Mood,Feedback,First name';
  const rows = ['03/04/2025', '05/06/2025', '01/02/2025'].map(
    (date, index) =>
      `${date},${7 + index},${index + 3},${index === 1 ? 'sad' : 'happy'},The parcel was late,Ann`,
  );
  const directory = directoryWith({ 'a.csv': `${header}\n${rows.join('\n')}\n` });
  const answers = ['--map', 'submittedAt=Date:day-first', '--map', 'ces=Effort:1-7:effort'];
  const refused = await runIn(directory, ['preview', 'a.csv', '--write-mapping']);
  expect(refused.exit).toBe(4);
  expect(refused.err).toContain('open: date-order, ces-direction');
  expect(existsSync(join(directory, 'a.csv.mapping.json'))).toBe(false);

  const written = await runIn(directory, ['preview', 'a.csv', ...answers, '--write-mapping']);
  expect([written.exit, written.err]).toEqual([0, expect.stringContaining('a.csv.mapping.json')]);
  expect(JSON.parse(readFileSync(join(directory, 'a.csv.mapping.json'), 'utf8'))).toEqual({
    columns: {
      Date: 'submittedAt:day-first',
      NPS: 'nps:0-10:relationship',
      Effort: 'ces:1-7:effort',
      Mood: {
        field: 'rating',
        scale: { metric: 'csat', min: 1, max: 3 },
        values: expect.objectContaining({ sad: 1, happy: 3 }),
      },
      Feedback: 'comment:open',
    },
  });

  const settled = (await runIn(directory, ['preview', 'a.csv'])).out;
  expect(settled).toContain('No open questions.');
  expect(settled).toContain('"Effort": "ces:1-7:effort"');
});

test('a question shows its answers as flags and as lines of a mapping file', async () => {
  const rows = ['03/04/2025', '05/06/2025'].map((date) => `${date},The parcel was late again.`);
  const { out } = await runIn(directoryWith({ 'a.csv': `Date,Comment\n${rows.join('\n')}\n` }), [
    'preview',
    'a.csv',
  ]);
  expect(out).toContain(`--map 'submittedAt=Date:day-first'   "Date": "submittedAt:day-first"`);
  expect(out).toContain('This mapping as a file, a.csv.mapping.json, without the answers');
});

test('a mapping file with an unknown field is an error that names it', async () => {
  const directory = directoryWith({
    'a.csv': 'Comment\nThe parcel was late again.\n',
    'a.csv.mapping.json': '{"columns": {"Comment": "coment"}}',
  });
  const { exit, err } = await runIn(directory, ['preview', 'a.csv']);
  expect(exit).toBe(3);
  expect(err).toMatch(
    /a\.csv\.mapping\.json: unknown field \(expected .*comment.*, got coment\) \[mapping-invalid\]/u,
  );
});

test('samples are redacted', async () => {
  const directory = directoryWith({
    'a.csv': 'Comment\nWrite to jo.reader@example.com about my order please\nThe staff were lovely to me\n',
  });
  const { out } = await runIn(directory, ['preview', 'a.csv', '--json']);
  expect(out).not.toContain('jo.reader');
  expect(out).toContain('[email]');
});

test('the wording of each question is shown in full, however long', async () => {
  const question =
    'Thinking of everything since your contract began, what is the one thing that we could do better?';
  const directory = directoryWith({
    'a.csv': `NPS,"${question}"\n9,Answer the phone sooner\n3,Come on time\n`,
  });
  const { out } = await runIn(directory, ['preview', 'a.csv']);
  const [, table = ''] = out.split('\n\n');
  const firstCells = table.split('\n').map((line) => line.split('  ')[0]);
  expect(firstCells.join(' ')).toContain(question);
});

test('a saved mapping is named with its date as the reason of its columns, a flag is not', async () => {
  const directory = directoryWith({ 'a.csv': 'Date,Score,Remarks\n2026-05-03,9,Come on time please\n' });
  await runIn(directory, ['preview', 'a.csv', '--map', 'nps=Score', '--write-mapping']);
  const args = ['preview', 'a.csv', '--map', 'comment=Remarks', '--json'];
  const reasons = JSON.parse((await runIn(directory, args)).out).files[0].mapping.columns.map(
    ({ because }: { readonly because: string }) => because,
  );
  const saved = expect.stringMatching(
    /^from the mapping saved on \d{4}-\d\d-\d\d \(a\.csv\.mapping\.json\)$/u,
  );
  expect(reasons).toEqual([saved, saved, 'set by you']);
});

test('preview has every option of upload', async () => {
  const optionsOf = async (command: string): Promise<string[]> =>
    (await runIn(directoryWith({}), [command, '--help'])).out.match(/^ +(--[a-z-]+)/gmu) ?? [];
  expect(await optionsOf('preview')).toEqual(expect.arrayContaining(await optionsOf('upload')));
  expect(await optionsOf('upload')).toContain('  --time-zone');
});

test('a workbook lists its sheets, and asks which one where the first is small beside another', async () => {
  const rows = (count: number) => [
    [text('NPS'), text('Comment')],
    ...Array.from({ length: count }, (_, index) => [number(index % 11), text('Come on time please')]),
  ];
  const workbook = workbookOf([
    { name: 'Summary', rows: rows(1) },
    { name: 'Answers', rows: rows(200) },
  ]);
  const directory = directoryWith({ 'a.xlsx': workbook });
  const { out } = await runIn(directory, ['preview', 'a.xlsx']);
  expect(out).toContain(
    'sheets "Summary" (1 row), "Answers" (200 rows); this is "Summary", --sheet NAME reads another',
  );
  expect(out).toContain("--map 'sheet=Answers'");
  const named = (await runIn(directory, ['preview', 'a.xlsx', '--map', 'sheet=Answers'])).out;
  expect(named).toContain('No open questions.');
  expect(named).toContain('"sheet": "Answers"');
});
