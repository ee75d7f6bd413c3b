import type { Cue } from './cues.ts';
import { type Finding, findingOf } from './finding.ts';

/** Licence plates: those of an unmistakable form anywhere, others if the text mentions a car or its plate. */

const unmistakable: readonly RegExp[] = [
  // United Kingdom since 2001, France since 2009
  /(?<![\p{L}\p{N}-])[A-Z]{2}\d{2} [A-Z]{3}(?![\p{L}\p{N}-])/gu,
  /(?<![\p{L}\p{N}-])[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}(?![\p{L}\p{N}-])/gu,
];

const besideCar: readonly RegExp[] = [
  // United Kingdom, France, Italy
  /(?<![\p{L}\p{N}-])[A-Z]{2} ?-?\d{2,3} ?-?[A-Z]{2,3}(?![\p{L}\p{N}-])/gu,
  // Germany, Austria
  /(?<![\p{L}\p{N}-])[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -]?\d{1,4}[EH]?(?![\p{L}\p{N}-])/gu,
  // Spain
  /(?<![\p{L}\p{N}-])\d{4}[ -]?[B-DF-HJ-NP-TV-Z]{3}(?![\p{L}\p{N}-])/gu,
  // Portugal and the Netherlands
  /(?<![\p{L}\p{N}-])(?:[A-Z]{2}|\d{2})-(?:[A-Z]{2}|\d{2})-(?:[A-Z]{2}|\d{2})(?![\p{L}\p{N}-])/gu,
  /(?<![\p{L}\p{N}-])(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,3}|\d{1,3})(?![\p{L}\p{N}-])/gu,
  // United States, Brazil
  /(?<![\p{L}\p{N}-])(?:\d?[A-Z]{3}[ -]?\d{3,4}|[A-Z]{3}\d[A-Z]\d{2})(?![\p{L}\p{N}-])/gu,
];
/** From "my car" to its plate. */
const besideCue = 32;
/** 12-05-24 is a date. */
const hasLetter = /\p{L}/u;

const isBeside = ({ start, end }: Finding, cues: readonly Cue[]): boolean =>
  cues.some(
    (cue) =>
      (cue.end <= start && start - cue.end <= besideCue) ||
      (cue.start >= end && cue.start - end <= besideCue),
  );

const all = (text: string, forms: readonly RegExp[]): Finding[] =>
  forms
    .flatMap((form) => [...text.matchAll(form)].map((match) => findingOf(match, 'plate')))
    .filter(({ start, end }) => hasLetter.test(text.slice(start, end)));

export const findPlates = (text: string, cues: readonly Cue[]): Finding[] => {
  const ofCars = cues.filter(({ kind }) => kind === 'plate');
  if (ofCars.length === 0) return all(text, unmistakable);
  return [...all(text, unmistakable), ...all(text, besideCar).filter((plate) => isBeside(plate, ofCars))];
};
