/** What waiting takes of the world. */
export interface BackoffEffects {
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

const firstMs = 200;
const maxMilliseconds = 20_000;

/**
 * Milliseconds before the next attempt: anything up to a bound that doubles with each attempt, from 200 ms to 20 s ("full
 * jitter": Brooker, AWS Architecture Blog 2015).
 *
 * @param attempt 0 for the wait after the first failure
 */
export const backoffMs = (attempt: number, random: () => number): number =>
  Math.floor(random() * Math.min(maxMilliseconds, firstMs * 2 ** attempt));
