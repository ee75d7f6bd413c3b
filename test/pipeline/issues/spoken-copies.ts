import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import { exampleCopy } from '../../store/examples.ts';

/** What made-up customers mention at a touchpoint over eight weeks: everyday topics, and in the last week parcels in the rain. */

const everyday = ['parking space', 'opening hours', 'loyalty points', 'paper invoice', 'coffee machine'];
const openings = ['the', 'your', 'my', 'again the', 'that'];
const endings = ['again', 'please', 'today', 'was bad', 'makes me angry'];

const pick = <Item>(items: readonly Item[], chance: () => number): Item =>
  items[Math.floor(chance() * items.length)] as Item;

export const firstSpokenDay = '2026-04-06';
const days = 56;

interface Spoken {
  readonly id: string;
  readonly day: string;
  readonly channel: string;
  readonly text: string;
}

/** What is said, in the order of ids; those who got wet parcels write about the courier. */
export const spoken = (chance: () => number, { everydays = 300, rained = 14 } = {}): Spoken[] => {
  const said = (subject: string): string => `${pick(openings, chance)} ${subject} ${pick(endings, chance)}`;
  return [
    ...Array.from({ length: everydays }, (_, index) => ({
      ...{ id: `E-${index}`, day: addDays(firstSpokenDay, index % days) },
      ...{ channel: pick(['web', 'app'], chance), text: said(pick(everyday, chance)) },
    })),
    ...Array.from({ length: rained }, (_, index) => ({
      ...{ id: `R-${index}`, day: addDays(firstSpokenDay, 49 + (index % 7)) },
      ...{ channel: 'courier', text: said('parcel left in the rain') },
    })),
  ];
};

const negative = { label: 'negative', score: -0.5 } as const;

/** The same as stored responses, all of them negative; those of parcels in the rain are about a theme, `parcels`. */
export const spokenCopies = (chance: () => number, sizes?: Parameters<typeof spoken>[1]): Copy[] =>
  spoken(chance, sizes).map(({ id, day, channel, text }) =>
    exampleCopy({
      ...{ responseId: `${id}-of-delivery-`.padEnd(22, '0'), touchpoint: 'delivery', channel },
      ...{ cell: day, submittedAt: `${day}T10:00:00Z` },
      answers: [
        {
          ...{ question: 'Why?', role: 'open', text },
          analysis: {
            ...{ status: 'scored', language: 'en', sentiment: { ...negative, mixed: false } },
            themes: text.includes('rain')
              ? [{ id: 'parcels', confidence: 1, sentiment: negative, spans: [[0, text.length]] }]
              : [],
          },
        },
      ],
    }),
  );
