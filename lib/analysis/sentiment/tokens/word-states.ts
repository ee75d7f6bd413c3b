import { outOfRange } from '../../../out-of-range.ts';
import type { Tokens } from './token-columns.ts';
import { wordClass } from './word-classes.ts';

/**
 * How a word is meant: as it says, denied, as it was, as it was wished, of what something is compared with ("cheaper than the bad one"),
 * or of what has ended ("the noise is gone"). The model reads each with weights of its own.
 */
export const wordState = { plain: 0, negated: 1, past: 2, unreal: 3, compared: 4, ended: 5 } as const;

/** How many states there are. */
export const wordStates = 6;

/** How many words a cue reaches over, unless punctuation, a "but" or a "now" ends it before. */
const reach = 6;
/** How many words before a cue ("until", "is gone") it reaches over. */
const reachBack = 8;
/** How far from "fixed" the trouble is that has ended: before it ("the noise was fixed") and after it ("fixed the awful noise"). */
const reachOfEnd = 4;
const reachOfObject = 3;

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
  // "cheaper than", not "more than happy"
  if (classes & wordClass.compared)
    return isIn(tokens, index - 1, wordClass.notCompared) ? undefined : wordState.compared;
  // "should have been"
  if (classes & wordClass.perfect && isIn(tokens, index - 1, wordClass.modal)) return wordState.unreal;
  return undefined;
};

/** From a token on, in one direction. */
interface Spread {
  readonly from: number;
  readonly step: 1 | -1;
  readonly length: number;
  readonly state: number;
  /** Classes of the only words that are set. Default: all words. */
  readonly only?: number;
}

/** Sets the state of words that have none, until punctuation or a "but". */
const spread = (tokens: Tokens, states: Uint8Array, { from, step, length, state, only }: Spread): void => {
  for (let index = from + step; Math.abs(index - from) <= length; index += step) {
    if (index < 0 || index >= tokens.count || isIn(tokens, index, wordClass.scopeEnd)) return;
    const isMeant = only === undefined || isIn(tokens, index, only);
    if (isMeant && states[index] === wordState.plain) states[index] = state;
  }
};

/** Of what has ended with "fixed", only the trouble: "the noise was fixed in an hour", "issue resolved fast", "fixed the problem". */
const spreadsOfEnd = (tokens: Tokens, index: number): Omit<Spread, 'from'>[] => {
  // "needs to be fixed"
  if (isIn(tokens, index - 1, wordClass.accustomed)) return [];
  const trouble = { state: wordState.ended, only: wordClass.trouble };
  const isPassive = isIn(tokens, index - 1, wordClass.passive);
  const before = { ...trouble, step: -1, length: isPassive ? reachOfEnd : 1 } as const;
  return isPassive ? [before] : [before, { ...trouble, step: 1, length: reachOfObject }];
};

/** Where a word says something of others that a forward cue does not: "it worked until", "the noise is gone", "they fixed the noise". */
const spreadsOf = (tokens: Tokens, index: number): Omit<Spread, 'from'>[] => {
  const classes = classAt(tokens, index);
  // "it worked until", not "waited until"
  if (classes & wordClass.until && !isIn(tokens, index - 1, wordClass.waiting))
    return [{ step: -1, length: reachBack, state: wordState.past }];
  if (classes & wordClass.gone) return [{ step: -1, length: reachBack, state: wordState.ended }];
  return classes & wordClass.ended ? spreadsOfEnd(tokens, index) : [];
};

const readBack = (tokens: Tokens, states: Uint8Array): void => {
  for (let index = 0; index < tokens.count; index += 1) {
    if (states[index] !== wordState.plain) continue;
    for (const found of spreadsOf(tokens, index)) spread(tokens, states, { from: index, ...found });
  }
};

/**
 * Sets the state of every token of a text: of the words after a cue until its scope ends, and of those before "until" or "gone", and of trouble that is "fixed". Of two
 * cues the one nearer before a word counts, but in what was or was wished a negation changes nothing.
 *
 * @param known how many states the reader's weights know: others are not set. Default: all
 */
export const readWordStates = (tokens: Tokens, states: Uint8Array, known: number = wordStates): void => {
  let [until, current] = [0, 0];
  for (let index = 0; index < tokens.count; index += 1) {
    if (classAt(tokens, index) & (wordClass.scopeEnd | wordClass.now)) until = index;
    states[index] = index < until ? current : wordState.plain;
    const next = stateAfter(tokens, index);
    if (next === undefined || next >= known) continue;
    const isKept = index < until && next === wordState.negated && current > wordState.negated;
    if (!isKept) [until, current] = [index + 1 + reach, next];
  }
  if (known > wordState.compared) readBack(tokens, states);
};
