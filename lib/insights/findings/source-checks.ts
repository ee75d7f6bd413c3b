import type { SentimentLabel } from '../../analysis/analysis.ts';
import type { Copy, CountedCopy } from '../../feedback/response/copy.ts';
import { CloneSearch } from '../responses/clones.ts';
import { polesOn } from '../responses/poles.ts';

/** What of a period's responses is worth a look before a change is believed: scores that contradict words, and one source that is loud. */

/** Of responses at an end of a scale whose words are all good or all bad: how many say the opposite of their score. */
export interface Agreement {
  readonly n: number;
  readonly conflicts: number;
}

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
 * How well scores and words agree, by the key of each scale.
 *
 * @param satisfiedFrom as in the settings of metrics
 */
export const agreementOf = (
  copies: Iterable<CountedCopy>,
  satisfiedFrom: Readonly<Record<string, number>> = {},
): Map<string, Agreement> => {
  const poleOf = polesOn(satisfiedFrom);
  const found = new Map<string, Agreement>();
  for (const copy of copies) {
    const label = labelOf(copy);
    if (label === undefined) continue;
    for (const [scale, rating] of Object.entries(copy.ratings)) {
      const pole = poleOf(scale, rating);
      if (pole === undefined) continue;
      const { n, conflicts } = found.get(scale) ?? { n: 0, conflicts: 0 };
      const isConflict = (pole === 'happy') === (label === 'negative');
      found.set(scale, { n: n + 1, conflicts: conflicts + Number(isConflict) });
    }
  }
  return found;
};

/** From so many responses in a period on, one respondent is a loud source. */
const loudFrom = 10;

const sameWords = (copies: readonly Copy[]): Set<string> => {
  const search = new CloneSearch();
  for (const copy of copies) search.meet(copy);
  for (const copy of copies) search.add(copy);
  // Of a group of clones the first counts: somebody said it.
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
 * The responses that repeat one source: the same words of several people within three days, or ten and more responses of one
 * respondent. The first of each stays. Empty where nobody is loud.
 */
export const loudResponses = (copies: readonly Copy[]): Set<string> =>
  new Set([...sameWords(copies), ...oneRespondent(copies)]);
