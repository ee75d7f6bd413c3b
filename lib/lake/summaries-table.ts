import { daysOf, type SeriesGrain } from '../disclosure/series.ts';
import { type FlatView, figureRows } from '../insights/journey/figure-rows.ts';
import type { LakeColumns, LakeRow } from './lake-table.ts';

/** The table `summaries`: the figures of each touchpoint by day, week and month, a row for each figure. */

export const lakeGrains = ['day', 'week', 'month'] as const satisfies readonly SeriesGrain[];

const ofFigure = 'the figure is suppressed, or has no data';

export const summaryColumns = {
  touchpoint: { type: 'string', meaning: 'Id of the touchpoint.', values: 'an id of the journey' },
  grain: {
    type: 'string',
    meaning: 'Length of the period. Choose one: a month is made of its days.',
    values: '`day`, `week` or `month`',
  },
  period: {
    type: 'string',
    meaning: 'Name of the period.',
    values: '`2026-05-31`; the Monday of a week; `2026-05`',
  },
  period_from: {
    type: 'date',
    meaning: 'First day of the period.',
    values: 'a day of the reporting time zone',
  },
  period_to: {
    type: 'date',
    meaning: 'Last day of the period. It may be later than the last feedback.',
    values: 'a day of the reporting time zone',
  },
  series: {
    type: 'string',
    meaning: 'What the figure measures; docs/metrics.md has each formula.',
    values: '`volume`, `nps:transactional`, `sentiment:net`, `answers:unread` …',
  },
  value: {
    type: 'double',
    meaning: 'Value of the figure. Figures of periods can not be added up, except `volume`.',
    values:
      'responses for `volume`, points -100 to 100 for net scores, 0 to 1 for shares, the scale for means',
    missing: ofFigure,
  },
  low: {
    type: 'double',
    meaning: 'Lower end of the 95% confidence interval.',
    values: 'the unit of `value`',
    missing: `${ofFigure}; \`volume\``,
  },
  high: {
    type: 'double',
    meaning: 'Upper end of the 95% confidence interval.',
    values: 'the unit of `value`',
    missing: `${ofFigure}; \`volume\``,
  },
  n: {
    type: 'int',
    meaning: 'Responses or comments that the figure is based on.',
    values: '1 or more',
    missing: ofFigure,
  },
  enough: {
    type: 'boolean',
    meaning: 'Whether n reaches the minimum sample. Do not rank figures with `false`.',
    values: '`true` or `false`',
    missing: `${ofFigure}; \`volume\``,
  },
  suppressed: {
    type: 'boolean',
    meaning: 'True: the period is below the minimum group size, and has this one row. This is not zero.',
    values: '`true` or `false`',
  },
  partial: {
    type: 'boolean',
    meaning: 'True: some figures or some responses of the period are suppressed.',
    values: '`true` or `false`',
  },
} as const satisfies LakeColumns;

export type SummaryRow = LakeRow<keyof typeof summaryColumns>;

/** A period of a touchpoint as readers see it. */
export interface LakePeriod extends FlatView {
  readonly touchpoint: string;
  readonly grain: SeriesGrain;
  readonly period: string;
}

/** The partition of a period: the month of its first day. */
export const periodMonth = (period: string): string => period.slice(0, 7);

/** A period as rows, one for each figure; one that says so if it is suppressed. */
export const summaryRows = ({ touchpoint, grain, period, ...view }: LakePeriod): SummaryRow[] => {
  const { from, to } = daysOf(grain, period);
  const of = { touchpoint, grain, period, period_from: from, period_to: to };
  return figureRows(of, view).map((row) => ({
    ...of,
    series: row['series'],
    value: row['value'],
    low: row['low'],
    high: row['high'],
    n: row['n'],
    enough: row['enough'],
    suppressed: row['suppressed'],
    partial: row['partial'],
  }));
};
