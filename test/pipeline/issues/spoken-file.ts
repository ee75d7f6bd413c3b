import { addDays } from '../../../lib/metrics/calendar/calendar.ts';

/** A file of what made-up customers mention at a touchpoint over eight weeks. */

export const headerOfComments = 'Response ID,Date,Touchpoint,NPS,Channel,Comment';

const everyday = ['parking space', 'opening hours', 'loyalty points', 'paper invoice', 'coffee machine'];
const openings = ['the', 'your', 'my', 'again the', 'that'];
const endings = ['again', 'please', 'today', 'was bad', 'makes me angry'];

const pick = <Item>(items: readonly Item[], chance: () => number): Item =>
  items[Math.floor(chance() * items.length)] as Item;

const firstDay = '2026-04-06';
const days = 56;

/** Everyday topics on all days, and in the last week parcels in the rain. */
export const linesOf = (chance: () => number, { everydays = 300, rained = 14 } = {}) => {
  const line = (id: string, day: string, comment: string): string =>
    [id, day, 'delivery', Math.floor(chance() * 11), pick(['web', 'app'], chance), comment].join(',');
  const said = (subject: string): string => `${pick(openings, chance)} ${subject} ${pick(endings, chance)}`;
  return {
    rained,
    lines: [
      ...Array.from({ length: everydays }, (_, index) =>
        line(`E-${index}`, addDays(firstDay, index % days), said(pick(everyday, chance))),
      ),
      ...Array.from({ length: rained }, (_, index) =>
        line(`R-${index}`, addDays(firstDay, 49 + (index % 7)), said('parcel left in the rain')),
      ),
    ],
  };
};
