import type { Finding } from './finding.ts';

/** E-mail addresses, also as people write them for people: "jo [at] example [dot] org", "jo at example dot org". */

const atSign = /@|(?<=[\s([{<])(?:at|ät|arroba|arobase|chez|bei|chiocciola|apenstaartje)(?=[\s)\]}>])/giu;
/** A part between dots, a dot, and a dot written as a word. */
const token = /[\p{L}\p{N}_%+-]+|\./gu;
const dotWord = /^(?:dot|punkt|point|punto|ponto|punt)$/i;
/** The words for a dot in the languages of a word for the at sign: "at this point in" is no address. */
const dotsOf: Readonly<Record<string, string>> = {
  at: 'dot punkt punt',
  ät: 'punkt',
  bei: 'punkt',
  arobase: 'point',
  chez: 'point',
  arroba: 'punto ponto',
  chiocciola: 'punto',
  apenstaartje: 'punt',
};
const bracket = /[([{<)\]}>]/;
const beginsDomainEnd = /^\p{L}[\p{L}\p{N}-]+$/u;
/** Most addresses are shorter on either side. */
const reach = 100;

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const tokensOf = (text: string, from: number, to: number): Token[] =>
  [...text.slice(from, to).matchAll(token)].map(({ index, 0: part }) => ({
    text: part,
    start: from + index,
    end: from + index + part.length,
  }));

const isNear = (gap: string): boolean => gap.length <= 3 && /^[\s([{<)\]}>]*$/.test(gap);

/** A dot touches what it separates, or is in brackets; a word for it has spaces around it. */
const isDot = (text: string, [before, dot, after]: readonly [Token, Token, Token]): boolean => {
  const [left, right] = [text.slice(before.end, dot.start), text.slice(dot.end, after.start)];
  if (!isNear(left) || !isNear(right)) return false;
  if (dot.text === '.') return (left === '' && right === '') || (bracket.test(left) && bracket.test(right));
  return dotWord.test(dot.text) && left !== '' && right !== '';
};

/** How many of the tokens from the first on are one name with dots in it; `backward` reads them from the last. */
const reachOfName = (text: string, tokens: readonly Token[], backward: boolean): number => {
  let count = 1;
  for (;;) {
    const [here, dot, next] = tokens.slice(count - 1, count + 2);
    if (here === undefined || dot === undefined || next === undefined || next.text === '.') return count;
    if (!isDot(text, backward ? [next, dot, here] : [here, dot, next])) return count;
    count += 2;
  }
};

/** What stands around an at sign, or a word for it: the nearest tokens come first. */
interface Sides {
  readonly sign: string;
  readonly gaps: readonly [left: string, right: string];
  readonly local: readonly Token[];
  readonly domain: readonly Token[];
}

const sidesOf = (text: string, { index, 0: sign }: RegExpExecArray): Sides | undefined => {
  const stop = index + sign.length;
  const before = tokensOf(text, Math.max(0, index - reach), index).reverse();
  const after = tokensOf(text, stop, stop + reach);
  const [last, first] = [before[0], after[0]];
  if (last === undefined || first === undefined) return undefined;
  const gaps = [text.slice(last.end, index), text.slice(stop, first.start)] as const;
  if (!gaps.every(isNear)) return undefined;
  return {
    sign: sign.toLowerCase(),
    gaps,
    local: before.slice(0, reachOfName(text, before, true)),
    domain: after.slice(0, reachOfName(text, after, false)),
  };
};

const isAddress = ({ sign, gaps: [left, right], domain }: Sides): boolean => {
  const dots = (dotsOf[sign] ?? '').split(' ');
  return (
    (sign === '@' && left === right) ||
    (bracket.test(left) && bracket.test(right)) ||
    domain.some(({ text }) => dots.includes(text.toLowerCase()))
  );
};

const addressAround = (text: string, match: RegExpExecArray): Finding[] => {
  const sides = sidesOf(text, match);
  const [first, last] = [sides?.local.at(-1), sides?.domain.at(-1)];
  if (sides === undefined || first === undefined || last === undefined) return [];
  const hasEnd = sides.domain.length >= 3 && beginsDomainEnd.test(last.text);
  return hasEnd && isAddress(sides) ? [{ start: first.start, end: last.end, kind: 'email' }] : [];
};

export const findEmails = (text: string): Finding[] =>
  [...text.matchAll(atSign)].flatMap((match) => addressAround(text, match));
