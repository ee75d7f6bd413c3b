import { describe, expect, test } from 'vitest';
import { scaleOf } from './mapped.ts';

/** Wordings of small teams' own surveys: the scale stands in the question. */

const recommended = ['8', '9', '10', '10', '2', '4', '9', '8', '6', '10', '9', '8'];

describe('a score of recommendation', () => {
  test.each([
    'Recommend (0-10)',
    'Recommendation 0 to 10',
    'Would you recommend us?',
    'Would recommend (0 = no, 10 = yes)',
    'Recommend us?',
    'Recommendation score 0-10',
  ])('"%s" is NPS', async (name) => {
    expect((await scaleOf(name, recommended)).scale?.metric).toBe('nps');
  });

  test.each([
    ['Recommended product no', recommended],
    ['Would you recommend us?', ['1', '0', '1', '1', '0', '1', '1', '1', '0', '1', '1', '0']],
    ['Recommendations made', recommended],
  ])('"%s" is none', async (name, cells) => {
    expect((await scaleOf(name, cells)).scale?.metric).not.toBe('nps');
  });
});

const efforts = ['1', '2', '3', '5', '6', '7', '7', '6', '5', '3', '2', '7'];

describe('the direction of an effort score', () => {
  test.each([
    ['How easy was it to get what you needed? (1 = very difficult, 7 = very easy)', 'easy'],
    ['How easy was it? 1 - very easy, 7 - very difficult', 'effort'],
    ['How easy or difficult was it to get help? 1 (very difficult) to 7 (very easy)', 'easy'],
    ['How easy or difficult was it to get help? Very easy (1) to very difficult (7)', 'effort'],
    ['Wie leicht oder schwer war es? (1 = sehr schwer, 7 = sehr leicht)', 'easy'],
    ['¿Qué tan fácil fue? (1 = muy difícil, 7 = muy fácil)', 'easy'],
    ['Effort from 1 very difficult to 7 very easy', 'easy'],
  ])('is read from the wording "%s"', async (name, direction) => {
    const { scale, questions } = await scaleOf(name, efforts);
    expect({ scale, questions }).toEqual({
      scale: { metric: 'ces', min: 1, max: 7, direction },
      questions: [],
    });
  });

  test.each(['How easy or difficult was it to get help? (1-7)', 'How easy or hard was it, from 1 to 7?'])(
    'is asked where "%s" names both ends and not which',
    async (name) => {
      expect((await scaleOf(name, efforts)).questions).toEqual(['ces-direction']);
    },
  );
});
