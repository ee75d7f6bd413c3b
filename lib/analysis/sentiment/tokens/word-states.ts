import { outOfRange } from '../../../out-of-range.ts';
import type { Tokens } from './token-columns.ts';
import { wordClass } from './word-classes.ts';

/** How a word is meant: as it says, denied, as it was, or as it was wished. The model reads each with weights of its own. */
export const wordState = { plain: 0, negated: 1, past: 2, unreal: 3 } as const;

/** How many states there are. */
export const wordStates = 4;

/** How many words a cue reaches over, unless punctuation, a "but" or a "now" ends it before. */
const reach = 6;

const classAt = ({ classes }: Tokens, index: number): number => classes[index] ?? outOfRange(index);

const isIn = (tokens: Tokens, index: number, flag: number): boolean =>
  index >= 0 && index < tokens.count && (classAt(tokens, index) & flag) > 0;

/** The state of the words after a token, undefined where it leaves them as they are. */
const stateAfter = (tokens: Tokens, index: number): number | undefined => {
  const classes = classAt(tokens, index);
  if (classes & wordClass.negator)
    return isIn(tokens, index + 1, wordClass.limiter) ? undefined : wordState.negated;
  // "used to be", not "takes getting used to"
  if (classes & wordClass.past)
    return isIn(tokens, index - 1, wordClass.accustomed) ? undefined : wordState.past;
  if (classes & wordClass.wish) return wordState.unreal;
  // "should have been"
  if (classes & wordClass.perfect && isIn(tokens, index - 1, wordClass.modal)) return wordState.unreal;
  return undefined;
};

/**
 * Sets the state of every token of a text: of the words after a cue until its scope ends. Of two cues the one nearer before a word
 * counts, but in what was or was wished a negation changes nothing.
 */
export const readWordStates = (tokens: Tokens, states: Uint8Array): void => {
  let [until, current] = [0, 0];
  for (let index = 0; index < tokens.count; index += 1) {
    if (classAt(tokens, index) & (wordClass.scopeEnd | wordClass.now)) until = index;
    states[index] = index < until ? current : wordState.plain;
    const next = stateAfter(tokens, index);
    if (next === undefined) continue;
    const isKept = index < until && next === wordState.negated && current > wordState.negated;
    if (!isKept) [until, current] = [index + 1 + reach, next];
  }
};
