import { sortBy } from 'remeda';
import type { TopicMove } from '../topic-moves.ts';

interface TopicFigure {
  readonly series: string;
  readonly move?: TopicMove;
}

/** The comments that a figure of a theme counts; a figure that may count others is on its own. */
const commentsOf = ({ series, move }: TopicFigure): string => {
  const sameAs = move?.topic.sameAs;
  if (sameAs === undefined) return series;
  return series.endsWith(':share') ? `share ${sameAs.comments}` : `net ${sameAs.sentiments}`;
};

/**
 * Figures of themes of one place, those of exactly the same comments once: under the theme that is lowest in the taxonomy, with the others in `also`. A comment with three themes
 * would otherwise be three changes.
 */
export const onceForSameComments = <Figure extends TopicFigure>(
  figures: readonly Figure[],
): (Figure & { readonly also?: readonly string[] })[] =>
  [...Map.groupBy(figures, commentsOf).values()].flatMap((same) => {
    const [first, ...others] = sortBy(
      same,
      [({ move }) => move?.topic.parents.length ?? 0, 'desc'],
      ({ series }) => series,
    );
    if (first === undefined) return [];
    return [others.length === 0 ? first : { ...first, also: others.map(({ series }) => series) }];
  });
