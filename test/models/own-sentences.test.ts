import { expect, test } from 'vitest';
import { bare } from '../../models/sentiment/challenge.ts';
import { isByTrainingWriter, isMeasured, readOwnSentences } from '../../models/sentiment/own-sentences.ts';
import { createRandom } from '../../models/sentiment/random.ts';
import { kindPhrases } from '../../models/sentiment/refinement/kinds.ts';
import { ownPhrases } from '../../models/sentiment/sources.ts';

const sentences = readOwnSentences();

test('one written sentence in eight of the training writers is held out', () => {
  const theirs = sentences.filter(isByTrainingWriter);
  const share = theirs.filter(isMeasured).length / theirs.length;
  expect(share).toBeGreaterThan(0.11);
  expect(share).toBeLessThan(0.14);
});

test('every sentence of the held-out writers is held out', () => {
  const others = sentences.filter((each) => !isByTrainingWriter(each));
  expect(others.length).toBeGreaterThan(1000);
  expect(others.filter((each) => !isMeasured(each))).toEqual([]);
});

test('no held-out sentence is among those that templates give to the training', () => {
  const taught = new Set([...ownPhrases(), ...kindPhrases(createRandom(1))].map(({ text }) => bare(text)));
  expect(sentences.filter((each) => isMeasured(each) && taught.has(bare(each.text)))).toEqual([]);
});
