import { expect, test } from 'vitest';
import { commands } from '../../lib/cli/commands.ts';
import { directoryWith, runIn } from './memory-shell.ts';

const directory = directoryWith({});

test.each([
  'start',
  'analyze',
  'explain',
  'preview',
  'upload',
  'touchpoints',
  'summary',
  'feedback',
  'batches',
  'calibrate',
  'adapt',
  'drivers',
  'conflicts',
  'consistency',
  'scores',
  'bursts',
  'carry-over',
  'import-series',
  'journey',
  'scorecard',
  'trends',
  'changes',
  'export',
  'digest',
  'alerts',
  'actions',
  'config',
])('verbatim %s --help shows how it is used, with examples', async (command) => {
  const { exit, out, err } = await runIn(directory, [command, '--help']);
  expect([exit, err]).toEqual([0, '']);
  expect(out).toContain(`Usage: verbatim ${command}`);
  expect(out).toContain('Examples:');
  expect(out).toContain('--json');
  expect(out).not.toMatch(/default: (?:\[\]|false)/);
});

test('--help lists the commands and the exit codes', async () => {
  const { exit, out } = await runIn(directory, ['--help']);
  expect(exit).toBe(0);
  expect(out).toContain('analyze [options] <file...>');
  expect(out).toMatch(/3 {2}invalid input/u);
});

test('no command prints the help and is a usage error', async () => {
  const { exit, out, err } = await runIn(directory, []);
  expect(exit).toBe(2);
  expect(out + err).toContain('Usage: verbatim');
});

test('an unknown command gets a suggestion', async () => {
  const { exit, err } = await runIn(directory, ['analize']);
  expect(exit).toBe(2);
  expect(err).toContain('Did you mean analyze?');
});

test('an unknown option gets a suggestion', async () => {
  const { exit, err } = await runIn(directory, ['analyze', 'x.csv', '--taxonmy', 'y.yaml']);
  expect(exit).toBe(2);
  expect(err).toContain('Did you mean --taxonomy?');
});

test.each([
  ['touchpoints'],
  ['summary', 'delivery'],
  ['feedback', 'delivery'],
  ['batches'],
  ['upload', 'x.csv'],
])('verbatim %s without a server says how to start one', async (...args) => {
  const { exit, out, err } = await runIn(directory, args);
  expect([exit, out]).toEqual([5, '']);
  expect(err).toContain(
    'no local Verbatim is running (expected `verbatim start` in another terminal, or --api URL)',
  );
});

test('an API without a server is unreachable', async () => {
  const { exit, err } = await runIn(directory, ['touchpoints', '--api', 'http://127.0.0.1:9']);
  expect(exit).toBe(5);
  expect(err).toContain('the API does not answer (got http://127.0.0.1:9) [unreachable]');
});

test('an invalid port is a usage error', async () => {
  const { exit, err } = await runIn(directory, ['start', '--port', 'http']);
  expect(exit).toBe(2);
  expect(err).toContain('a port is a whole number from 0 (any free port) to 65535');
});

test.each(commands)('the help lists $term as the command describes itself', async ({ term, summary }) => {
  const [name = ''] = term.split(' ');
  const { out } = await runIn(directory, [name, '--help']);
  expect(out.startsWith(`Usage: verbatim ${term}`)).toBe(true);
  expect(out.replaceAll(/\s+/g, ' ')).toContain(` ${summary} `);
});

test('help of a command is the same as its --help', async () => {
  const asked = await runIn(directory, ['help', 'journey']);
  expect(asked).toEqual(await runIn(directory, ['journey', '--help']));
});
