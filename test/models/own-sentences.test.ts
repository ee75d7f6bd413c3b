import { expect, test } from 'vitest';
import { bare } from '../../models/sentiment/challenge.ts';
import { createRandom } from '../../models/sentiment/random.ts';
import { kindPhrases } from '../../models/sentiment/refinement/kinds.ts';
import { isMeasured, readOwnSentences } from '../../models/sentiment/refinement/own-sentences.ts';
import { ownPhrases } from '../../models/sentiment/sources.ts';

const sentences = readOwnSentences();

test('one own sentence in eight measures and teaches nothing', () => {
  const share = sentences.filter(isMeasured).length / sentences.length;
  expect(share).toBeGreaterThan(0.11);
  expect(share).toBeLessThan(0.14);
});

test('no measured sentence is among those that templates give to the training', () => {
  const taught = new Set([...ownPhrases(), ...kindPhrases(createRandom(1))].map(({ text }) => bare(text)));
  expect(sentences.filter((each) => isMeasured(each) && taught.has(bare(each.text)))).toEqual([]);
});
