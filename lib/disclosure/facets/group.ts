import type { Respondents } from '../../metrics/tally/respondents.ts';
import type { Tally } from '../../metrics/tally/tally.ts';
import type { Part } from '../parts.ts';

/** The responses with a value in a dimension or pair. */
export interface Group {
  readonly dimension: string;
  readonly value: string;
  readonly id: string;
  readonly tally: Tally;
  readonly respondents: ReadonlyMap<Part, Respondents>;
}

export const idOf = (dimension: string, value: string): string => `${dimension}|${value}`;

/** The two dimensions of a pair, and on which side each is; none of a single dimension. */
export const sidesOf = (dimension: string): [name: string, side: 0 | 1][] => {
  const [first, second] = dimension.split('+');
  return first === undefined || second === undefined
    ? []
    : [
        [first, 0],
        [second, 1],
      ];
};
