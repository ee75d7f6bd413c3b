import { type Cue, isNoName } from './cues.ts';
import { type Finding, findingOf } from './finding.ts';

/** Names: those of the row's respondent, and those that words announce ("my name is", "thanks to", a farewell at the end). */

const particle = "(?:de|da|do|dos|das|van|der|den|von|zu|di|del|della|la|le|el|y|e|ter|ten|te|d')";
/** A full name's parts; where capitals are few, those in capitals alone are other things. */
const written = (part: string): RegExp =>
  new RegExp(
    `^(?:${particle} ){0,2}(?:${part})(?: (?:${particle} ){0,2}(?:\\p{Lu}\\.|\\p{Lu}[\\p{L}'’-]+)){0,3}`,
    'u',
  );
const anyName = written("\\p{Lu}[\\p{L}'’-]+");
const name = written("\\p{Lu}[\\p{Lu}'’-]*\\p{Ll}[\\p{L}'’-]*");
/** "my name is anna" */
const smallName = /^\p{Ll}{2,20}(?: \p{Ll}{2,20})?(?=\s?(?:[,.!;]|and |und |et |y |e |en |$))/u;
const between = /^[\s:,-]{0,4}(?:(?:Mr|Mrs|Ms|Dr|Herr|Herrn|Frau|Mme|Mlle|Sr|Sra|Sig|Dona|Dhr|Mevr)\.? )?/u;
const sameName = /^(?: (?:and|und|et|y|e|en|&) |, )(?=\p{Lu})/u;
const isParticle = new RegExp(`^${particle}$`, 'u');
const wordOfName = /[\p{L}'’-]+/gu;
const closingEnd = /^[\s,.!;:~*–—-]{0,6}/u;
const textEnd = /^[\s.!*~]*$/u;
const startsOn = (text: string, at: number): boolean =>
  at === 0 || /[\n.!?,;] {0,3}$/u.test(text.slice(Math.max(0, at - 4), at));

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The name at an offset, up to the first word that is not part of it; undefined if there is none. */
const nameAt = (text: string, at: number, pattern: RegExp = name): Span | undefined => {
  const found = pattern.exec(text.slice(at, at + 100))?.[0];
  if (found === undefined) return undefined;
  let end = 0;
  for (const { index, 0: word } of found.matchAll(wordOfName)) {
    if (!isParticle.test(word) && isNoName(word)) break;
    if (pattern === smallName || !isParticle.test(word)) end = index + word.length;
  }
  return end < 2 ? undefined : { start: at, end: at + end };
};

const toFinding = ({ start, end }: Span): Finding => ({ start, end, kind: 'name' });

/** "Anna, Ben and Carla" */
const namesFrom = (text: string, at: number, pattern: RegExp = name): Finding[] => {
  const found: Finding[] = [];
  for (let next = nameAt(text, at, pattern); next !== undefined && found.length < 10; ) {
    found.push(toFinding(next));
    const link = sameName.exec(text.slice(next.end, next.end + 8))?.[0];
    next = link === undefined ? undefined : nameAt(text, next.end + link.length);
  }
  return found;
};

/** Where all words but those of a name begin with a capital, a capital announces nothing. */
const isInCapitals = (text: string, { start, end }: Span): boolean => {
  const others = `${text.slice(0, start)} ${text.slice(end)}`.match(/\p{L}[\p{L}'’]*/gu) ?? [];
  const capitals = others.filter((word) => /^\p{Lu}/u.test(word)).length;
  return others.length > 2 && capitals > 0.7 * others.length;
};

const after = (text: string, { end }: Cue): number =>
  end + (between.exec(text.slice(end, end + 24))?.[0].length ?? 0);

const introduced = (text: string, cue: Cue): Finding[] => {
  const at = after(text, cue);
  const span = nameAt(text, at, anyName) ?? nameAt(text, at, smallName);
  return span === undefined ? [] : [toFinding(span)];
};

/** "This is Anna speaking": "This is Great!" is nobody. */
const onThePhone = /^ (?:speaking|here)(?!\p{L})/u;
const endOfClause = /^\s?(?:[,.!;\n]|$)/u;
/** "Soy Ana, y…", "Sono Anna.": the words alone are said of much else. */
const announcesSelf = (text: string, cue: Cue): Finding[] => {
  if (!startsOn(text, cue.start)) return [];
  const span = nameAt(text, after(text, cue));
  if (span === undefined || !/^\p{Lu}/u.test(text.slice(span.start, span.start + 2))) return [];
  const goesOn = /^(?:this|it)/iu.test(text.slice(cue.start, cue.end)) ? onThePhone : endOfClause;
  return goesOn.test(text.slice(span.end, span.end + 12)) ? [toFinding(span)] : [];
};

/** "Kind regards, Anna Smith" at the end of a text. */
const signed = (text: string, cue: Cue): Finding[] => {
  if (!startsOn(text, cue.start)) return [];
  const gap = closingEnd.exec(text.slice(cue.end, cue.end + 12))?.[0] ?? '';
  const at = cue.end + gap.length;
  const span = /[\n,–—-]/.test(gap) ? nameAt(text, at) : undefined;
  return span !== undefined && textEnd.test(text.slice(span.end, span.end + 40)) ? [toFinding(span)] : [];
};

const dashed = /(?:^|[.!?]\s{0,2}|\n)[-–—~] ?(?=\p{Lu})/gu;
/** "… never again. – Anna" */
const signedByDash = (text: string): Finding[] =>
  [...text.matchAll(dashed)].flatMap(({ index, 0: dash }) => {
    const span = nameAt(text, index + dash.length);
    return span !== undefined && textEnd.test(text.slice(span.end)) ? [toFinding(span)] : [];
  });

const titleGap = /^\.? ?/u;
/** "Mr. Smith", "Frau Dr. Weber"; "MS Office" is nobody. */
const titled = (text: string, { start, end }: Cue): Finding[] => {
  const isShort = end - start <= 4;
  if (isShort && !/^\p{Lu}\p{Ll}/u.test(text.slice(start, start + 2))) return [];
  const at = end + (titleGap.exec(text.slice(end, end + 2))?.[0].length ?? 0);
  return at === end ? [] : namesFrom(text, after(text, { kind: 'title', start, end: at }), anyName);
};

const byCue: Readonly<Partial<Record<Cue['kind'], (text: string, cue: Cue) => Finding[]>>> = {
  introduces: introduced,
  announces: announcesSelf,
  thanks: (text, cue) => namesFrom(text, after(text, cue)),
  title: titled,
  closes: signed,
};

const announced = (text: string, cues: readonly Cue[]): Finding[] => {
  const found = cues.filter(({ kind }) => byCue[kind] !== undefined);
  if (found.length === 0) return [];
  return found.flatMap((cue) => {
    const names = byCue[cue.kind]?.(text, cue) ?? [];
    return cue.kind === 'introduces' || cue.kind === 'closes'
      ? names
      : names.filter((name) => !isInCapitals(text, name));
  });
};

const isNameLike = /^[\p{L}'’. -]{2,60}$/u;

/** A name, or what stands before the at sign of an address if it has parts; '' for anything else. */
const nameIn = (cell: string): string => {
  const [local = '', domain] = cell.trim().split('@');
  const isAddress = domain !== undefined;
  const name = isAddress ? local.replaceAll(/[._\d+]/g, ' ') : local;
  return isNameLike.test(name) && (!isAddress || /[._-]/.test(local)) ? name : '';
};

/**
 * What a person may be called, out of what their columns say: a name in its parts, an address before its at sign.
 *
 * @example namesOf(['Maria Schmidt', 'jo.doe@example.org']) // Set { 'maria', 'schmidt', 'doe' }
 */
export const namesOf = (cells: readonly string[]): ReadonlySet<string> =>
  new Set(
    cells
      .flatMap((cell) => nameIn(cell).split(/[^\p{L}'’]+/u))
      .filter((word) => word.length >= 3 && !isNoName(word))
      .map((word) => word.toLowerCase()),
  );

/** A name in small letters could be any word. */
const knownNames = (text: string, names: ReadonlySet<string>): Finding[] =>
  names.size === 0
    ? []
    : [...text.matchAll(/\p{L}[\p{L}'’]*/gu)]
        .filter(
          ({ 0: word }) => /^\p{Lu}/u.test(word) && names.has(word.toLowerCase().replace(/['’]s$/u, '')),
        )
        .map((match) => findingOf(match, 'name'));

export const findNames = (text: string, cues: readonly Cue[], names: ReadonlySet<string>): Finding[] => [
  ...announced(text, cues),
  ...(/[-–—~]/.test(text) ? signedByDash(text) : []),
  ...knownNames(text, names),
];
