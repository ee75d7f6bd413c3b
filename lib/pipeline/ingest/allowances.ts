import { firstBy } from 'remeda';
import { estimateLoad } from '../../cost/estimate-load.ts';
import { knownPricesOf } from '../../cost/prices.ts';
import type { LoadLimits } from '../../feedback/load-limits-schema.ts';
import type { Mapping } from '../../feedback/mapping/mapping.ts';

/** How many responses may be loaded without asking a person. */
export interface Allowance {
  readonly responses: number;
  /** What allows no more: `the limit`, or `the budget of $5.00`. */
  readonly text: string;
}

/** True if a column names the respondent. */
export const namesRespondents = ({ columns }: Pick<Mapping, 'columns'>): boolean =>
  columns.some(({ meaning }) => meaning.field === 'respondent');

const sample = 1_000_000;

const dollarsPerResponse = (mapping: Pick<Mapping, 'columns'>, region: string | undefined): number => {
  const load = { rows: sample, hasRespondents: namesRespondents(mapping) };
  return estimateLoad(load, knownPricesOf(region)).dollars / sample;
};

const smaller = (
  limit: number | undefined,
  dollars: number | undefined,
  dollarsOfOne: () => number,
): Allowance | undefined => {
  const all: Allowance[] = [];
  if (limit !== undefined) all.push({ responses: limit, text: 'the limit' });
  if (dollars !== undefined)
    all.push({
      responses: Math.floor(dollars / dollarsOfOne()),
      text: `the budget of $${dollars < 0.01 ? dollars : dollars.toFixed(2)}`,
    });
  return firstBy(all, ({ responses }) => responses);
};

/** The limits of a file and of its month: of responses, or of dollars by the estimate for a file like it, whichever allows less. */
export const allowancesOf = (
  { responsesPerBatch, responsesPerMonth, dollarsPerBatch, dollarsPerMonth }: LoadLimits,
  { mapping, region }: { readonly mapping: Pick<Mapping, 'columns'>; readonly region: string | undefined },
): { readonly perBatch: Allowance | undefined; readonly perMonth: Allowance | undefined } => {
  const one = () => dollarsPerResponse(mapping, region);
  return {
    perBatch: smaller(responsesPerBatch, dollarsPerBatch, one),
    perMonth: smaller(responsesPerMonth, dollarsPerMonth, one),
  };
};
