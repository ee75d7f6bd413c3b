import type { IssueClause } from '../../../lib/insights/issues/clause.ts';
import type { Meanings } from '../../../lib/insights/issues/space/space.ts';
import type { WordMeanings } from '../../../lib/insights/issues/space/word-meanings.ts';

/** What made-up customers mention. */
export const sayings: Readonly<Record<string, string>> = {
  parking: 'parking space',
  hours: 'opening hours',
  points: 'loyalty points',
  filter: 'search filter',
  invoice: 'paper invoice',
  coffee: 'coffee machine',
  rain: 'left in the rain',
};

const everyday = Object.keys(sayings).filter((topic) => topic !== 'rain');
const openings = 'the,the,your,my,again the'.split(',');
const endings = 'again,again,please,today,was bad'.split(',');

const pick = <Item>(items: readonly Item[], chance: () => number): Item =>
  items[Math.floor(chance() * items.length)] as Item;

/** A whole comment of one clause. */
export const clause = (responseId: string, text: string, more: Partial<IssueClause> = {}): IssueClause => ({
  responseId,
  text,
  span: [0, text.length],
  themes: [],
  sentiment: 'negative',
  ...more,
});

const sayingOf = (topic: string, chance: () => number): string =>
  `${pick(openings, chance)} ${sayings[topic]} ${pick(endings, chance)}`;

/** Comments on everyday topics, and so many on parcels in the rain. */
export const speak = (chance: () => number, n: number, rained = 0): IssueClause[] =>
  Array.from({ length: n }, (_, place) => {
    const topic = place < rained ? 'rain' : pick(everyday, chance);
    return clause(`${topic}-${chance().toString(36).slice(2)}`, sayingOf(topic, chance));
  });

const noWords: WordMeanings = {
  words: [],
  dimensions: 1,
  rows: () => new Float32Array(0),
  indexOf: () => undefined,
};

/** A language whose words nobody knows: words alone decide. */
export const withoutMeanings: Meanings = { learned: noWords, customers: noWords };
