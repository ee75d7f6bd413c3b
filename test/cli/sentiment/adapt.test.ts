import { expect, test } from 'vitest';
import { directoryWith, runIn } from '../memory-shell.ts';

const places = Array.from({ length: 80 }, (_, index) => `part ${index}`);

test('labels that agree with the model bring no gain, and nothing is written', async () => {
  const labels = places.map((place, index) =>
    index % 2 === 0 ? `The ${place} is wonderful,positive` : `The ${place} is terrible,negative`,
  );
  const directory = directoryWith({ 'labels.csv': `Comment,label\n${labels.join('\n')}\n` });
  const { exit, out, err } = await runIn(directory, ['adapt', 'labels.csv', '--out', 'own.bin']);
  expect(exit).toBe(4);
  expect(out).toMatch(/all\s+80\s+100%\s+100%/u);
  expect(err).toContain('brings no significant gain: nothing was changed');
  expect((await runIn(directory, ['analyze', 'labels.csv', '--sentiment', 'own.bin'])).exit).toBe(3);
});

test('fewer than 50 labels are too few', async () => {
  const labels = places.slice(0, 49).map((place) => `The ${place} is fine,positive`);
  const directory = directoryWith({ 'labels.csv': `Comment,label\n${labels.join('\n')}\n` });
  const { exit, err } = await runIn(directory, ['adapt', 'labels.csv', '--out', 'own.bin']);
  expect([exit, err]).toEqual([2, expect.stringContaining('expected 50 or more, got 49')]);
});

test('takes exactly one of a file, --rollback and --list', async () => {
  const directory = directoryWith({});
  expect((await runIn(directory, ['adapt'])).exit).toBe(2);
  expect((await runIn(directory, ['adapt', '--list', '--rollback'])).exit).toBe(2);
});

test.each([['x.csv'], ['--list'], ['--rollback']])(
  'adapt %s without a server says how to start one',
  async (arg) => {
    const { exit, err } = await runIn(directoryWith({}), ['adapt', arg]);
    expect(exit).toBe(5);
    expect(err).toContain('no local Verbatim is running');
  },
);
