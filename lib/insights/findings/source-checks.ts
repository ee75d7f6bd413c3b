import type { SentimentLabel } from '../../analysis/analysis.ts';
import type { Copy, CountedCopy } from '../../feedback/response/copy.ts';
import { knownDesignEffect } from '../../metrics/figures/share-design-effect.ts';
import { CloneSearch } from '../responses/clones.ts';
import { polesOn } from '../responses/poles.ts';

/** Checks of a period's responses before a change is trusted: scores that contradict comments, and one source that dominates. */

/** Of responses at an end of a scale whose comments are all positive or all negative: how many contradict their score. */
export interface Agreement {
  readonly n: number;
  readonly conflicts: number;
  /** How many of them count as one independent response, of those of one person. */
  readonly designEffect: number;
}

interface Person {
  n: number;
  conflicts: number;
}

const summed = (people: Iterable<Person>): Agreement => {
  const all = [...people].map(({ n, conflicts }) => [n, conflicts] as const);
  const n = all.reduce((sum, [of]) => sum + of, 0);
  const conflicts = all.reduce((sum, [, own]) => sum + own, 0);
  return { n, conflicts, designEffect: knownDesignEffect(all) };
};

const labelOf = ({ answers }: CountedCopy): SentimentLabel | undefined => {
  const labels = new Set(
    answers.flatMap(({ analysis }) =>
      analysis.status === 'scored' && !analysis.sentiment.mixed ? [analysis.sentiment.label] : [],
    ),
  );
  labels.delete('neutral');
  return labels.size === 1 ? [...labels][0] : undefined;
};

/**
 * How well scores and comments agree, by the key of each scale.
 *
 * @param satisfiedFrom as in the settings of metrics
 */
export const agreementOf = (
  copies: Iterable<CountedCopy>,
  satisfiedFrom: Readonly<Record<string, number>> = {},
): Map<string, Agreement> => {
  const poleOf = polesOn(satisfiedFrom);
  const found = new Map<string, Map<string, Person>>();
  for (const copy of copies) {
    const label = labelOf(copy);
    if (label === undefined) continue;
    for (const [scale, rating] of Object.entries(copy.ratings)) {
      const pole = poleOf(scale, rating);
      if (pole === undefined) continue;
      const people = found.get(scale) ?? new Map<string, Person>();
      found.set(scale, people);
      const key = copy.respondent ?? copy.responseId;
      const person = people.get(key) ?? { n: 0, conflicts: 0 };
      people.set(key, person);
      person.n += 1;
      person.conflicts += Number((pole === 'satisfied') === (label === 'negative'));
    }
  }
  return new Map([...found].map(([scale, people]) => [scale, summed(people.values())]));
};

/** One respondent with this many responses in a period is a loud source. */
const loudFrom = 10;

const sameWords = (copies: readonly Copy[]): Set<string> => {
  const search = new CloneSearch();
  for (const copy of copies) search.meet(copy);
  for (const copy of copies) search.add(copy);
  // The first of several copies counts: somebody wrote it.
  return new Set(
    search.groups().flatMap(({ responses }) => responses.slice(1).map(({ responseId }) => responseId)),
  );
};

const oneRespondent = (copies: readonly Copy[]): Set<string> => {
  const byRespondent = Map.groupBy(
    copies.filter(({ respondent }) => respondent !== undefined),
    ({ respondent }) => respondent,
  );
  return new Set(
    [...byRespondent.values()]
      .filter((theirs) => theirs.length >= loudFrom)
      .flatMap((theirs) => theirs.slice(1).map(({ responseId }) => responseId)),
  );
};

/**
 * The responses that repeat one source: the same wording from several people within three days, or ten or more responses of one respondent.
 * The first of each is not included. Empty if there is no such source.
 */
export const loudResponses = (copies: readonly Copy[]): Set<string> =>
  new Set([...sameWords(copies), ...oneRespondent(copies)]);
