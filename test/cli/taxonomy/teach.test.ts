import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { directoryWith, runIn } from '../memory-shell.ts';

const taxonomy = `# our shop
themes:
  - id: delivery # keep this id
    name: Delivery and post
    seeds: [courier]
  - id: staff
    seeds: [clerk]
`;
const said = [
  'is lost',
  'came broken',
  'was late',
  'is wet',
  'never came',
  'went back',
  'is small',
  'was opened',
];
const other = ['shop', 'coats', 'music', 'shoes', 'lift', 'hats', 'mirrors', 'place'];
const labelled = (theme: string): string =>
  [
    'Comment,theme',
    ...said.map((end) => `The parcel ${end},${theme}`),
    ...other.map((thing) => `I looked at the ${thing},`),
  ].join('\n');

describe('verbatim teach', () => {
  test('writes lessons into the taxonomy, keeps its YAML comments, and reports the gain', async () => {
    const directory = directoryWith({ 'l.csv': labelled('delivery'), 't.yaml': taxonomy });
    const { exit, out } = await runIn(directory, ['teach', 'l.csv', '--taxonomy', 't.yaml']);
    expect(exit).toBe(0);
    expect(out).toMatch(/delivery +8 +0\.00 +[01]\.\d\d +learned/u);
    const taught = readFileSync(join(directory, 't.yaml'), 'utf8');
    expect(taught.startsWith(taxonomy)).toBe(true);
    expect(taught).toContain('lessons:\n  delivery: {bias: ');
  });

  test('what was learned is found by analyze', async () => {
    const directory = directoryWith({
      'l.csv': labelled('Delivery and post'),
      't.yaml': taxonomy,
      'c.csv': 'Comment\nThe parcel stood there\n',
    });
    await runIn(directory, ['teach', 'l.csv', '--taxonomy', 't.yaml', '--out', 'taught.yaml']);
    expect(readFileSync(join(directory, 't.yaml'), 'utf8')).toBe(taxonomy);
    const { out } = await runIn(directory, ['analyze', 'c.csv', '--taxonomy', 'taught.yaml', '--jsonl', '-']);
    expect(JSON.parse(out)).toMatchObject({ themes: [{ id: 'delivery' }] });
  });

  test('the same labels give the same file, byte for byte', async () => {
    const directory = directoryWith({ 'l.csv': labelled('delivery'), 't.yaml': taxonomy });
    for (const out of ['a.yaml', 'b.yaml'])
      await runIn(directory, ['teach', 'l.csv', '--taxonomy', 't.yaml', '--out', out]);
    expect(readFileSync(join(directory, 'a.yaml'))).toEqual(readFileSync(join(directory, 'b.yaml')));
  });

  test('uses the mapping next to the file', async () => {
    const directory = directoryWith({
      'l.csv': labelled('delivery'),
      'l.csv.mapping.json': '{"columns": {"Comment": "ignored"}}',
      't.yaml': taxonomy,
    });
    const { exit, err } = await runIn(directory, ['teach', 'l.csv', '--taxonomy', 't.yaml']);
    expect([exit, err]).toEqual([4, expect.stringMatching(/no-gain/u)]);
  });

  test('with --one a comment has only its most likely theme', async () => {
    const directory = directoryWith({
      'l.csv': `${labelled('delivery')}\n${said.map((end) => `The clerk said it ${end},staff`).join('\n')}`,
      't.yaml': taxonomy,
      'c.csv': 'Comment\nThe clerk spoke of a courier and a parcel\n',
    });
    await runIn(directory, ['teach', 'l.csv', '--one', '--taxonomy', 't.yaml', '--out', 'taught.yaml']);
    expect(readFileSync(join(directory, 'taught.yaml'), 'utf8')).toMatch(/^choice: true$/mu);
    const { out } = await runIn(directory, ['analyze', 'c.csv', '--taxonomy', 'taught.yaml', '--jsonl', '-']);
    expect(JSON.parse(out).themes.map(({ id }: { id: string }) => id)).toEqual(['delivery']);
  });

  test('with --one a comment with two themes is rejected', async () => {
    const directory = directoryWith({ 'l.csv': labelled('delivery; staff'), 't.yaml': taxonomy });
    const { exit, err } = await runIn(directory, ['teach', 'l.csv', '--one', '--taxonomy', 't.yaml']);
    expect([exit, err]).toEqual([3, expect.stringMatching(/row 1.*the id or name of a theme/su)]);
  });

  test.each([
    [
      'a theme that the taxonomy does not know',
      labelled('parking'),
      3,
      /row 1, column "theme".*labels-unreadable/u,
    ],
    ['a file without themes', 'Comment\nFine shop\n', 3, /labels-unreadable/u],
    ['labels that help nothing', 'Comment,theme\nFine shop,staff\nNice shop,\n', 4, /no-gain/u],
  ])('%s is refused, and nothing is written', async (_, file, code, message) => {
    const directory = directoryWith({ 'l.csv': file, 't.yaml': taxonomy });
    const { exit, err } = await runIn(directory, ['teach', 'l.csv', '--taxonomy', 't.yaml']);
    expect([exit, err]).toEqual([code, expect.stringMatching(message)]);
    expect(readFileSync(join(directory, 't.yaml'), 'utf8')).toBe(taxonomy);
  });
});
