import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  adaptWeights,
  checkAdaptation,
  type LabelledComment,
} from '../../../../lib/analysis/sentiment/adaptation/adapt.ts';
import { decodeWeights } from '../../../../lib/analysis/sentiment/model/model-file.ts';
import { shippedWeights } from '../../../../lib/analysis/sentiment/model/shipped-model.ts';
import { createSentimentModel } from '../../../../lib/analysis/sentiment/model/trained-model.ts';
import { assetPath } from '../../../../lib/assets.ts';

const weights = decodeWeights(readFileSync(assetPath(shippedWeights)));
const base = createSentimentModel(weights);

/** A team for whom a "ticket" is always trouble and a "glide" is always a joy. */
const team: LabelledComment[] = [
  'Monday',
  'May',
  'the shop',
  'my account',
  'the north line',
  'work',
  'home',
].flatMap((place) =>
  ['about', 'for', 'from', 'near'].flatMap((word): LabelledComment[] => [
    { text: `a ticket ${word} ${place}`, label: 'negative' },
    { text: `a glide ${word} ${place}`, label: 'positive' },
  ]),
);
const adapted = adaptWeights(weights, team);
const model = createSentimentModel(adapted);

describe('adaptWeights', () => {
  it('learns what a word means to one team', () => {
    expect(model.score('a ticket from the office').score).toBeLessThan(
      base.score('a ticket from the office').score,
    );
    expect(model.score('a ticket from the office').label).toBe('negative');
  });

  it('keeps what it knew before', () => {
    for (const text of ['Wonderful, friendly staff', 'Terrible food and rude waiters'])
      expect(model.score(text).label).toBe(base.score(text).label);
  });

  it('changes the version, and leaves the base weights unchanged', () => {
    expect(adapted.version).toMatch(new RegExp(`^${weights.version.replace('+', '\\+')}/[0-9a-f]{8}$`));
    expect(base.version).toBe(weights.version);
  });

  it('gives the same weights for the same labels', () => {
    expect(adaptWeights(weights, team).version).toBe(adapted.version);
  });

  it('refuses fewer than 50 labels', () => {
    expect(() => adaptWeights(weights, team.slice(0, 49))).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });
});

describe('checkAdaptation', () => {
  it('finds that the fit helps the team, in accuracy and in macro-F1', () => {
    const { helps, before, after, macroF1 } = checkAdaptation(weights, team);
    expect(helps).toBe(true);
    expect(after).toBeGreaterThan(before);
    expect(macroF1.after).toBeGreaterThan(macroF1.before);
  });
});
