import type { DiscoveryResponse } from '../../../lib/insights/discovery/phrase-tally.ts';

/** Comments of somebody who speaks in fixed topics, each with a chance of its own. */
export const topics: readonly string[] = [
  'parking space',
  'opening hours',
  'waiting room',
  'loyalty points',
  'search filter',
  'product photo',
  'gift voucher',
  'return label',
  'night shift',
  'window seat',
  'coffee machine',
  'student discount',
  'paper invoice',
  'mobile ticket',
  'fitting room',
  'delivery slot',
];

const labels = ['negative', 'neutral', 'positive'] as const;

export const said = (responseId: string, text: string, respondent?: string): DiscoveryResponse => ({
  responseId,
  ...(respondent === undefined ? {} : { respondent }),
  comments: [{ text, sentiment: { label: 'neutral', score: 0 } }],
});

/** Responses that each speak of every topic with a chance of 1 in 8, and of the planted one with its own. */
export const speak = (
  chance: () => number,
  n: number,
  planted?: { readonly phrase: string; readonly share: number },
): DiscoveryResponse[] =>
  Array.from({ length: n }, () => {
    const responseId = chance().toString(36).slice(2);
    const spoken = topics.filter(() => chance() < 1 / 8);
    if (planted !== undefined && chance() < planted.share) spoken.push(planted.phrase);
    const label = labels[Math.floor(chance() * labels.length)] ?? 'neutral';
    return { responseId, comments: [{ text: spoken.join('. '), sentiment: { label, score: 0 } }] };
  });
