import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inboxKey, watchInbox } from '../../lib/local/inbox.ts';

const folder = (): string => join(mkdtempSync(join(tmpdir(), 'verbatim-inbox-')), 'inbox');

/** Watches the folder; `next` gives the next file that is put, moved or complained of. */
const watched = async (directory: string, put: (key: string) => Promise<void> = async () => {}) => {
  const events: string[] = [];
  const waiting: ((event: string) => void)[] = [];
  const tell = (event: string): void => {
    const waiter = waiting.shift();
    if (waiter === undefined) events.push(event);
    else waiter(event);
  };
  const inbox = await watchInbox(directory, {
    put: (key) => put(key),
    onUploaded: (key) => tell(`uploaded ${key}`),
    onProblem: (path) => tell(`problem ${path}`),
  });
  onTestFinished(() => inbox.close());
  const next = (): Promise<string> => {
    const event = events.shift();
    return event === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(event);
  };
  return { inbox, next };
};

test('the key of a file is its path under the inbox', () => {
  expect(inboxKey('/tmp/inbox', '/tmp/inbox/delivery/may.csv')).toBe('uploads/delivery/may.csv');
  expect(inboxKey('/tmp/inbox', '/tmp/inbox/may.csv')).toBe('uploads/may.csv');
});

test('a new file is uploaded, then moved to .done', async () => {
  const directory = folder();
  const { next } = await watched(directory);
  mkdirSync(join(directory, 'delivery'));
  writeFileSync(join(directory, 'delivery', 'may.csv'), 'Comment\nfine\n');
  expect(await next()).toBe('uploaded uploads/delivery/may.csv');
  expect(existsSync(join(directory, 'delivery', 'may.csv'))).toBe(false);
  expect(readFileSync(join(directory, '.done', 'delivery', 'may.csv'), 'utf8')).toBe('Comment\nfine\n');
});

test('a file that arrived while nothing was running is uploaded at the start', async () => {
  const directory = folder();
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'early.csv'), 'Comment\nfine\n');
  const { next } = await watched(directory);
  expect(await next()).toBe('uploaded uploads/early.csv');
});

test('a second file of the same name does not replace the first in .done', async () => {
  const directory = folder();
  const { next } = await watched(directory);
  for (const text of ['first', 'second']) {
    writeFileSync(join(directory, 'may.csv'), text);
    expect(await next()).toBe('uploaded uploads/may.csv');
  }
  expect(readFileSync(join(directory, '.done', 'may.csv'), 'utf8')).toBe('first');
  expect(readFileSync(join(directory, '.done', 'may (2).csv'), 'utf8')).toBe('second');
});

test('hidden, temporary and lock files are ignored', async () => {
  const directory = folder();
  const { next } = await watched(directory);
  for (const name of ['.hidden.csv', '~$may.xlsx', 'may.csv.part', 'may.crdownload']) {
    writeFileSync(join(directory, name), 'x');
  }
  writeFileSync(join(directory, 'real.csv'), 'x');
  expect(await next()).toBe('uploaded uploads/real.csv');
  expect(existsSync(join(directory, '~$may.xlsx'))).toBe(true);
});

test('a file that cannot be uploaded stays where it is', async () => {
  const directory = folder();
  const { next } = await watched(directory, () => Promise.reject(new Error('no bucket')));
  writeFileSync(join(directory, 'may.csv'), 'x');
  expect(await next()).toBe(`problem ${join(directory, 'may.csv')}`);
  expect(existsSync(join(directory, 'may.csv'))).toBe(true);
});
