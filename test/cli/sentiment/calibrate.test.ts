import { expect, test } from 'vitest';
import { directoryWith, runIn } from '../memory-shell.ts';

const labelled = [
  'Comment,label,Touchpoint,Channel',
  'The staff were lovely and helpful,positive,store,app',
  'Terrible service and rude people,negative,store,web',
  'My parcel never arrived and nobody cares,negative,delivery,web',
  'Great,negative,delivery,web',
  'n/a,neutral,delivery,web',
  'Das war leider sehr enttäuschend und viel zu teuer,negative,store,web',
  '配送がとても遅くて残念でした,negative,store,web',
  ',neutral,store,web',
  'Fast and friendly,,store,web',
].join('\n');

const check = async (content: string, ...flags: string[]) =>
  runIn(directoryWith({ 'labelled.csv': content }), ['calibrate', 'labelled.csv', ...flags]);

test('every row of the sample is in one count, and only scored ones with a label are checked', async () => {
  const { exit, out } = await check(labelled, '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(out).rows).toEqual({
    read: 9,
    checked: 5,
    withoutLabel: 1,
    withoutComment: 1,
    leftOut: 0,
    'no-content': 1,
    'unsupported-language': 1,
  });
});

test('reports accuracy, macro-F1, confusion and calibration overall and by touchpoint, language and channel', async () => {
  const { out } = await check(labelled, '--json');
  const { overall, byTouchpoint, byLanguage, byChannel } = JSON.parse(out);
  expect(overall).toMatchObject({ count: 5, accuracy: { value: 0.8 } });
  expect(overall.confusion.negative).toEqual({ negative: 3, neutral: 0, positive: 1 });
  expect([Object.keys(byTouchpoint), Object.keys(byLanguage), Object.keys(byChannel)]).toEqual([
    ['delivery', 'store'],
    ['de', 'en'],
    ['app', 'web'],
  ]);
  expect(byTouchpoint.delivery.accuracy.value).toBe(0.5);
});

test('each language is scored by its own model, and one whose model is below its goals is provisional', async () => {
  const { out } = await check(labelled, '--json');
  const { sentiment, byLanguage, provisional } = JSON.parse(out);
  expect(sentiment).toContain('languages-');
  expect(byLanguage.de).toMatchObject({ count: 1, accuracy: { value: 1 } });
  expect(provisional).toEqual(['de']);
  expect((await check(labelled)).out).toContain('provisional for German');
});

test('the report marks groups under 30 and contains no comment', async () => {
  const { out } = await check(labelled);
  expect(out).toContain(
    '9 rows = checked 5 + without label 1 + without comment 1 + no content 1 + unsupported language 1',
  );
  expect(out).toMatch(/touchpoint store\s+3 \?/u);
  expect(out).not.toContain('lovely');
});

test('stars are labels too, in a named column', async () => {
  const { exit, out } = await check(
    'Comment,Stars\nLovely people,5\nRude and slow,1\n',
    '--label',
    'stars',
    '--json',
  );
  expect([exit, JSON.parse(out).overall.accuracy.value]).toEqual([0, 1]);
});

test('a file without labels names its columns and what is expected', async () => {
  const { exit, err } = await check('Comment,Notes\nLovely people,x\n');
  expect(exit).toBe(3);
  expect(err).toContain('no label column found');
  expect(err).toContain('expected a column "label", or --label COLUMN, got Comment, Notes');
});

test('an invalid label is named by its row, not its text', async () => {
  const { exit, err } = await check('Comment,label\nLovely people,positive\nRude and slow,angry\n');
  expect(exit).toBe(3);
  expect(err).toContain('row 2, column "label": the labels are ambiguous');
  expect(err).toContain(
    'negative, neutral and positive; -1, 0 and 1; or 1 to 5 stars, got a text of 5 characters',
  );
});

test('two comment columns are ambiguous', async () => {
  const { exit, err } = await check(
    'What did you like?,What should we improve?,label\nLovely people,The queue was long,positive\n',
  );
  expect(exit).toBe(3);
  expect(err).toContain("--map 'ignored=What should we improve?'");
});

test('--save without a server says how to start one', async () => {
  const { exit, err } = await check(labelled, '--save');
  expect(exit).toBe(5);
  expect(err).toContain('no local Verbatim is running');
});

test('--save measures the model of the deployment, not a weights file', async () => {
  const { exit, err } = await check(labelled, '--save', '--sentiment', 'x.bin');
  expect(exit).toBe(2);
  expect(err).toContain('--save or --sentiment');
});
