import { expect, test } from 'vitest';
import { shippedSentimentModel } from '../../../lib/analysis/sentiment/model/shipped-model.ts';
import { scoreSentences } from '../../../lib/analysis/sentiment/sentences.ts';
import { directoryWith, runIn } from '../memory-shell.ts';

const comment = 'The staff were lovely. The parcel came late, but they were kind about it.';
const model = shippedSentimentModel();

test('each sentence is scored separately, with its place and three probabilities', () => {
  const sentences = scoreSentences(model, `  ${comment} !!! `);
  expect(sentences.map(({ span, label }) => [span, label])).toEqual([
    [[2, 24], 'positive'],
    [[25, 79], expect.any(String)],
  ]);
  for (const { probabilities = [] } of [...sentences, ...model.score(comment).clauses])
    expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
});

test('a text without words has no sentences', () => {
  expect(scoreSentences(model, ' ... ?! ')).toEqual([]);
});

test('verbatim explain shows comment, sentences, clauses and the words that decided', async () => {
  const { exit, out } = await runIn(directoryWith({}), ['explain', comment]);
  expect(exit).toBe(0);
  expect(out.match(/^(comment|sentence|clause)/gm)).toEqual([
    'comment',
    ...['sentence', 'sentence'],
    ...['clause', 'clause', 'clause'],
  ]);
  expect(out).toMatch(/^lovely +\+\d\.\d\d$/m);
});

test('verbatim explain --json has the words with spans and weights', async () => {
  const { out } = await runIn(directoryWith({}), ['explain', 'Not', 'bad at all', '--json']);
  const { words, sentences } = JSON.parse(out) as { words: { span: number[] }[]; sentences: unknown[] };
  expect(words.map(({ span }) => span)).toEqual([
    [0, 3],
    [4, 7],
    [8, 10],
    [11, 14],
  ]);
  expect(sentences).toHaveLength(1);
});

test('verbatim explain scores a text as the answer to what the question asked for', async () => {
  const scored = async (...options: string[]) => {
    const { out } = await runIn(directoryWith({}), [
      'explain',
      'Friendly staff at the desk',
      '--json',
      ...options,
    ]);
    return (JSON.parse(out) as { score: number }).score;
  };
  const [open, improve, praise] = [
    await scored(),
    await scored('--role', 'improve'),
    await scored('--role', 'praise'),
  ];
  expect(improve).toBeLessThan(open);
  expect(praise).toBeGreaterThan(open);
});
