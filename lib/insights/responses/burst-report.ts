import type { Copy, CountedCopy } from '../../feedback/response/copy.ts';
import { addDays, cellKind } from '../../metrics/calendar/calendar.ts';
import { anomaliesOf } from '../../metrics/comparisons/anomaly.ts';
import { seriesOf } from '../../metrics/comparisons/changes.ts';
import { forecastCount } from '../../metrics/comparisons/count-forecast.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { type FiguresOptions, figuresOf } from '../../metrics/figures/figures.ts';
import { defaultThresholds } from '../../metrics/figures/metrics-settings.ts';
import { sumTallies, type Tally, tallyOf } from '../../metrics/tally/tally.ts';
import { type CloneGroup, type CloneRules, CloneSearch } from './clones.ts';

/** Near-identical texts of many people within a few days. */
export interface Clones {
  readonly touchpoints: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly responses: number;
  /** Distinct respondents, counted up to ten. */
  readonly people: number;
}

/** A day with far more responses than expected for its weekday. */
export interface Burst {
  readonly touchpoint: string;
  readonly day: string;
  readonly responses: number;
  readonly expected: number;
  /** Standard deviations above what was expected, of a normal series with the same chance. */
  readonly score: number;
}

export interface BurstReport {
  readonly clones: readonly Clones[];
  readonly bursts: readonly Burst[];
  /** The headline figures of all responses, without clones, and without the days of bursts, by series. */
  readonly figures: Readonly<
    Record<string, { readonly all: Figure; readonly withoutClones?: Figure; readonly withoutBursts?: Figure }>
  >;
}

interface Cell {
  readonly touchpoint: string;
  readonly cell: string;
  readonly tally: Tally;
}

/** A day with fewer is not a burst, and too small to be named. */
const minBurstSize = 10;

const keyOf = ({ touchpoint, cell }: { readonly touchpoint: string; readonly cell: string }): string =>
  `${touchpoint}#${cell}`;

/** Every day from the first to the last. Of one without a cell it is not known whether nobody responded, or too few to be read. */
const volumesOf = (
  days: readonly Cell[],
): { readonly day: string; readonly value?: number | undefined }[] => {
  const counts = new Map(days.map(({ cell, tally }) => [cell, tally.responses]));
  const [first = '', last = ''] = [[...counts.keys()].toSorted()[0], [...counts.keys()].toSorted().at(-1)];
  const points: { day: string; value: number | undefined }[] = [];
  for (let day = first; day !== '' && day <= last; day = addDays(day, 1))
    points.push({ day, value: counts.get(day) });
  return points;
};

const burstsOf = (cells: readonly Cell[]): Burst[] =>
  [
    ...Map.groupBy(
      cells.filter(({ cell }) => cellKind(cell) === 'day'),
      ({ touchpoint }) => touchpoint,
    ),
  ].flatMap(([touchpoint, days]) => {
    const volumes = volumesOf(days);
    return anomaliesOf(volumes, forecastCount).flatMap((judged, index): Burst[] => {
      const { day = '', value = 0 } = volumes[index] ?? {};
      if (!judged?.anomalous || judged.score < 0 || value < minBurstSize) return [];
      return [{ touchpoint, day, responses: value, expected: judged.expected, score: judged.score }];
    });
  });

const clonesOf = ({ responses, people, from, to }: CloneGroup): Clones => ({
  touchpoints: [...new Set(responses.map(({ touchpoint }) => touchpoint))].toSorted(),
  from,
  to,
  responses: responses.length,
  people,
});

/** Headlines need no more, and a year of cells is kept. */
const withoutThemes = (tally: Tally): Tally => ({ ...tally, themes: {}, signals: {} });

const headlines = (tally: Tally, options: FiguresOptions): ReadonlyMap<string, Figure> =>
  seriesOf(figuresOf(tally, options));

/**
 * What to check before trusting the figures of a period: copied texts and bursts of volume, and the figures
 * without them. No other figure is changed.
 */
