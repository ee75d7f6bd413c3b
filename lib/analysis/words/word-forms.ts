import { outOfRange } from '../../out-of-range.ts';
import { extendHash } from './word-hash.ts';

/** A word as it is written, wherever it stands: what is found out about it once holds at all its places. */
export interface WordForm {
  /** Lower case, with straight apostrophes; a negation with its own. */
  readonly normal: string;
  /** From 1. Two words of one number are written alike; no number is given twice. */
  readonly number: number;
}

interface RememberedForm extends WordForm {
  readonly written: string;
}

const negated = 'ca could did do does had has have is must need should was were wo would are'.split(' ');
/** Negations as they come without their apostrophe: "dont", and "don" before a "t" of its own. */
export const withApostrophe = new Map(negated.map((word) => [`${word}nt`, `${word}n't`]));

const normalOf = (written: string): string => {
  const lower = written.toLowerCase();
  if (lower.endsWith('nt')) return withApostrophe.get(lower) ?? lower;
  return lower.includes('’') ? lower.replaceAll('’', "'") : lower;
};

/** As many forms as are remembered before all are forgotten. A power of two: a number's slot is its lowest bits. */
const maxForms = 2 ** 16;
/** Longer ones are links and key banging, and hardly come twice. */
const maxWrittenLength = 32;

/** Hash table of open addressing, at most half full; a slot holds the index of a form, plus one. */
const slots = new Int32Array(2 * maxForms);
const forms: RememberedForm[] = [];
let formsCounted = 0;

const hashBetween = (text: string, start: number, end: number): number => {
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = extendHash(hash, text.charCodeAt(at));
  return hash ^ (hash >>> 15);
};

const forgetAll = (): void => {
  slots.fill(0);
  forms.length = 0;
};

const newForm = (written: string): RememberedForm => {
  formsCounted += 1;
  return { written, normal: normalOf(written), number: formsCounted };
};

/** Compared in place: cutting the word out would cost more than everything else that is done with it. */
const isWrittenAt = (written: string, text: string, start: number): boolean => {
  for (let at = 0; at < written.length; at += 1)
    if (written.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
};

/** The form of the word that is at `text[start, end)`. */
export const formAt = (text: string, start: number, end: number): WordForm => {
  if (end - start > maxWrittenLength) return newForm(text.slice(start, end));
  if (forms.length === maxForms) forgetAll();
  let slot = hashBetween(text, start, end) & (slots.length - 1);
  for (let index = slots[slot] ?? outOfRange(slot); index > 0; index = slots[slot] ?? outOfRange(slot)) {
    const form = forms[index - 1] ?? outOfRange(index - 1);
    if (form.written.length === end - start && isWrittenAt(form.written, text, start)) return form;
    slot = (slot + 1) & (slots.length - 1);
  }
  const form = newForm(text.slice(start, end));
  slots[slot] = forms.push(form);
  return form;
};

/**
 * Finds out a number about each form of a word once. What was found out about old forms gives way to new ones: it changes no
 * answer.
 *
 * @param findOut Gives a whole number of 32 bits.
 * @example const lengthOf = rememberByForm((normal) => normal.length)
 */
export const rememberByForm = (
  findOut: (normal: string) => number,
): ((word: { readonly normal: string; readonly form: number }) => number) => {
  const numbers = new Int32Array(maxForms);
  const found = new Int32Array(maxForms);
  return ({ normal, form }) => {
    const slot = form & (maxForms - 1);
    if (numbers[slot] === form) return found[slot] ?? outOfRange(slot);
    const value = findOut(normal);
    numbers[slot] = form;
    found[slot] = value;
    return value;
  };
};
