import { describe, expect, test } from 'vitest';
import { changeOf } from '../../../lib/metrics/comparisons/change.ts';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { type CountedResponse, sumTallies, type Tally, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { seededChance, shareTrue } from '../chance.ts';

/** Some mention the theme often and others rarely, whatever they are asked; what they feel is up to chance. */
const often = { share: 0.3, chance: 0.8 };
const rarely = 0.1;
const truth = often.share * often.chance + (1 - often.share) * rarely;

interface Survey {
  readonly people: number;
  readonly questions: number;
  readonly days: number;
}

const drawId = (chance: () => number): string =>
  Array.from({ length: 8 }, () => Math.floor(36 * chance()).toString(36)).join('');

const answerOf = (chance: () => number, mentions: number): CountedResponse['answers'][number] => ({
  analysis: {
    status: 'scored',
    language: 'en',
    sentiment: { label: chance() < 0.5 ? 'negative' : 'positive', score: 0, mixed: false },
    themes:
      chance() < mentions
        ? [{ id: 'price', confidence: 1, sentiment: { label: 'neutral', score: 0 }, spans: [[0, 1]] }]
        : [],
  },
});

const drawTally = (chance: () => number, { people, questions, days }: Survey): Tally => {
  const persons = Array.from({ length: people }, () => ({
    respondent: drawId(chance),
    mentions: chance() < often.share ? often.chance : rarely,
  }));
  const day = () =>
    tallyOf(
      persons.map(({ respondent, mentions }) => ({
        responseId: drawId(chance),
        ...(days > 1 && { respondent }),
        ratings: {},
        asked: questions,
        answers: Array.from({ length: questions }, () => answerOf(chance, mentions)),
      })),
    );
  return sumTallies(Array.from({ length: days }, day));
};

const shareOf = (tally: Tally) => {
  const { price } = figuresOf(tally).themes;
  if (price === undefined) throw new Error('expected a mention');
  return price.share;
};

const surveys: Survey[] = [
  { people: 60, questions: 3, days: 1 },
  { people: 200, questions: 3, days: 1 },
  { people: 60, questions: 1, days: 5 },
];

describe('people who mention a theme again and again, with feelings that do not depend on it', () => {
  test.each(surveys)(
    'the share of the theme is in its interval: $people people, $questions questions, $days days',
    (survey) => {
      const holds = shareTrue(300, 41, (chance) => {
        const { low, high } = shareOf(drawTally(chance, survey));
        return low <= truth && truth <= high;
      });
      expect(holds).toBeGreaterThan(0.91);
    },
  );

  test.each(surveys)(
    'a share that stays is rarely called a change: $people people, $questions questions, $days days',
    (survey) => {
      const called = shareTrue(150, 42, (chance) => {
        const { p } = changeOf(shareOf(drawTally(chance, survey)), shareOf(drawTally(chance, survey)));
        return p < 0.05;
      });
      expect(called).toBeLessThan(0.1);
    },
  );

  test('everyone with one answer is as independent as before', () => {
    const tally = drawTally(seededChance(43), { people: 50, questions: 1, days: 1 });
    expect(tally.clusters).toBeUndefined();
  });
});
