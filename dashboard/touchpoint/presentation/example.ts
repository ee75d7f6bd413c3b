import type { FindingsAnswer, ShownFigure } from '../../shared/api.ts';
import { texts as findingTexts } from '../../shared/findings/texts.ts';
import { formatOf } from '../../shared/texts/format.ts';
import { translator } from '../../shared/texts/texts.ts';
import { themeText } from '../../shared/texts/theme-text.ts';
import type { About } from '../about.ts';
import { texts } from '../texts/texts.ts';

export const figure = (value: number, low: number, high: number, n = 199): ShownFigure => ({
  value,
  low,
  high,
  n,
  enough: n >= 30,
});

export const ease = { series: 'ces:1-7:easy', metric: 'ces', name: 'Found it easy' } as const;
export const nps = { series: 'nps:transactional', metric: 'nps', name: 'NPS' } as const;
const delivery = {
  series: 'theme:delivery:share',
  metric: 'theme',
  name: 'Delivery',
  theme: 'delivery',
} as const;
const checkout = { touchpoint: { id: 'checkout', name: 'Checkout' }, name: 'Checkout' };

const difference = (value: number, low: number, high: number, unit: 'points' | 'share') =>
  ({ value, low, high, unit, p: 0.01, falseDiscoveryRate: 0.02 }) as const;

export const answer: FindingsAnswer = {
  lang: 'en',
  period: { from: '2025-05-01', to: '2025-05-31', name: 'May 2025', responses: 218 },
  against: { from: '2025-04-01', to: '2025-04-30', name: 'April 2025', responses: 211, kind: 'previous' },
  touchpoint: 'checkout',
  compared: 3,
  changed: 2,
  held: 1,
  coverage: { responses: 218, touchpoints: 1, asked: 436, read: 211, unread: 8 },
  scores: [
    { what: nps, unit: 'points', figure: figure(-20, -30, -10, 213), verdict: 'unchanged', text: '' },
    {
      what: ease,
      unit: 'share',
      figure: figure(0.18, 0.13, 0.23),
      verdict: 'worse',
      target: { value: 0.6, status: 'missed' },
      text: '',
    },
  ],
  findings: [
    {
      id: 'score:checkout:ces:1-7:easy',
      kind: 'score',
      verdict: 'worse',
      certainty: 'significant',
      where: checkout,
      what: ease,
      unit: 'share',
      before: figure(0.41, 0.34, 0.48, 195),
      after: figure(0.18, 0.13, 0.23),
      difference: difference(-0.23, -0.32, -0.15, 'share'),
      causes: [],
      evidence: { path: '/comments', parameters: {}, responses: 1, comments: 1 },
      alsoExplains: [],
      effect: -5,
      text: { headline: 'Checkout: easy for 18%, after 41% in April', detail: '' },
    },
  ],
  more: 0,
  ongoing: [],
  unchanged: [
    {
      where: checkout,
      what: nps,
      unit: 'points',
      before: figure(-5, -16, 5),
      after: figure(-20, -30, -10),
      difference: difference(-15, -29, 0.1, 'points'),
      status: 'unchanged',
    },
    {
      where: checkout,
      what: delivery,
      unit: 'share',
      before: figure(0.15, 0.1, 0.2),
      after: figure(0.04, 0.02, 0.08),
      difference: difference(-0.1, -0.16, -0.05, 'share'),
      status: 'significant',
    },
    {
      where: { name: 'All touchpoints' },
      what: ease,
      unit: 'share',
      before: figure(0.52, 0.48, 0.55),
      after: figure(0.45, 0.41, 0.48),
      difference: difference(-0.07, -0.12, -0.03, 'share'),
      status: 'significant',
    },
  ],
  notLookedAt: [],
  text: { heading: 'One thing changed in May', detail: '' },
};

export const aboutIn = (language: 'en' | 'de', scope: About['scope'] = {}): About => {
  const format = formatOf(language === 'en' ? 'en-GB' : 'de-DE');
  return {
    id: 'checkout',
    name: 'Checkout',
    answer,
    scope,
    format,
    t: translator(texts, language),
    theme: themeText,
    wording: { t: translator(findingTexts, language), format, scope, answer },
  };
};
export const about = aboutIn('en');
