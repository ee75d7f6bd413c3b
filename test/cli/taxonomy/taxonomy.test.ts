import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { directoryWith, runIn } from '../memory-shell.ts';

const shop = `# The shop's own themes.
id: shop
related: false
themes:
  - id: delivery
    name: Delivery
    seeds: [parcel, courier] # what comes
  - id: staff
    seeds: [staff, clerk]
`;

const rowsOf = (n: number, day: string, comment: string): string[] =>
  Array.from({ length: n }, (_, index) => `R_${day}${comment.length}${index}x,${day},${comment} ${index}`);

const feedback = [
  'Response ID,Date,Comment',
  ...rowsOf(20, '2026-04-10', 'The parcel came with number'),
  ...rowsOf(20, '2026-05-10', 'The parcel came with number'),
  ...rowsOf(14, '2026-05-11', 'The gift card was missing'),
  ...rowsOf(4, '2026-05-12', 'A vegan menu would be fine'),
].join('\n');

const files = { 'shop.yaml': shop, 'may.csv': feedback };

const ran = async (args: readonly string[], directory = directoryWith(files)) => {
  const { exit, out, err } = await runIn(directory, ['taxonomy', ...args]);
  return { exit, out, err, shop: readFileSync(join(directory, 'shop.yaml'), 'utf8'), directory };
};

describe('verbatim taxonomy discover', () => {
  test('shows topics without a theme, with quotes and the command that adds them', async () => {
    const { out, exit } = await ran(['discover', 'may.csv', '--taxonomy', 'shop.yaml']);
    expect(exit).toBe(0);
    expect(out).toContain('58 responses with comments; 18 of 58 comments (31%) without a theme');
    expect(out).toContain("verbatim taxonomy adopt 'gift card' --seed 'gift card'");
    expect(out).toMatch(/“The gift card was missing \d”/);
  });

  test('hides what fewer than five people wrote', async () => {
    const { out } = await ran(['discover', 'may.csv', '--taxonomy', 'shop.yaml', '--json']);
    expect(out).not.toContain('vegan');
  });

  test('compares with the period before', async () => {
    const period = ['--from', '2026-05', '--to', '2026-05', '--against', 'previous', '--scope', 'all'];
    const { out } = await ran(['discover', 'may.csv', '--taxonomy', 'shop.yaml', ...period, '--json']);
    const found = JSON.parse(out);
    expect(found.against).toEqual({ from: '2026-04', to: '2026-04' });
    expect(found.themes.map(({ name }: { name: string }) => name)).toEqual(['gift card']);
  });

  test('without files uses the API, and says how to start one', async () => {
    expect(await ran(['discover'])).toMatchObject({ exit: 5 });
  });
});

describe('verbatim taxonomy check', () => {
  test('shows coverage and unused seeds', async () => {
    const { out } = await ran(['check', 'may.csv', '--taxonomy', 'shop.yaml']);
    expect(out).toContain('n=58 of comments with content have a theme');
    expect(out).toContain('Seeds that no comment contains (3 of 4)');
  });

  test('shows what a change would do, quoting only on request', async () => {
    const directory = directoryWith({
      ...files,
      'new.yaml': shop.replace('courier]', 'courier, gift card]'),
    });
    const args = ['check', 'may.csv', '--taxonomy', 'new.yaml', '--against', 'shop.yaml'];
    const silent = await ran(args, directory);
    expect(silent.out).toContain('14 of 58 comments change; with a theme: 69% before, 93% after');
    expect(silent.out).not.toContain('“The gift card');
    const { out } = await ran([...args, '--examples', '1'], directory);
    expect(out).toContain('+ delivery  “The gift card was missing 0”');
    const json = JSON.parse((await ran([...args, '--json'], directory)).out);
    expect(json.change.themes).toEqual([{ theme: 'delivery', before: 40, after: 54, gained: 14, lost: 0 }]);
  });
});

describe('editing a file', () => {
  test('adds a theme, keeps the YAML comments, and undoes it to the exact text', async () => {
    const adopted = await ran(['adopt', 'Gift card', '--seed', 'gift card', '--taxonomy', 'shop.yaml']);
    expect(adopted).toMatchObject({ exit: 0, out: 'shop.yaml: adopt gift-card\n' });
    expect(adopted.shop).toContain('seeds: [parcel, courier] # what comes');
    expect(adopted.shop).toContain('id: gift-card\n    name: Gift card\n    seeds: [gift card]');
    const back = await ran(['undo', '--taxonomy', 'shop.yaml'], adopted.directory);
    expect(back).toMatchObject({ exit: 0, shop });
  });

  test.each([
    [['merge', 'staff', 'delivery'], 'merge staff into delivery'],
    [['split', 'staff', 'Clerk', '--seed', 'clerk'], 'split clerk from staff'],
    [['move', 'staff', '--under', 'delivery'], 'move staff under delivery'],
    [['rename', 'staff', 'People'], 'rename staff to People'],
  ])('%j', async (args, said) => {
    const { out, shop: text } = await ran([...args, '--taxonomy', 'shop.yaml']);
    expect(out).toBe(`shop.yaml: ${said}\n`);
    expect(text).toContain(`edit: ${said}`);
  });

  test.each([
    [['move', 'staff'], 2],
    [['adopt', 'New'], 2],
    [['rename', 'nobody', 'x'], 4],
    [['undo'], 4],
  ])('%j is refused with exit code %i, and the file stays', async (args, exit) => {
    expect(await ran([...args, '--taxonomy', 'shop.yaml'])).toMatchObject({ exit, shop });
  });

  test('a missing file is named', async () => {
    expect(await ran(['undo', '--taxonomy', 'other.yaml'])).toMatchObject({ exit: 3 });
  });
});

describe('verbatim taxonomy import', () => {
  const directory = () =>
    directoryWith({
      ...files,
      'topics.csv': 'id,name,words\n1,Parcels,parcel;courier\n2,Gifts,gift card\n',
      'labelled.csv':
        'Comment,Topic\nThe parcel was late again,Parcels\nThe courier was a kind man,Gifts\nThe gift card was missing,2\n',
    });

  test('writes a taxonomy and reports its agreement with the labels', async () => {
    const labels = ['--comments', 'labelled.csv', '--labels', 'Topic', '--json'];
    const {
      out,
      exit,
      directory: where,
    } = await ran(['import', 'topics.csv', '--out', 'pack.yaml', ...labels], directory());
    expect(exit).toBe(0);
    expect(JSON.parse(out).agreement).toMatchObject({
      comments: 3,
      themes: [
        { theme: '1', labelled: 1, found: 2, both: 1, precision: 0.5, recall: 1 },
        { theme: '2', labelled: 2, found: 1, both: 1, precision: 1, recall: 0.5 },
      ],
    });
    expect(readFileSync(join(where, 'pack.yaml'), 'utf8')).toContain('name: Gifts');
  });

  test('names the column without labels', async () => {
    const args = [
      'import',
      'topics.csv',
      '--out',
      'pack.yaml',
      '--comments',
      'may.csv',
      '--labels',
      'Nothing',
    ];
    expect((await ran(args, directory())).exit).toBeGreaterThan(1);
  });
});
