/**
 * The made-up retailer: its touchpoints, how customers feel about each, and what happened in three months. The effects
 * are planted so that summaries, trends and alerts have something true to find.
 */
export interface TouchpointProfile {
  readonly id: string;
  /** Responses in the three months. */
  readonly responses: number;
  /** Mean satisfaction, in standard deviations; about 0.3 is usual. */
  readonly satisfaction: number;
  /** How easy customers find it, on the same measure. */
  readonly ease: number;
}

export interface Effect {
  readonly what: string;
  readonly touchpoint: string;
  /** First and last day, both included. */
  readonly from: string;
  readonly to: string;
  readonly satisfaction: number;
  readonly ease: number;
  /** What more customers write about, and how many times more. */
  readonly emphasis: Readonly<Record<string, number>>;
}

export const firstDay = '2025-03-01';
export const lastDay = '2025-05-31';
/** The zone in which the retailer's customers live and its survey tool writes dates. */
export const timeZone = 'Europe/London';

export const touchpoints: readonly TouchpointProfile[] = [
  { id: 'website', responses: 700, satisfaction: 0.35, ease: 0.5 },
  { id: 'mobile-app', responses: 800, satisfaction: 0.2, ease: 0.2 },
  { id: 'store-visit', responses: 850, satisfaction: 0.6, ease: 0.4 },
  { id: 'checkout', responses: 650, satisfaction: 0.25, ease: 0.5 },
  { id: 'delivery', responses: 800, satisfaction: 0.3, ease: 0.3 },
  { id: 'product', responses: 500, satisfaction: 0.55, ease: 0.3 },
  { id: 'returns', responses: 350, satisfaction: -0.3, ease: -0.2 },
  { id: 'support', responses: 800, satisfaction: -0.2, ease: 0 },
  { id: 'loyalty', responses: 600, satisfaction: 0.4, ease: 0.3 },
];

export const effects: readonly Effect[] = [
  {
    what: 'the warehouse moved and parcels were late for a fortnight',
    touchpoint: 'delivery',
    from: '2025-03-24',
    to: '2025-04-06',
    satisfaction: -1.7,
    ease: -0.8,
    emphasis: { lateness: 5, tracking: 2 },
  },
  {
    what: 'the redesigned website made things harder to find',
    touchpoint: 'website',
    from: '2025-04-14',
    to: '2025-05-31',
    satisfaction: -0.4,
    ease: -1.3,
    emphasis: { redesign: 400, navigation: 2 },
  },
  {
    what: 'the redesigned checkout asks for more',
    touchpoint: 'checkout',
    from: '2025-04-14',
    to: '2025-05-31',
    satisfaction: -0.4,
    ease: -1.5,
    emphasis: { redesign: 400, steps: 2 },
  },
  {
    what: 'a new support team answers at once',
    touchpoint: 'support',
    from: '2025-05-01',
    to: '2025-05-31',
    satisfaction: 1.1,
    ease: 0.8,
    emphasis: { waiting: 0.4 },
  },
  {
    what: 'an app update crashed for a week',
    touchpoint: 'mobile-app',
    from: '2025-05-12',
    to: '2025-05-18',
    satisfaction: -1.4,
    ease: -0.8,
    emphasis: { update: 500, stability: 2 },
  },
];

/** The effects a touchpoint is under on a day (`2025-04-01`). */
export const effectsOn = (touchpoint: string, day: string): readonly Effect[] =>
  effects.filter((effect) => effect.touchpoint === touchpoint && effect.from <= day && day <= effect.to);
