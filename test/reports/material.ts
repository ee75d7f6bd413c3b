import type { Analysis } from '../../lib/analysis/analysis.ts';
import type { Counted, Disclosed } from '../../lib/disclosure/parts.ts';
import { find } from '../../lib/insights/findings/find.ts';
import type { FindingsAnswer } from '../../lib/insights/findings/findings-answer.ts';
import type { FindingsMaterial } from '../../lib/insights/findings/material.ts';
import { english } from '../../lib/insights/findings/text/en.ts';
import { presentFindings } from '../../lib/insights/findings/text/present-findings.ts';
import { periodOf, previousPeriod } from '../../lib/metrics/calendar/report-period.ts';
import { type CountedResponse, emptyTally, sumTallies, tallyOf } from '../../lib/metrics/tally/tally.ts';
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

const disclosed = (one: Counted | undefined): Disclosed =>
  one === undefined
    ? { tally: emptyTally, partial: false, versions: { sentiment: [], theme: [] } }
    : { ...one, partial: false };

const placesOf = ({ scope, touchpoints, now, before }: DigestMaterial) =>
  touchpoints.length === 0 ? [{ ...scope, now, before }] : touchpoints;

/** What the findings of a digest's material are, without a store: nothing is counted that they open. */
export const findingsOf = (material: DigestMaterial, language = english): FindingsAnswer => {
  const { period, through, previous, previousThrough } = material.span;
  const findable: FindingsMaterial = {
    period: {
      from: period.firstDay,
      to: through ?? period.lastDay,
      ...(through === undefined ? {} : { part: true }),
    },
    against: { from: previous.firstDay, to: previousThrough ?? previous.lastDay, kind: 'previous' },
    touchpoints: placesOf(material).map(({ id, name, now, before }) => ({
      id,
      name,
      before: disclosed(before),
      after: disclosed(now),
      few: { before: new Set(), after: new Set() },
      segments: [],
    })),
    stages: [],
    issues: [],
    actions: [],
    themes: new Map(),
    settings: {},
  };
  const asked = material.touchpoints.length === 0 ? { touchpoint: material.scope.id } : {};
  return presentFindings(find(findable, asked), findable, { asked, language, counts: new Map() });
};

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
