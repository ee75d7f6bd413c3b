import { polarityCount } from '../metrics/figures/moments.ts';
import { countRespondents, type Respondents } from '../metrics/tally/respondents.ts';
import { emptyTally, sumTallies, type Tally } from '../metrics/tally/tally.ts';

/**
 * The parts of a tally that are disclosed or suppressed separately: the respondents (`whole`), the texts (`text`: answers and their
 * sentiment), and each rating, theme and signal.
 */
export type Part = 'whole' | 'text' | `rating:${string}` | `theme:${string}` | `signal:${string}`;

const ratingsIn = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The respondents of a number of ratings or answers: never more than responded. */
const respondentsOf = (count: number, { people }: Tally): Respondents =>
  people === 'many' || count < people.length ? count : people;

/** The parts of a tally that have respondents; none of the empty tally. */
export const respondentsByPart = (tally: Tally): Map<Part, Respondents> => {
  const respondents = new Map<Part, Respondents>();
  const add = (part: Part, of: Respondents): void => {
    if (countRespondents(of) > 0) respondents.set(part, of);
  };
  if (tally.responses > 0) respondents.set('whole', tally.people);
  add('text', respondentsOf(tally.answers.scored, tally));
  for (const [key, counts] of Object.entries(tally.ratings))
    add(`rating:${key}`, respondentsOf(ratingsIn(counts), tally));
  for (const [id, { people }] of Object.entries(tally.themes)) add(`theme:${id}`, people);
  for (const [id, count] of Object.entries(tally.signals)) add(`signal:${id}`, respondentsOf(count, tally));
  return respondents;
};

const named = (part: Part): string => part.slice(part.indexOf(':') + 1);

/** The responses, ratings or answers that a part counts. */
export const sizeIn = (tally: Tally, part: Part): number => {
  if (part === 'whole') return tally.responses;
  if (part === 'text') return tally.answers.scored;
  if (part.startsWith('rating:')) return ratingsIn(tally.ratings[named(part)] ?? {});
  if (part.startsWith('signal:')) return tally.signals[named(part)] ?? 0;
  const theme = tally.themes[named(part)];
  return theme === undefined ? 0 : polarityCount(theme);
};

const keptKeys = <Value>(values: Readonly<Record<string, Value>>, keep: (key: string) => boolean) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keep(key)));

const clustersOf = ({ clusters = {} }: Tally, keep: (part: Part) => boolean): Pick<Tally, 'clusters'> => {
  const kept = keptKeys(clusters, (key) =>
    keep(key === 'text' || key === 'asked' ? 'text' : `rating:${key}`),
  );
  const { text } = kept;
  if (text?.themes !== undefined)
    kept['text'] = { ...text, themes: keptKeys(text.themes, (id) => keep(`theme:${id}`)) };
  return Object.keys(kept).length === 0 ? {} : { clusters: kept };
};

/** A tally with only some of its parts; the others are empty. */
export const keepParts = (tally: Tally, keep: (part: Part) => boolean): Tally => {
  const { responses, unfinished, people } = keep('whole') ? tally : emptyTally;
  const { answers, sentiment } = keep('text') ? tally : emptyTally;
  return {
    responses,
    unfinished,
    people,
    answers,
    sentiment,
    ratings: keptKeys(tally.ratings, (key) => keep(`rating:${key}`)),
    themes: keptKeys(tally.themes, (id) => keep(`theme:${id}`)),
    signals: keptKeys(tally.signals, (id) => keep(`signal:${id}`)),
    ...clustersOf(tally, keep),
  };
};

/**
 * True if suppressing other parts suppresses this one: nothing is disclosed if the number of respondents is suppressed, and nothing of
 * the texts if the answers are.
 */
export const fallsWith = (part: Part, hidden: ReadonlySet<Part>): boolean =>
  hidden.has('whole') || (hidden.has('text') && /^(?:theme|signal):/.test(part));

/** Sentiment and theme versions that scored answers, sorted. */
export interface VersionNames {
  readonly sentiment: readonly string[];
  readonly theme: readonly string[];
}

/** What was counted of some days. */
export interface Counted {
  readonly tally: Tally;
  readonly versions: VersionNames;
}

/** What may be disclosed of a set of responses. */
export interface Disclosed {
  readonly tally: Tally;
  /** Something was suppressed: below the minimum group size. With an empty tally: everything. */
  readonly partial: boolean;
  /** Something more than rare themes and signals was suppressed: responses, texts, or a rating. */
  readonly incomplete?: true;
  readonly versions: VersionNames;
}

/** The marks for what was suppressed. */
export const marksOf = (hidden: ReadonlySet<Part>): Pick<Disclosed, 'partial' | 'incomplete'> => ({
  partial: hidden.size > 0,
  ...([...hidden].some((part) => !/^(?:theme|signal):/.test(part)) ? { incomplete: true } : {}),
});

export const nothingDisclosed: Disclosed = {
  tally: emptyTally,
  partial: false,
  versions: { sentiment: [], theme: [] },
};

/** What remains of a set of responses without the parts to suppress, and without those that depend on them. */
export const withoutParts = (
  { tally, versions }: Pick<Disclosed, 'tally' | 'versions'>,
  hidden: ReadonlySet<Part>,
): Disclosed => {
  if (hidden.size === 0) return { tally, versions, partial: false };
  const isDisclosed = (part: Part): boolean => !hidden.has(part) && !fallsWith(part, hidden);
  return {
    tally: keepParts(tally, isDisclosed),
    versions: isDisclosed('text') ? versions : nothingDisclosed.versions,
    ...marksOf(hidden),
  };
};

const united = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].toSorted();

export const sumVersions = (all: readonly VersionNames[]): VersionNames => ({
  sentiment: united(all.map(({ sentiment }) => sentiment)),
  theme: united(all.map(({ theme }) => theme)),
});

/** What is disclosed of disjoint sets together. A reader could add it up from the pages of the sets, so it reveals nothing more. */
export const sumDisclosed = (all: readonly Disclosed[]): Disclosed => {
  const [first = nothingDisclosed] = all;
  if (all.length < 2) return first;
  return {
    tally: sumTallies(all.map(({ tally }) => tally)),
    partial: all.some(({ partial }) => partial),
    ...(all.some(({ incomplete }) => incomplete) ? { incomplete: true } : {}),
    versions: sumVersions(all.map(({ versions }) => versions)),
  };
};

/** True if there are responses, and all are suppressed. */
export const isFullySuppressed = ({ tally, partial }: Disclosed): boolean => partial && tally.responses === 0;
