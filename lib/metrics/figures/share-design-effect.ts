import { type ClusterSample, type ClusterSums, mentionsIn, sumsOf } from '../tally/cluster-sample.ts';
import { unscored } from '../tally/count-clusters.ts';
import type { Tally } from '../tally/tally.ts';
import { designEffectOf, textDesignEffect } from './design-effect.ts';
import { type Moments, polarityCount } from './moments.ts';

/** How many answers count as one independent answer (`designEffectOf`), of shares: those of themes and of comment fields. */

/** What a respondent gave: the part of it that counts, and how much of that is true. */
type Part = readonly [of: number, hits: number];

const momentsOfShare = (hits: number, n: number): Moments => {
  const mean = n === 0 ? 0 : hits / n;
  return { n, mean, variance: n > 1 ? (mean * (1 - mean) * n) / (n - 1) : 0 };
};

/** The sample with a part of what each respondent gave. */
const sampleOf = (
  { n, people }: ClusterSample,
  partOf: (mark: string, contributed: ClusterSums) => Part,
): ClusterSample => {
  const given = Object.entries(people).map(([mark, contributed]) => [mark, sumsOf(contributed)] as const);
  const parts = given.flatMap(([mark, sums]) => {
    const [of, hits] = partOf(mark, sums);
    return of === 0 ? [] : [[mark, [of, hits, hits]] as const];
  });
  const [whole, part] = [given, parts].map((all) => all.reduce((sum, [, [count]]) => sum + count, 0));
  return { n: (n * (part ?? 0)) / Math.max(1, whole ?? 0), people: Object.fromEntries(parts) };
};

/** Of a share where everybody is known: of each, what counts and how much of it is true. */
export const knownDesignEffect = (everybody: readonly Part[]): number => {
  const [n, hits] = everybody.reduce(([all, sum], [of, own]) => [all + of, sum + own], [0, 0]);
  const people = Object.fromEntries(everybody.map(([of, own], index) => [index, [of, own, own] as const]));
  return designEffectOf({ n, people }, momentsOfShare(hits, n));
};

type ThemesTally = Pick<Tally, 'clusters' | 'sentiment' | 'themes' | 'answers'>;

/**
 * Of the share of answers that mention a theme: some people mention it whatever they are asked. At least that of net sentiment where only some respondents are known, for of a rare theme they
 * say little; and only that where it is not known who mentions what.
 */
export const themeDesignEffect = (tally: ThemesTally, theme: string): number => {
  const text = tally.clusters?.['text'];
  const ofText = textDesignEffect(tally);
  const counts = tally.themes[theme];
  if (text?.themes === undefined || counts === undefined) return ofText;
  const written = Object.hasOwn(text.themes, theme) ? text.themes[theme] : undefined;
  const mentions = mentionsIn(written ?? '');
  const sample = sampleOf(text, (mark, [answers]) => [answers, Math.min(answers, mentions.get(mark) ?? 0)]);
  const own = designEffectOf(sample, momentsOfShare(polarityCount(counts), tally.answers.scored));
  return text.below === undefined ? own : Math.max(ofText, own);
};

/** How many answers count as one, of the share of a topic and of its sentiment. */
export interface TopicDesignEffect {
  readonly share: number;
  readonly text: number;
}

/** Of a theme, or of an issue, of which samples know nothing. */
export const topicDesignEffect = (
  tally: ThemesTally,
  { kind, id }: { readonly kind: 'theme' | 'issue'; readonly id: string },
): TopicDesignEffect => {
  const text = textDesignEffect(tally);
  return { share: kind === 'theme' ? themeDesignEffect(tally, id) : text, text };
};

/** Comment fields of one respondent. */
type Fields = Readonly<Record<'asked' | 'typed' | 'empty' | 'unread', number>>;

const partsOfFields = {
  commented: ({ asked, typed }: Fields): Part => [asked, typed],
  informative: ({ typed, empty, unread }: Fields): Part => [typed, Math.max(0, typed - empty - unread)],
  unread: ({ typed, empty, unread }: Fields): Part => [Math.max(0, typed - empty), unread],
};

/**
 * Of a share of comment fields: some people leave them empty whatever they are asked.
 *
 * @param counted the fields of which it is true, and all fields that count
 */
export const askedDesignEffect = (
  { clusters }: Pick<Tally, 'clusters'>,
  share: keyof typeof partsOfFields,
  [hits, n]: readonly [hits: number, n: number],
): number => {
  const asked = clusters?.['asked'];
  if (asked === undefined) return 1;
  const [empty, unread] = unscored.map((status) => mentionsIn(asked.themes?.[status] ?? ''));
  const sample = sampleOf(asked, (mark, [count, typed]) =>
    partsOfFields[share]({
      asked: count,
      typed,
      empty: empty?.get(mark) ?? 0,
      unread: unread?.get(mark) ?? 0,
    }),
  );
  return designEffectOf(sample, momentsOfShare(hits, n));
};
