import { describe, expect, it } from 'vitest';
import { shippedSentimentModel } from '../../../lib/analysis/sentiment/model/shipped-model.ts';
import { engineOf } from '../../../models/sentiment/engines.ts';
import { accuracy, macroF1 } from '../../../models/sentiment/measures.ts';
import { readScores } from '../../../models/sentiment/scores.ts';
import { isPresent, judgeSet, testSets } from '../../../models/sentiment/test-sets.ts';

const model = shippedSentimentModel();
const saved = readScores();
const sets = testSets.filter(({ byFolds }) => !byFolds);
const missing = sets.filter((set) => !isPresent(set)).map(({ name }) => name);

describe('the saved scores', () => {
  it('belong to the shipped model', () => {
    expect(saved?.version).toBe(model.version);
  });
});

describe.skipIf(missing.length > 0)(
  `no score falls by more than its noise${missing.length > 0 ? ' (skipped: there are no labelled sets, set VERBATIM_DATA)' : ''}`,
  () => {
    it.each(sets)('$name', (set) => {
      const outcomes = judgeSet(set, () => engineOf(model));
      const { value } = set.measure === 'accuracy' ? accuracy(outcomes) : macroF1(outcomes);
      expect(value).toBeGreaterThanOrEqual(saved?.sets[set.name]?.low ?? 1);
    });
  },
);
