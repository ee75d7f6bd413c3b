import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { fileOnDisk } from '../../../lib/feedback/reading/disk.ts';
import { openTable } from '../../../lib/feedback/reading/open.ts';
import { readTable } from './reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'verbatim-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pathOf = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('files on disk', () => {
  test('any range of their bytes can be read, an empty one too', async () => {
    const file = fileOnDisk(pathOf('range.txt', '0123456789'));
    expect({ name: file.name, sizeBytes: file.sizeBytes }).toEqual({ name: 'range.txt', sizeBytes: 10 });
    expect(String(await buffer(file.bytes()))).toBe('0123456789');
    expect(String(await buffer(file.bytes(2, 5)))).toBe('234');
    expect(String(await buffer(file.bytes(5, 5)))).toBe('');
    expect(String(await buffer(file.bytes(8)))).toBe('89');
  });

  test('a missing file is named in the error', () => {
    const path = join(folder, 'none.csv');
    expect(() => fileOnDisk(path)).toThrow(
      expect.objectContaining({
        code: 'file-not-found',
        details: expect.objectContaining({ file: path, got: 'ENOENT' }),
      }),
    );
  });

  test('a directory is not a file', () => {
    expect(() => fileOnDisk(folder)).toThrow(
      expect.objectContaining({
        code: 'file-format-unsupported',
        details: { file: folder, expected: 'a file', got: 'a directory' },
      }),
    );
  });

  test('are read as tables', async () => {
    const { cells } = await readTable(await openTable(fileOnDisk(pathOf('a.csv', 'a,b\n1,2\n'))));
    expect(cells).toEqual([['1', '2']]);
  });
});

const openHandles = (path: string): number =>
  readdirSync('/proc/self/fd').filter((handle) => {
    try {
      return readlinkSync(`/proc/self/fd/${handle}`) === path;
    } catch {
      // The handle of the listing itself is gone by now.
      return false;
    }
  }).length;

const closed = async (path: string): Promise<number> => {
  for (let turn = 0; turn < 1_000 && openHandles(path) > 0; turn += 1) await new Promise(setImmediate);
  return openHandles(path);
};

test.skipIf(process.platform !== 'linux')(
  'leaving the rows early closes the file (seen in /proc)',
  async () => {
    const lines = Array.from({ length: 200_000 }, (_, row) => `${row},a comment that is long enough`);
    const path = pathOf('large.csv', `id,comment\n${lines.join('\n')}\n`);
    const table = await openTable(fileOnDisk(path));
    let handlesWhileReading = 0;
    for await (const { row } of table.rows()) {
      if (row < 2_000) continue;
      handlesWhileReading = openHandles(path);
      break;
    }
    expect(handlesWhileReading).toBe(1);
    expect(await closed(path)).toBe(0);
  },
);
