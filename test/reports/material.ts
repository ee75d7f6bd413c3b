import type { Analysis } from '../../lib/analysis/analysis.ts';
import type { Counted } from '../../lib/disclosure/parts.ts';
import { periodOf, previousPeriod } from '../../lib/metrics/calendar/report-period.ts';
import { type CountedResponse, sumTallies, tallyOf } from '../../lib/metrics/tally/tally.ts';
import {
  type DigestMaterial,
  type Scope,
  type TouchpointCounts,
  wholeScope,
} from '../../lib/reports/digest/digest-material.ts';

/** Made-up periods, from a few words. */

export const week = periodOf('week', '2026-05-25');
export const span = { period: week, previous: previousPeriod(week) };
const versions = { sentiment: ['lexicon-1'], theme: ['core-1'] };

type Label = 'negative' | 'neutral' | 'positive';
const scores = { negative: -0.6, neutral: 0, positive: 0.6 } as const;

const heard = (label: Label, themes: readonly string[], signals: readonly string[]): Analysis => ({
  status: 'scored',
  language: 'en',
  sentiment: { label, score: scores[label], mixed: false },
  themes: themes.map((id) => ({
    id,
    confidence: 1,
    sentiment: { label, score: scores[label] },
    spans: [[0, 1]],
  })),
  ...(signals.length === 0 ? {} : { signals: signals.map((id) => ({ id, spans: [[0, 1]] })) as never }),
});

export interface Group {
  readonly people: number;
  readonly nps?: number;
  readonly label?: Label;
  readonly themes?: readonly string[];
  readonly signals?: readonly string[];
}

let made = 0;

const responsesOf = ({ people, nps, label, themes = [], signals = [] }: Group): CountedResponse[] =>
  Array.from({ length: people }, () => {
    made += 1;
    return {
      responseId: String(made).padStart(8, '0').split('').reverse().join(''),
      ratings: nps === undefined ? {} : { 'nps:transactional': nps },
      asked: 1,
      answers: label === undefined ? [] : [{ analysis: heard(label, themes, signals) }],
    };
  });

/** The count of some groups of customers. */
export const counted = (...groups: Group[]): Counted => ({
  tally: tallyOf(groups.flatMap(responsesOf)),
  versions: groups.some(({ label }) => label) ? versions : { sentiment: [], theme: [] },
});

export const delivery: Scope = { id: 'delivery', name: 'Delivery' };

export const together = (all: readonly Counted[]): Counted => ({
  tally: sumTallies(all.map(({ tally }) => tally)),
  versions,
});

export const ofTouchpoint = (
  now: Counted | undefined,
  before: Counted | undefined,
  changes: Partial<DigestMaterial> = {},
): DigestMaterial => ({
  scope: delivery,
  span,
  ...(now === undefined ? {} : { now }),
  ...(before === undefined ? {} : { before }),
  touchpoints: [],
  partial: false,
  past: [],
  quotes: [],
  ...changes,
});

export const ofWhole = (touchpoints: readonly TouchpointCounts[]): DigestMaterial => ({
  ...ofTouchpoint(
    together(touchpoints.map(({ now }) => now)),
    together(touchpoints.map(({ before }) => before)),
  ),
  scope: wholeScope,
  touchpoints,
});
