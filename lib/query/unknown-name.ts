import { VerbatimError } from '../errors.ts';
import { nearNames } from '../feedback/mapping/near-names.ts';

/** A name that somebody asked for, and the names that there are. */
export interface AskedName {
  /** @example 'theme' */
  readonly what: string;
  readonly got: string;
  readonly names: readonly string[];
}

/** `not-found`, with the names that may have been meant, or else the first ones there are. */
export const unknownName = ({ what, got, names }: AskedName): VerbatimError => {
  const near = nearNames(got, names);
  const some = near.length > 0 ? near : names.slice(0, 5);
  return new VerbatimError('not-found', `${what} not found`, {
    ...(some.length === 0
      ? {}
      : { expected: some.join(', ') + (some.length < names.length && near.length === 0 ? ', …' : '') }),
    got,
  });
};
