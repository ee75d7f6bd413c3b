import type { Journey } from '../../feedback/journey.ts';
import type { LoadLimits } from '../../feedback/load-limits-schema.ts';
import type { Confirmation, Mapping, MappingQuestion } from '../../feedback/mapping/mapping.ts';
import type { RowLedger } from '../../feedback/response/ledger.ts';
import type { Batch } from '../../store/batches/batch.ts';
import type { Reserved } from '../../store/batches/batch-store.ts';
import { wholeTime } from '../../store/keys.ts';
import {
  defaultComprehendComments,
  defaultNewTouchpoints,
  defaultUndatedResponses,
} from '../../store/settings/load-limits.ts';
import type { Effects } from '../effects.ts';
import { type Allowance, allowancesOf } from './allowances.ts';

/** The limits that are checked while a file is read: number of responses, touchpoints and missing dates. */

/** The counts of a file so far. */
export interface ReadSoFar {
  readonly rows: RowLedger;
  readonly touchpoints: { readonly size: number; keys(): Iterable<string> };
  /** Responses without a date by touchpoint. */
  readonly undated: ReadonlyMap<string, number>;
}

/** Asks a question if one is needed before reading on; otherwise undefined. */
export type HoldCheck = (read: ReadSoFar) => Promise<MappingQuestion | undefined>;

const number = new Intl.NumberFormat('en');

const unknownTo = async (
  { summaries }: Effects,
  journey: Journey,
): Promise<(touchpoint: string) => boolean> => {
  const headlines = await summaries.readHeadlines('all', wholeTime, wholeTime);
  const stored = new Set(headlines.map(({ touchpoint }) => touchpoint));
  const configured = new Set(journey.stages.flatMap(({ touchpoints }) => touchpoints.map(({ id }) => id)));
  return (touchpoint) => !stored.has(touchpoint) && !configured.has(touchpoint);
};

const touchpointQuestion = (column: string, added: number): MappingQuestion => ({
  code: 'too-many-touchpoints',
  column,
  ask: `"${column}" names at least ${added} unknown touchpoints. Are they touchpoints?`,
  options: [`attribute=${column}`, 'confirm=too-many-touchpoints'],
});

/** Known touchpoints are read once, and only for a file with more touchpoints than the limit. */
const newTouchpoints = (
  effects: Effects,
  journey: Journey,
  { column, limit }: { readonly column: string; readonly limit: number },
): HoldCheck => {
  let isNew: Promise<(touchpoint: string) => boolean> | undefined;
  let sizeChecked = limit;
  return async ({ touchpoints }) => {
    if (touchpoints.size <= sizeChecked) return undefined;
    sizeChecked = touchpoints.size;
    isNew ??= unknownTo(effects, journey);
    const added = [...touchpoints.keys()].filter(await isNew).length;
    return added > limit ? touchpointQuestion(column, added) : undefined;
  };
};

const undatedQuestion = (touchpoint: string, responses: number, limit: number): MappingQuestion => ({
  code: 'too-many-undated',
  ask: `"${touchpoint}" would have ${number.format(responses)} or more responses without a date; the limit is ${number.format(limit)} (config/limits.yaml). Which column has the date?`,
  options: ['submittedAt=COLUMN', 'confirm=too-many-undated'],
});

/** Stored responses are counted once, and only for a file with undated responses. */
const undatedRoom = ({ summaries }: Effects, limit: number): HoldCheck => {
  let stored: Promise<ReadonlyMap<string, number>> | undefined;
  const readStored = async (): Promise<ReadonlyMap<string, number>> => {
    const headlines = await summaries.readHeadlines('undated', wholeTime, wholeTime);
    return new Map(headlines.map(({ touchpoint, headline }) => [touchpoint, headline.responses]));
  };
  return async ({ undated }) => {
    if (undated.size === 0) return undefined;
    stored ??= readStored();
    const before = await stored;
    for (const [touchpoint, added] of undated) {
      const responses = (before.get(touchpoint) ?? 0) + added;
      if (responses > limit) return undatedQuestion(touchpoint, responses, limit);
    }
    return undefined;
  };
};

const responsesOf = (rows: RowLedger | undefined): number =>
  rows === undefined ? 0 : rows.accepted + rows.updated;

const batchesPerPage = 100;

const monthOf = ({ uploadedAt }: Batch): string => uploadedAt.slice(0, 7);

/** Responses of other batches uploaded in the same month, including those undone since. */
const loadedInMonthOf = async ({ batches }: Effects, batch: Batch): Promise<Reserved> => {
  const month = monthOf(batch);
  const loaded: Record<string, number> = {};
  let cursor: string | undefined;
  do {
    const page = await batches.list(batchesPerPage, cursor);
    const inMonth = page.batches.filter((batch) => batch.uploadedAt.startsWith(month));
    for (const { batchId, rows } of inMonth)
      if (batchId !== batch.batchId) loaded[batchId] = responsesOf(rows);
    cursor = page.batches.some(({ uploadedAt }) => uploadedAt < month) ? undefined : page.cursor;
  } while (cursor !== undefined);
  return loaded;
};

const sumOf = (loaded: Reserved): number => Object.values(loaded).reduce((sum, count) => sum + count, 0);

