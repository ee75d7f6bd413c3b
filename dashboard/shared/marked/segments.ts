import type { SentimentLabel, Span } from '../../../lib/analysis/analysis.ts';
import type { CommentAnswer } from '../api.ts';

/** Words that belong to a theme or a signal. */
export interface Place {
  /** `theme:billing` or `signal:churn-intent`. */
  readonly id: string;
  readonly spans: readonly Span[];
  /** The sentiment about it; signals have none. */
  readonly felt?: { readonly label: SentimentLabel; readonly score: number };
}

/** A stretch of a comment that is marked in one way. */
export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly label?: SentimentLabel;
  /** What it belongs to. */
  readonly ids: readonly string[];
}

/** The places of themes and signals in an answer; none if it was not scored. */
export const placesOf = ({ analysis }: Pick<CommentAnswer, 'analysis'>): Place[] => {
  if (analysis.status !== 'scored') return [];
  const themes = analysis.themes.map(({ id, spans, sentiment }) => ({
    id: `theme:${id}`,
    spans,
    felt: sentiment,
  }));
  return [...themes, ...(analysis.signals ?? []).map(({ id, spans }) => ({ id: `signal:${id}`, spans }))];
};

const covers = ({ spans }: Place, start: number, end: number): boolean =>
  spans.some(([from, to]) => from <= start && end <= to);

/** Words of several themes have the colour of the theme with the strongest sentiment. */
const strongest = (places: readonly Place[]): SentimentLabel | undefined =>
  places
    .flatMap(({ felt }) => (felt === undefined ? [] : [felt]))
    .toSorted((left, right) => Math.abs(right.score) - Math.abs(left.score))[0]?.label;

/**
 * Cuts a comment where marks begin and end. The segments in order are the whole comment, each letter once, for any spans.
 *
 * @example segmentsOf('Too slow', [{ id: 'theme:speed', spans: [[4, 8]], felt: { label: 'negative', score: -0.7 } }])
 * // [{ start: 0, text: 'Too ', ids: [] }, { start: 4, text: 'slow', label: 'negative', ids: ['theme:speed'] }]
 */
export const segmentsOf = (text: string, places: readonly Place[]): Segment[] => {
  const inside = places.flatMap(({ spans }) => spans.flat()).filter((at) => at > 0 && at < text.length);
  const cuts = [...new Set([0, ...inside, text.length])].toSorted((left, right) => left - right);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const here = places.filter((place) => covers(place, start, end));
    const label = strongest(here);
    return {
      start,
      text: text.slice(start, end),
      ...(label === undefined ? {} : { label }),
      ids: here.map(({ id }) => id),
    };
  });
};

/** The words of a place, as they are in the comment. */
export const wordsOf = (text: string, { spans }: Place): string[] =>
  spans.map(([from, to]) => text.slice(from, to)).filter((words) => words !== '');
