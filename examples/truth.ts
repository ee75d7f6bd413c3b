/**
 * What is true of the example, counted from the made-up customers themselves and never from a file, so that a test can
 * hold what the pipeline found against it.
 */

/** The ratings one counted response carries. `good` is the two-point scale of a ticket: 1 good, 0 bad. */
export interface ToldRatings {
  readonly recommends?: number;
  readonly satisfied?: number;
  readonly easy?: number;
  readonly stars?: number;
  readonly good?: 0 | 1;
}

/** What the ledger of a file must say. */
export interface RowTruth {
  readonly read: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly excluded: Readonly<Record<string, number>>;
  readonly rejected: number;
  readonly unfinished: number;
}

/** A figure over those who answered; `undefined` where nobody did. */
export interface FigureTruth {
  readonly n: number;
  readonly value: number;
}

export interface TouchpointTruth {
  readonly responses: number;
  /** Promoters less detractors, in percent of those who answered. */
  readonly nps: FigureTruth | undefined;
  /** The share that is satisfied (4 or 5 of 5, or good). */
  readonly csat: FigureTruth | undefined;
  /** The mean of 1–7, high is easy. */
  readonly ces: FigureTruth | undefined;
  /** The mean of 1–5 stars. */
  readonly stars: FigureTruth | undefined;
}

const figure = (values: readonly number[]): FigureTruth | undefined =>
  values.length === 0
    ? undefined
    : { n: values.length, value: values.reduce((sum, value) => sum + value, 0) / values.length };

const told = (responses: readonly ToldRatings[], key: keyof ToldRatings): number[] =>
  responses.map((response) => response[key]).filter((value) => value !== undefined);

const npsPoints = (recommends: number): number => (recommends >= 9 ? 100 : recommends <= 6 ? -100 : 0);

/** The truth of one touchpoint, from all its counted responses. */
export const truthOf = (responses: readonly ToldRatings[]): TouchpointTruth => ({
  responses: responses.length,
  nps: figure(told(responses, 'recommends').map(npsPoints)),
  csat: figure([
    ...told(responses, 'satisfied').map((value) => (value >= 4 ? 1 : 0)),
    ...told(responses, 'good'),
  ]),
  ces: figure(told(responses, 'easy')),
  stars: figure(told(responses, 'stars')),
});