const budgetQuestion = (ask: string): MappingQuestion => ({
  code: 'over-budget',
  ask: `${ask} (config/limits.yaml). Load it anyway?`,
  options: ['confirm=over-budget'],
});

const withinBatch =
  ({ responses, text }: Allowance): HoldCheck =>
  async ({ rows }) =>
    responsesOf(rows) > responses
      ? budgetQuestion(
          `The file has more than ${number.format(responses)} responses, all that ${text} per file allows`,
        )
      : undefined;

const monthQuestion = (batch: Batch, before: number, { responses, text }: Allowance): MappingQuestion =>
  budgetQuestion(
    `With ${number.format(before)} responses loaded in ${monthOf(batch)}, the file exceeds the ${number.format(responses)} responses that ${text} per month allows`,
  );

/** Avoids reading a file to the end that can't be loaded; {@link reserveInMonth} decides. */
const withinMonth = (effects: Effects, batch: Batch, allowance: Allowance): HoldCheck => {
  let loaded: Promise<Reserved> | undefined;
  return async ({ rows }) => {
    loaded ??= loadedInMonthOf(effects, batch);
    const before = sumOf(await loaded);
    return before + responsesOf(rows) <= allowance.responses
      ? undefined
      : monthQuestion(batch, before, allowance);
  };
};

/** List price of a comment of up to 300 characters; a longer one costs in proportion: https://aws.amazon.com/comprehend/pricing/ */
const dollarsPerComment = 0.0003;

/** Comments that are billed one by one, by the shares of languages in the first rows: nobody should learn of them from the bill. */
const withinPaid = (mapping: Mapping, paid: readonly string[], limit: number): HoldCheck => {
  const share = paid.reduce((sum, language) => sum + (mapping.languages?.[language] ?? 0), 0);
  const columns = mapping.columns.filter(({ meaning }) => meaning.field === 'comment').length;
  return async ({ rows }) => {
    if (responsesOf(rows) * columns * share <= limit) return undefined;
    const dollars = (limit * dollarsPerComment).toFixed(2);
    return budgetQuestion(
      `Amazon Comprehend would score more than ${number.format(limit)} comments of the file (${Math.round(100 * share)} % are in ${paid.join(', ')}), for more than $${dollars}`,
    );
  };
};

export interface HoldContext {
  readonly batch: Batch;
  readonly mapping: Mapping;
  readonly journey: Journey;
  readonly limits: LoadLimits;
  /** Languages whose comments are billed one by one. */
  readonly paidLanguages: readonly string[];
  /** Whose prices count for a budget; absent: those of the default region. */
  readonly region?: string | undefined;
  /** What a person has confirmed. */
  readonly confirmed: readonly Confirmation[];
}

/** The checks for one reading of a batch: those with a limit, except what a person has confirmed. */
export const holdCheck = (
  effects: Effects,
  { batch, mapping, journey, limits, paidLanguages, confirmed, region }: HoldContext,
): HoldCheck => {
  const { perBatch, perMonth } = allowancesOf(limits, { mapping, region });
  const { newTouchpoints: maxNew = defaultNewTouchpoints, undatedResponses = defaultUndatedResponses } =
    limits;
  const isAsked = (code: Confirmation): boolean => !confirmed.includes(code);
  const checks: HoldCheck[] = [];
  const column = mapping.columns.find(({ meaning }) => meaning.field === 'touchpoint')?.column;
  if (isAsked('too-many-touchpoints') && column !== undefined)
    checks.push(newTouchpoints(effects, journey, { column, limit: maxNew }));
  if (isAsked('too-many-undated')) checks.push(undatedRoom(effects, undatedResponses));
  if (isAsked('over-budget') && perBatch !== undefined) checks.push(withinBatch(perBatch));
  if (isAsked('over-budget') && perMonth !== undefined) checks.push(withinMonth(effects, batch, perMonth));
  if (isAsked('over-budget') && paidLanguages.length > 0)
    checks.push(withinPaid(mapping, paidLanguages, limits.comprehendComments ?? defaultComprehendComments));
  return async (read) => {
    for (const check of checks) {
      const question = await check(read);
      if (question !== undefined) return question;
    }
    return undefined;
  };
};

/**
 * Reserves what a file needs of its month's limit, once it is read to the end: of two files read at the same moment the
 * second one sees the first. Returns a question, and reserves nothing, if there is not enough and nobody has confirmed; undefined
 * if it is reserved, or if the month has no limit.
 */
export const reserveInMonth = async (
  effects: Effects,
  { batch, mapping, limits, confirmed, region }: HoldContext,
  rows: RowLedger,
): Promise<MappingQuestion | undefined> => {
  const { perMonth } = allowancesOf(limits, { mapping, region });
  if (perMonth === undefined) return undefined;
  const responses = responsesOf(rows);
  const loaded = await loadedInMonthOf(effects, batch);
  let before = 0;
  const isTaken = await effects.batches.reserve(
    { month: monthOf(batch), batchId: batch.batchId, responses },
    (others) => {
      before = sumOf({ ...loaded, ...others });
      return confirmed.includes('over-budget') || before + responses <= perMonth.responses;
    },
  );
  return isTaken ? undefined : monthQuestion(batch, before, perMonth);
};
