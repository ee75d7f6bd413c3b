/** Answers that stay true until what they are made of changes: their key says of what state of it they are. */
export interface KeptAnswers<Answer> {
  /** What is kept under the key, or else made now; those who ask for one that is being made wait for it. */
  get(key: string, make: () => Promise<Answer>): Promise<Answer>;
}

export interface Keeping {
  /** So many, those that were asked for last. */
  readonly maxKept: number;
  /** One that took longer is not kept: a deadline may have cut it short. Default: 10 s, what deadlines leave a request. */
  readonly maxMilliseconds?: number;
  /** A monotonic clock, from any zero. */
  readonly milliseconds: () => number;
}

/**
 * Keeps answers in memory. One that fails is not kept.
 *
 * @example
 * const kept = keepAnswers<Journey>({ maxKept: 10, milliseconds });
 * await kept.get('revision 7', () => readJourney()); // reads
 * await kept.get('revision 7', () => readJourney()); // does not
 */
export const keepAnswers = <Answer>({
  maxKept,
  maxMilliseconds = 10_000,
  milliseconds,
}: Keeping): KeptAnswers<Answer> => {
  const kept = new Map<string, Promise<Answer>>();
  const keep = (key: string, answer: Promise<Answer>): void => {
    kept.delete(key);
    kept.set(key, answer);
    for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest);
  };
  const makeTimed = async (key: string, make: () => Promise<Answer>): Promise<Answer> => {
    const start = milliseconds();
    try {
      const answer = await make();
      if (milliseconds() - start > maxMilliseconds) kept.delete(key);
      return answer;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
  return {
    get(key, make) {
      const answer = kept.get(key) ?? makeTimed(key, make);
      keep(key, answer);
      return answer;
    },
  };
};
