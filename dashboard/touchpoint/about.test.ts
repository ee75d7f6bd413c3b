import { describe, expect, test } from 'vitest';
import { commentsHref, leadOf, scoresOf, seriesOf, themeName } from './about.ts';
import { about, aboutIn, answer, ease } from './presentation/example.ts';

describe('what is looked at first', () => {
  test('is the score of the largest finding', () => {
    expect(leadOf(answer)?.what).toBe(ease);
    expect(scoresOf(answer).map(({ what }) => what.name)).toEqual(['Found it easy', 'NPS']);
  });

  test('is another where the address asks for one that is there', () => {
    const asked = (metric: string) => seriesOf(aboutIn('en', { metric }));
    expect([asked('nps:transactional'), asked('volume'), asked('csat:1-5')]).toEqual([
      'nps:transactional',
      'volume',
      'ces:1-7:easy',
    ]);
  });

  test('names themes as the findings do, and others by their id', () => {
    expect([themeName(about, 'delivery'), themeName(about, 'wait-time')]).toEqual(['Delivery', 'Wait time']);
  });

  test('leads to comments of the same time and condition', () => {
    const narrowed = aboutIn('en', { where: 'channel:web', against: 'season' });
    expect(commentsHref(narrowed, { theme: 'delivery' })).toBe(
      '/comments?period=2025-05&against=season&tp=checkout&theme=delivery&where=channel:web',
    );
  });
});
