import { expect, test } from 'vitest';
import { scan } from '../../../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../../../lib/analysis/sentiment/tokens/token-columns.ts';
import { readWordStates } from '../../../../lib/analysis/sentiment/tokens/word-states.ts';

const letters = ['.', 'n', 'p', 'u'];

/** A letter for each token: plain, negated, past, unreal. */
const statesIn = (text: string): string => {
  const tokens = scan(text, createTokens());
  const states = new Uint8Array(tokens.count);
  readWordStates(tokens, states);
  return [...states].map((state) => letters[state]).join('');
};

test.each([
  ['it is not bad at all', '...nnn'],
  ['not only bad', '...'],
  ['no smell , lovely', '.n..'],
  ['it used to be bad , now it is good', '..ppp.....'],
  ['takes getting used to', '....'],
  ['i wish it worked', '..uu'],
  ['it should have worked', '...u'],
  ['i have worked', '...'],
  ['i wish you would not call', '..uuuu'],
  ['it used to be good but not now', '..ppp...'],
])('"%s" has the states %s', (text, states) => {
  expect(statesIn(text)).toBe(states);
});
