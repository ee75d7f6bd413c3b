import { expect, test } from 'vitest';
import { scan } from '../../../../lib/analysis/sentiment/tokens/scan-text.ts';
import { createTokens } from '../../../../lib/analysis/sentiment/tokens/token-columns.ts';
import { readWordStates } from '../../../../lib/analysis/sentiment/tokens/word-states.ts';

const letters = ['.', 'n', 'p', 'u', 'c', 'e'];

/** A letter for each token: plain, negated, past, unreal, compared, ended. */
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
  ['cheaper than the bad one , and fast', '..ccc...'],
  ['more than happy', '...'],
  ['it ran well until the update', 'ppp...'],
  ['he was kind and waited until i was in', '.........'],
  ['the awful noise is gone', 'eeee.'],
  ['they fixed my broken phone , nice', '...e...'],
  ['the noise was fixed today', '.e...'],
  ['fixed the problem', '..e'],
  ['solved the billing issue kindly', '...e.'],
  ['issue resolved fast', 'e..'],
  ['the issue has been sorted quickly', '.e....'],
  ['fixed my laptop in an hour', '......'],
  ['friendly staff and my problem was solved', '....e..'],
  ['the leak came back after they fixed it', '........'],
  ['the problem needs to be fixed', '......'],
  ['happy with the till', '....'],
  ['it needs to be fixed', '.....'],
  ['it was not fixed yet', '...nn'],
])('"%s" has the states %s', (text, states) => {
  expect(statesIn(text)).toBe(states);
});

test('weights of four states set no others', () => {
  const tokens = scan('cheaper than the bad one , the noise is gone', createTokens());
  const states = new Uint8Array(tokens.count);
  readWordStates(tokens, states, 4);
  expect([...states].every((state) => state === 0)).toBe(true);
});
