import { expect, test } from 'vitest';
import { bare } from '../../models/sentiment/challenge.ts';
import { createRandom } from '../../models/sentiment/random.ts';
import { kindPhrases } from '../../models/sentiment/refinement/kinds.ts';
import {
  isByTeacher,
  isMeasured,
  readOwnSentences,
} from '../../models/sentiment/refinement/own-sentences.ts';
import { ownPhrases } from '../../models/sentiment/sources.ts';

const sentences = readOwnSentences();

test('one own sentence in eight of the writers who teach measures and teaches nothing', () => {
  const theirs = sentences.filter(isByTeacher);
  const share = theirs.filter(isMeasured).length / theirs.length;
  expect(share).toBeGreaterThan(0.11);
  expect(share).toBeLessThan(0.14);
});

test('no sentence of another writer teaches', () => {
  const others = sentences.filter((each) => !isByTeacher(each));
  expect(others.length).toBeGreaterThan(1000);
  expect(others.filter((each) => !isMeasured(each))).toEqual([]);
});

test('no measured sentence is among those that templates give to the training', () => {
  const taught = new Set([...ownPhrases(), ...kindPhrases(createRandom(1))].map(({ text }) => bare(text)));
  expect(sentences.filter((each) => isMeasured(each) && taught.has(bare(each.text)))).toEqual([]);
});
