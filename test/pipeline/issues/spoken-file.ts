import { spoken } from './spoken-copies.ts';

/** The same as the lines of a file, without its header. */

export const headerOfComments = 'Response ID,Date,Touchpoint,NPS,Channel,Comment';

export const linesOf = (chance: () => number, sizes?: Parameters<typeof spoken>[1]): string[] =>
  spoken(chance, sizes).map(({ id, day, channel, text }) =>
    [id, day, 'delivery', Math.floor(chance() * 11), channel, text].join(','),
  );