export class BurstSearch {
  readonly #clones: CloneSearch;
  readonly #cells: Cell[] = [];

  constructor(rules: CloneRules = {}) {
    this.#clones = new CloneSearch(rules);
  }

  /** First read: the copies of one cell that count. */
  meet(copies: readonly Copy[]): void {
    for (const copy of copies) this.#clones.meet(copy);
    const [first] = copies;
    if (first !== undefined)
      this.#cells.push({
        touchpoint: first.touchpoint,
        cell: first.cell,
        tally: withoutThemes(tallyOf(copies)),
      });
  }

  /** Second read: the same copies again. */
  add(copies: readonly Copy[]): void {
    for (const copy of copies) this.#clones.add(copy);
  }

  /** Series with fewer ratings or answers than `minRespondents` (default 5) are left out, and so are differences of fewer. */
  report(options: FiguresOptions & { readonly minRespondents?: number } = {}): BurstReport {
    const { minRespondents = defaultThresholds.figures } = options;
    const showable = (whole: Figure, rest: Figure | undefined): Figure | undefined =>
      rest !== undefined &&
      rest.n >= minRespondents &&
      (rest.n === whole.n || whole.n - rest.n >= minRespondents)
        ? rest
        : undefined;
    const groups = this.#clones.groups();
    const bursts = burstsOf(this.#cells);
    const all = headlines(sumTallies(this.#cells.map(({ tally }) => tally)), options);
    const withoutClones = headlines(this.#without(groups), options);
    const days = new Set(bursts.map(({ touchpoint, day }) => keyOf({ touchpoint, cell: day })));
    const kept = this.#cells.filter((cell) => !days.has(keyOf(cell)));
    const withoutBursts = headlines(sumTallies(kept.map(({ tally }) => tally)), options);
    return {
      clones: groups.map(clonesOf),
      bursts,
      figures: Object.fromEntries(
        [...all]
          .filter(([, { n }]) => n >= minRespondents)
          .map(([series, figure]) => {
            const clonesLeft = groups.length === 0 ? undefined : showable(figure, withoutClones.get(series));
            const burstsLeft = bursts.length === 0 ? undefined : showable(figure, withoutBursts.get(series));
            const figures = {
              all: figure,
              ...(clonesLeft === undefined ? {} : { withoutClones: clonesLeft }),
              ...(burstsLeft === undefined ? {} : { withoutBursts: burstsLeft }),
            };
            return [series, figures];
          }),
      ),
    };
  }

  /** The tally without the clones: counts are subtracted; its respondents are not used. */
  #without(groups: readonly CloneGroup[]): Tally {
    const cloned = new Map<string, CountedCopy>();
    for (const { responses } of groups)
      for (const copy of responses) cloned.set(`${keyOf(copy)}#${copy.responseId}`, copy);
    const whole = sumTallies(this.#cells.map(({ tally }) => tally));
    return less(whole, tallyOf(cloned.values()));
  }
}

/** The same names with smaller counts. */
const lessCounts = <Key extends string>(
  from: Readonly<Record<Key, number>>,
  counts: Readonly<Partial<Record<Key, number>>>,
): Record<Key, number> => {
  const left: Record<Key, number> = { ...from };
  for (const key in from) left[key] -= counts[key] ?? 0;
  return left;
};

/** What remains of a tally without a part of it; themes and signals are not needed here, and left out. */
const less = (whole: Tally, part: Tally): Tally => ({
  ...whole,
  responses: whole.responses - part.responses,
  unfinished: whole.unfinished - part.unfinished,
  answers: lessCounts(whole.answers, part.answers),
  sentiment: lessCounts(whole.sentiment, part.sentiment),
  ratings: Object.fromEntries(
    Object.entries(whole.ratings).map(([scale, counts]) => [
      scale,
      lessCounts(counts, part.ratings[scale] ?? {}),
    ]),
  ),
  themes: {},
  signals: {},
});
