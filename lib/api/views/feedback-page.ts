import { z } from 'zod';
import { blocksWithin, type QuotableBlock, quotableBlocks } from '../../disclosure/quotable-blocks.ts';
import { VerbatimError } from '../../errors.ts';
import { type Copy, latestCopies } from '../../feedback/response/copy.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import {
  addMark,
  countPeople,
  finishPeople,
  type GrowingPeople,
  markOf,
} from '../../metrics/tally/respondents.ts';
import type { Effects } from '../../pipeline/effects.ts';
import { matchesFeedback, peopledCells } from '../../query/matching-feedback.ts';
import { spanDays } from '../../query/read-disclosed.ts';
import { requireTouchpoint } from '../../query/touchpoint-list.ts';
import { copyKey } from '../../store/keys.ts';
import type { ApiContext } from '../api-context.ts';
import {
  type FeedbackEntry,
  type FeedbackPage,
  type FeedbackParameters,
  touchpointFeedback,
} from '../contract/feedback.ts';
import { type Route, route } from '../route.ts';

/** The last entry of the page before: its block, and its place in there. */
const position = z.object({ block: z.string(), entry: z.string() });
type Position = z.infer<typeof position>;

const encode = (last: Position): string => Buffer.from(JSON.stringify(last)).toString('base64url');

const decode = (cursor: string): Position => {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new VerbatimError('usage', 'parameter "cursor" is wrong', {
      expected: 'the cursor of the page before',
      cause,
    });
  }
};

const labelOf = ({ from, to }: QuotableBlock): string => (from === to ? from : `${from}/${to}`);

/** How entries are shown and ordered: by time, or where that would tell people apart, by their ids. */
interface Manner {
  readonly threshold: number;
  orderOf(copy: Copy): string;
  entryOf(copy: Copy, written: string): FeedbackEntry;
}

const openManner: Manner = {
  threshold: 0,
  orderOf: (copy) => copyKey(copy).copy,
  entryOf: ({ fingerprint: _fingerprint, occurrence: _occurrence, ...entry }, written) => ({
    ...entry,
    written,
  }),
};

/** Without what tells who it was, or which group: ids of the source, respondent, account, attributes, time and place in the file. */
const confidentialManner = (threshold: number): Manner => ({
  threshold,
  orderOf: ({ responseId }) => responseId,
  entryOf: (copy, written) => {
    const { touchpoint, responseId, voice, solicited, unfinished, ratings, asked, answers, versions } = copy;
    const finish = unfinished === undefined ? {} : { unfinished };
    return {
      touchpoint,
      responseId,
      written,
      voice,
      solicited,
      ...finish,
      ratings,
      asked,
      answers,
      versions,
    };
  },
});

/** Where entries are read, and how they are shown. */
interface Place {
  readonly effects: Effects;
  readonly touchpoint: string;
  readonly manner: Manner;
}

interface Found {
  readonly copy: Copy;
  readonly block: string;
}

const readBlock = async (
  { effects: { feedback }, touchpoint, manner: { orderOf } }: Place,
  { cells }: QuotableBlock,
): Promise<Copy[]> => {
  const copies = await Promise.all(cells.map((cell) => feedback.readCell(touchpoint, cell)));
  return copies
    .flatMap((all) => latestCopies(all))
    .toSorted(
      (left, right) => Number(orderOf(left) < orderOf(right)) - Number(orderOf(left) > orderOf(right)),
    );
};

/** Responses that match, and whether they are of people enough to be shown. */
interface Gathered {
  readonly found: Found[];
  readonly enough: boolean;
}

/**
 * Reads blocks until there is one response more than the page takes. People are counted from the first block on, wherever the page
 * begins, so that a cursor can't lead past the count; blocks before the page are read only as far as that takes.
 */
const gather = async (
  place: Place,
  blocks: readonly QuotableBlock[],
  parameters: FeedbackParameters,
): Promise<Gathered> => {
  const { manner } = place;
  const after = parameters.cursor === undefined ? undefined : decode(parameters.cursor);
  const start = Math.max(
    0,
    blocks.findIndex((block) => labelOf(block) === after?.block),
  );
  const found: Found[] = [];
  let people: GrowingPeople = new Set();
  const isEnough = (): boolean => countPeople(finishPeople(people)) >= manner.threshold;
  for (const [index, block] of blocks.entries()) {
    if (isEnough() && (index < start || found.length > parameters.limit)) continue;
    const read = await readBlock(place, block);
    const matching = read.filter((copy) => matchesFeedback(parameters, copy));
    for (const copy of matching) people = addMark(people, markOf(copy));
    const here = matching.map((copy) => ({ copy, block: labelOf(block) }));
    if (index >= start) found.push(...here.filter((one) => isAhead(after, one, manner)));
  }
  return { found, enough: isEnough() };
};

const isAhead = (after: Position | undefined, { copy, block }: Found, { orderOf }: Manner): boolean =>
  block !== after?.block || orderOf(copy) < after.entry;

/**
 * The responses of a touchpoint that match, newest first, each once, as of its latest upload. Nothing is shown where
 * fewer than `quotes` people match.
 *
 * @param quotes people; 0 shows everything, with all that is stored
 */
const feedbackPage = async (
  { effects, quotes }: { readonly effects: Effects; readonly quotes: number },
  touchpoint: string,
  parameters: FeedbackParameters,
): Promise<FeedbackPage> => {
  const { from, to, limit } = parameters;
  const manner = quotes === 0 ? openManner : confidentialManner(quotes);
  const all = quotableBlocks(await peopledCells(effects, touchpoint), quotes);
  const range = from === undefined && to === undefined ? undefined : spanDays({ from, to });
  const { blocks, partial } = blocksWithin(all, range);
  const newest = newestBlocksFirst(blocks);
  const { found, enough } = await gather({ effects, touchpoint, manner }, newest, parameters);
  return {
    ...(enough ? pageOf(found, limit, manner) : { feedback: [], suppressed: true as const }),
    ...(partial ? { partial } : {}),
  };
};

/** Days newest first, then months, then what has no date; blocks that hold several kinds by their latest cell. */
const newestBlocksFirst = (blocks: readonly QuotableBlock[]): QuotableBlock[] => {
  const rank = ({ to }: QuotableBlock): string => {
    if (to === 'undated') return '0';
    return to.length === 7 ? `1${to}` : `2${to}`;
  };
  return blocks.toSorted(
    (left, right) => Number(rank(left) < rank(right)) - Number(rank(left) > rank(right)),
  );
};

const pageOf = (found: readonly Found[], limit: number, manner: Manner): FeedbackPage => {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const more = found.length > page.length && last !== undefined;
  return {
    feedback: page.map(({ copy, block }) => manner.entryOf(copy, block)),
    ...(more ? { cursor: encode({ block: last.block, entry: manner.orderOf(last.copy) }) } : {}),
  };
};

/** `GET /touchpoints/{touchpoint}/feedback` */
export const feedbackRoutes = ({ effects, configuration }: ApiContext): Route[] => [
  route(touchpointFeedback, async ({ params, query }) => {
    const touchpoint = await requireTouchpoint(effects.summaries, configuration, params.touchpoint);
    const { quotes } = thresholdsOf(await configuration.metrics());
    return feedbackPage({ effects, quotes }, touchpoint, query);
  }),
];
