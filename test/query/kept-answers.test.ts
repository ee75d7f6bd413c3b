import { describe, expect, test } from 'vitest';
import { keepAnswers } from '../../lib/query/kept-answers.ts';

const keep = (milliseconds = () => 0) =>
  keepAnswers<string>({ maxKept: 2, maxMilliseconds: 1000, milliseconds });

describe('an answer', () => {
  test('is made once for a key, also where two ask at once', async () => {
    const kept = keep();
    const made: string[] = [];
    const ask = () =>
      kept.get('key', async () => {
        made.push('key');
        return 'answer';
      });
    expect([...(await Promise.all([ask(), ask()])), await ask(), made]).toEqual([
      ...['answer', 'answer', 'answer'],
      ['key'],
    ]);
  });

  test('that fails is made again', async () => {
    const kept = keep();
    await expect(kept.get('key', async () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(await kept.get('key', async () => 'found')).toBe('found');
  });

  test('that took so long that a deadline may have cut it short is made again', async () => {
    let now = 0;
    const kept = keep(() => now);
    await kept.get('key', async () => {
      now += 1001;
      return 'cut short';
    });
    expect(await kept.get('key', async () => 'whole')).toBe('whole');
  });

  test('that was requested longest ago is replaced by a new one', async () => {
    const kept = keep();
    for (const key of ['a', 'b', 'a', 'c']) await kept.get(key, async () => `first ${key}`);
    const again = await Promise.all(['a', 'b'].map((key) => kept.get(key, async () => `second ${key}`)));
    expect(again).toEqual(['first a', 'second b']);
  });
});
