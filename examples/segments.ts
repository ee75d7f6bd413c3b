import type { Customer } from './customers.ts';
import type { Random } from './random.ts';

/**
 * Which tier customers belong to and which channel they wrote in. It is drawn by how they felt, so that groups differ where a story
 * says so and the figures of all customers together stay what they are.
 */
export interface SegmentStory {
  readonly what: string;
  readonly touchpoint: string;
  /** The first day. */
  readonly from: string;
  /** How often customers who felt well, and those who did not, are in each group. */
  readonly well: Readonly<Record<string, number>>;
  readonly badly: Readonly<Record<string, number>>;
}

const defaultTiers = { green: 50, silver: 30, gold: 20 } as const;
const defaultChannels = { chat: 50, email: 25, phone: 25 } as const;

/** Members of the gold tier have a returns desk of their own. */
export const goldReturns: SegmentStory = {
  what: 'gold members have a returns desk of their own and get their money back at once',
  touchpoint: 'returns',
  from: '2025-03-01',
  well: { green: 30, silver: 28, gold: 42 },
  badly: { green: 60, silver: 32, gold: 8 },
};

/** The new support team answers in the chat; the telephone is as it was. */
export const chatSupport: SegmentStory = {
  what: 'the new support team answers in the chat and by e-mail, and the telephone is as slow as before',
  touchpoint: 'support',
  from: '2025-05-01',
  well: { chat: 62, email: 28, phone: 10 },
  badly: { chat: 24, email: 14, phone: 62 },
};

const isIn = ({ touchpoint, from }: SegmentStory, customer: Customer): boolean =>
  customer.touchpoint === touchpoint && customer.day >= from;

const groupOf = (
  story: SegmentStory,
  usual: Readonly<Record<string, number>>,
  [customer, random]: readonly [customer: Customer, random: Random],
): string => {
  if (!isIn(story, customer)) return random.pickWeighted(usual);
  return random.pickWeighted(customer.stars >= 3 ? story.well : story.badly);
};

/** `green`, `silver` or `gold`: one draw. */
export const someTier = (customer: Customer, random: Random): string =>
  groupOf(goldReturns, defaultTiers, [customer, random]);

/** `chat`, `email` or `phone`: one draw. */
export const someTicketChannel = (customer: Customer, random: Random): string =>
  groupOf(chatSupport, defaultChannels, [customer, random]);
