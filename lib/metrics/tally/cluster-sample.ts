/** What one respondent contributed: the number of ratings or answers, their sum, and the sum of their squares. */
export type ClusterSums = readonly [n: number, sum: number, squareSum: number];

/**
 * A sample of the respondents of ratings, or of answers, with what each contributed: how alike the answers of one person are decides how
 * certain a figure is. It has all respondents while they are few, otherwise those of the first of 64 random groups. Groups are the same on every
 * deployment, and so are the figures. Samples add up: a respondent in the first groups of all days is in the first groups of each day. Merging is exact, associative
 * and commutative. Ratings of unknown respondents, and the only answer of one, are not in it: each is on its own.
 *
 * Source: Cohen and Kaplan, Proceedings of PODC (2007) 225–234 (bottom-k samples).
 */
export interface ClusterSample {
  /** Ratings or answers of all known respondents, in the sample or not. */
  readonly n: number;
  /** By {@link clusterMark}. A number is the only rating or answer of a respondent. */
  readonly people: Readonly<Record<string, ClusterSums | number>>;
  /** Only respondents with a lesser mark are in it. Absent if all are. */
  readonly below?: string;
  /**
   * Of scored answers: by theme, the marks of those who mention it, each with the number of such answers in base 36, at most {@link maxMentions}. Of comment
   * fields: the same by the status of those that were not scored. Sorted. Absent where it is not known of all.
   */
  readonly themes?: Readonly<Record<string, string>>;
}

/** The maximum number of respondents in a sample. */
export const maxSampled = 64;

export const sumsOf = (contributed: ClusterSums | number): ClusterSums =>
  typeof contributed === 'number' ? [1, contributed, contributed ** 2] : contributed;

/** What fits into one character. */
export const maxMentions = 35;

type Mentions = Map<string, number>;

/** A sample while it is counted. */
export interface GrowingSample {
  n: number;
  below: string | undefined;
  readonly people: Map<string, ClusterSums>;
  /** Undefined while nothing is known of them, and permanently once they are unknown of a part. */
  themes: Map<string, Mentions> | undefined;
}

export const startSample = (): GrowingSample => ({
  n: 0,
  below: undefined,
  people: new Map(),
  themes: undefined,
});

const isBelow = (mark: string, end: string | undefined): boolean => end === undefined || mark < end;

/** Keeps as many whole groups as a sample can hold; the first of its marks where one group is more than that. */
const shrink = (sample: GrowingSample): void => {
  const sorted = [...sample.people.keys()].sort();
  const next = sorted[maxSampled];
  if (next === undefined) return;
  const group = next.slice(0, 1);
  endAt(sample, sorted[0]?.startsWith(group) ? next : group);
};

const endAt = (sample: GrowingSample, end: string | undefined): void => {
  if (end === undefined || !isBelow(end, sample.below)) return;
  sample.below = end;
  for (const marked of [sample.people, ...(sample.themes?.values() ?? [])])
    for (const mark of marked.keys()) if (!isBelow(mark, end)) marked.delete(mark);
};

const raise = (sample: GrowingSample, mark: string, [n, sum, squareSum]: ClusterSums): void => {
  if (!isBelow(mark, sample.below)) return;
  const [knownN, knownSum, knownSquares] = sample.people.get(mark) ?? [0, 0, 0];
  sample.people.set(mark, [knownN + n, knownSum + sum, knownSquares + squareSum]);
  if (sample.people.size >= 4 * maxSampled) shrink(sample);
};

const groups = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const markLength = 6;

/**
 * Six characters for a respondent or a response: the group, and a hash of the id (FNV-1a), evenly spread for ids of any form.
 *
 * @param group one of 64 characters. Default: by the id, which differs between deployments
 */
export const clusterMark = (id: string, group?: string): string => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  const spread = (hash ^ (hash >>> 15)) >>> 0;
  const own = group ?? groups.charAt(spread % groups.length);
  return (
    own +
    spread
      .toString(36)
      .padStart(markLength, '0')
      .slice(1 - markLength)
  );
};

/** Counts a rating, or the score of an answer, of a respondent. */
export const addToSample = (sample: GrowingSample, mark: string, value: number): void => {
  sample.n += 1;
  raise(sample, mark, [1, value, value * value]);
};

const raiseTheme = (sample: GrowingSample, theme: string, [mark, count]: readonly [string, number]): void => {
  if (!isBelow(mark, sample.below)) return;
  sample.themes ??= new Map();
  const mentions = sample.themes.get(theme) ?? new Map<string, number>();
  sample.themes.set(theme, mentions);
  mentions.set(mark, Math.min(maxMentions, (mentions.get(mark) ?? 0) + count));
};

/** Counts the themes of an answer whose score was counted by {@link addToSample}. */
export const addThemesToSample = (sample: GrowingSample, mark: string, themes: readonly string[]): void => {
  sample.themes ??= new Map();
  for (const theme of themes) raiseTheme(sample, theme, [mark, 1]);
};

const base = maxMentions + 1;

/** How many answers of each respondent of the sample mention a theme. @example mentionsIn('a000002b000001') // a00000 → 2, b00000 → 1 */
export const mentionsIn = (written: string): ReadonlyMap<string, number> => {
  const mentions: Mentions = new Map();
  for (let at = 0; at < written.length; at += markLength + 1)
    mentions.set(written.slice(at, at + markLength), Number.parseInt(written.charAt(at + markLength), base));
  return mentions;
};

const writeMentions = (mentions: Mentions): string =>
  [...mentions]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([mark, count]) => mark + count.toString(base))
    .join('');

/** What was stored before `below` existed is complete, or ends with its last mark. */
const endOf = ({ n, people, below }: ClusterSample): string | undefined => {
  if (below !== undefined) return below;
  const sampled = Object.values(people).reduce<number>((sum, contributed) => sum + sumsOf(contributed)[0], 0);
  const last = Object.keys(people).sort().at(-1);
  return sampled === n || last === undefined ? undefined : `${last}~`;
};

export const mergeSample = (into: GrowingSample, sample: ClusterSample): void => {
  if (sample.themes === undefined) into.themes = undefined;
  else if (into.n === 0) into.themes = new Map();
  into.n += sample.n;
  endAt(into, endOf(sample));
  for (const [mark, contributed] of Object.entries(sample.people)) raise(into, mark, sumsOf(contributed));
  if (into.themes === undefined) return;
  for (const [theme, written] of Object.entries(sample.themes ?? {}))
    for (const mention of mentionsIn(written)) raiseTheme(into, theme, mention);
};

const finishThemes = (themes: NonNullable<GrowingSample['themes']>): Record<string, string> =>
  Object.fromEntries(
    [...themes]
      .filter(([, mentions]) => mentions.size > 0)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([theme, mentions]) => [theme, writeMentions(mentions)]),
  );

/** The sample so far. Counting may go on. */
export const finishSample = (sample: GrowingSample): ClusterSample => {
  shrink(sample);
  const people = [...sample.people].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    n: sample.n,
    people: Object.fromEntries(people.map(([mark, sums]) => [mark, sums[0] === 1 ? sums[1] : sums])),
    ...(sample.below !== undefined && { below: sample.below }),
    ...(sample.themes && { themes: finishThemes(sample.themes) }),
  };
};
