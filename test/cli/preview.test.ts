import { expect, test } from 'vitest';
import { generateExample } from '../../examples/generate.ts';
import { directoryWith, runIn } from './memory-shell.ts';

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

test('the preview of the survey says what each column is, with its confidence and samples', async () => {
  const directory = directoryWith({ 'survey.csv': survey });
  const { exit, out } = await runIn(directory, ['preview', 'survey.csv']);
  expect(exit).toBe(0);
  expect(out).toContain('exported by qualtrics');
  expect(out).toMatch(/Q1 +rating nps:transactional +\d+%/u);
  expect(out).toContain('Nothing is left to ask.');
});

test('--json gives the whole mapping, and every row is counted', async () => {
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

test('what can not be known is asked, with the flag that answers', async () => {
  const rows = ['03/04/2025', '05/06/2025', '01/02/2025'].map((date) => `${date},The parcel was late again.`);
  const directory = directoryWith({ 'a.csv': `Date,Comment\n${rows.join('\n')}\n` });
  const asked = await runIn(directory, ['preview', 'a.csv']);
  expect(asked.out).toContain("--map 'submittedAt=Date:day-first'");
  const answered = await runIn(directory, ['preview', 'a.csv', '--map', 'submittedAt=Date:day-first']);
  expect(answered.out).toContain('Nothing is left to ask.');
});

test('samples are redacted', async () => {
  const directory = directoryWith({
    'a.csv': 'Comment\nWrite to jo.reader@example.com about my order please\nThe staff were lovely to me\n',
  });
  const { out } = await runIn(directory, ['preview', 'a.csv', '--json']);
  expect(out).not.toContain('jo.reader');
  expect(out).toContain('[email]');
});
