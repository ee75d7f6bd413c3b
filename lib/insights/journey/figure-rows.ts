import { seriesOf } from '../../metrics/comparisons/changes.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import type { Figures } from '../../metrics/figures/figures.ts';

/** One cell of an export. Absent is empty; 0 is 0. */
export type FlatValue = string | number | boolean | undefined;

/** One line of an export; every line of a table has the same columns in the same order. */
export type FlatRow = Readonly<Record<string, FlatValue>>;

/** A figure as columns; a missing one leaves them empty. */
export const figureColumns = (figure: Figure | undefined): FlatRow => ({
  value: figure?.value,
  low: figure?.low,
  high: figure?.high,
  n: figure?.n,
  enough: figure?.enough,
});

/** Figures where they are not suppressed, and marks. */
export interface FlatView {
  readonly suppressed?: true | undefined;
  readonly partial?: true | undefined;
  readonly part?: true | undefined;
  readonly responses?: number | undefined;
  readonly figures?: Figures | undefined;
}

/** Shares and means besides the headlines, by name. */
const furtherFigures = ({ ratings, sentiment, answers }: Figures): [string, Figure][] => [
  ...Object.entries(ratings).flatMap(([key, rating]): [string, Figure][] => [
    [`${key}:mean`, rating.mean],
    ...(rating.metric === 'nps'
      ? (['promoters', 'passives', 'detractors'] as const).map((name): [string, Figure] => [
          `${key}:${name}`,
          rating[name],
        ])
      : []),
  ]),
  ...(sentiment === undefined
    ? []
    : (['negative', 'neutral', 'positive', 'mixed', 'mean'] as const).map((name): [string, Figure] => [
        `sentiment:${name}`,
        sentiment[name],
      ])),
  ...(['commented', 'informative', 'unread'] as const).flatMap((name): [string, Figure][] => {
    const figure = answers[name];
    return figure === undefined ? [] : [[`answers:${name}`, figure]];
  }),
];

/** Every figure of a view as one line each, and its volume; a suppressed one is a line that says so. */
export const figureRows = (of: FlatRow, view: FlatView): FlatRow[] => {
  const { suppressed = false, partial = false, part = false, figures } = view;
  const line = (series: string, figure: Figure | undefined, value?: number): FlatRow => ({
    ...of,
    series,
    ...figureColumns(figure),
    ...(value === undefined ? {} : { value, n: value }),
    suppressed,
    partial,
    part,
  });
  if (figures === undefined) return [line('volume', undefined, view.responses)];
  const all = [...seriesOf(figures), ...furtherFigures(figures)];
  return [
    line('volume', undefined, figures.responses),
    ...all.map(([series, figure]) => line(series, figure)),
  ];
};
