import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { type Copy, latestCopies } from '../../feedback/response/copy.ts';
import { reviewOf } from '../../feedback/reviews/reviewed.ts';
import {
  addMark,
  countPeople,
  finishPeople,
  type GrowingPeople,
  markOf,
} from '../../metrics/tally/respondents.ts';
import type { FeedbackStore } from '../../store/feedback-store.ts';
import type { StoredReview } from '../../store/items/review-items.ts';
import type { Deadline } from '../deadline.ts';
import type { ReviewReader } from '../reviews/read-reviews.ts';
import type { Piece } from './pieces.ts';

/** The last entry of the page before: its piece, and its place in it; `''` means after the whole piece. */
const position = z.object({ touchpoint: z.string().exactOptional(), block: z.string(), entry: z.string() });
type Position = z.infer<typeof position>;

const encode = (last: Position): string => Buffer.from(JSON.stringify(last)).toString('base64url');

const decode = (cursor: string): Position => {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new VerbatimError('usage', 'parameter "cursor" is invalid', {
      expected: 'the cursor of the previous page',
      cause,
    });
  }
};

/** The order of responses, and how many respondents must match before anything is shown. */
export interface ShownOrder {
  /** 0 shows everything. */
  readonly threshold: number;
  /** Larger is newer, and comes first. */
  orderOf(copy: Copy): string;
}

/** The indexes of a response's answers that match; undefined if the response does not. */
export type Match = (copy: Copy) => readonly number[] | undefined;

export interface Search {
  readonly feedback: Pick<FeedbackStore, 'readCell'>;
  readonly manner: ShownOrder;
  readonly match: Match;
  /** What people say of responses. Default: it is not looked up. */
  readonly reviews?: ReviewReader;
  /** Chooses among those that match by what people say of them: that singles out nobody, so it hides nothing from the others. */
  readonly isChosen?: (review: StoredReview | undefined) => boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Read and count everything, as far as the deadline allows. Default: only what the page needs. */
  readonly countUntil?: Deadline;
  /** Also counted, each for itself, among what is read. */
  readonly counted?: ReadonlyMap<string, Match>;
}

export interface Found {
  readonly copy: Copy;
  readonly label: string;
  /** Indexes of the answers that match. */
  readonly matched: readonly number[];
  readonly review?: StoredReview;
}

export interface SearchResult {
  /** The entries of the page. */
  readonly found: readonly Found[];
  /** False if fewer respondents match than the threshold: nothing may be disclosed, not even counts. */
  readonly enough: boolean;
  readonly cursor?: string;
  /** Responses that were read. */
  readonly examined: number;
  /** Matching responses, and their matching answers. */
  readonly responses: number;
  readonly comments: number;
  /** The matching answers of those that are also counted; suppressed ones are absent. */
  readonly counted: Readonly<Record<string, number>>;
}

const piecesAhead = 8;

interface ReadPiece {
  readonly piece: Piece;
  readonly copies: readonly Copy[];
  /** Those that may be read. */
  readonly kept: readonly Copy[];
  readonly reviews: readonly StoredReview[];
}

const readPiece = async ({ feedback, manner, reviews }: Search, piece: Piece): Promise<ReadPiece> => {
  const [contents, stored = []] = await Promise.all([
    Promise.all(piece.cells.map((cell) => feedback.readCell(piece.touchpoint, cell))),
    reviews?.(piece),
  ]);
  const { orderOf } = manner;
  const copies = contents
    .flatMap((content) => latestCopies(content))
    .toSorted(
      (left, right) => Number(orderOf(left) < orderOf(right)) - Number(orderOf(left) > orderOf(right)),
    );
  return { piece, copies, kept: piece.keep(copies), reviews: stored };
};

/** Reads pieces in order, several in parallel if all are needed. */
async function* readInOrder(search: Search, pieces: readonly Piece[]): AsyncGenerator<ReadPiece> {
  const depth = search.countUntil === undefined ? 1 : piecesAhead;
  const ahead: Promise<ReadPiece>[] = [];
  for (const piece of pieces) {
    const read = readPiece(search, piece);
    // Thrown where it is awaited; until then an unhandled rejection would end the process.
    read.catch(() => undefined);
    ahead.push(read);
    if (ahead.length < depth) continue;
    const first = await ahead.shift();
    if (first !== undefined) yield first;
  }
  for (const read of ahead) yield await read;
}

/** Counts matches, piece by piece, and their respondents. */
class Tally {
  examined = 0;
  responses = 0;
  comments = 0;
  readonly #search: Search;
  #people: GrowingPeople = new Set();

  constructor(search: Search) {
    this.#search = search;
  }

  get enough(): boolean {
    return countPeople(finishPeople(this.#people)) >= this.#search.manner.threshold;
  }

  /** The matches of a piece, in order. */
  add({ piece, copies, kept, reviews }: ReadPiece): Found[] {
    this.examined += copies.length;
    const found = kept.flatMap((copy): Found[] => {
      const matched = this.#search.match(copy);
      if (matched === undefined) return [];
      const review = reviewOf(copy, reviews);
      return [{ copy, label: piece.label, matched, ...(review === undefined ? {} : { review }) }];
    });
    for (const { copy } of found) this.#people = addMark(this.#people, markOf(copy));
    const { isChosen = () => true } = this.#search;
    const chosen = found.filter(({ review }) => isChosen(review));
    this.comments += chosen.reduce((sum, { matched }) => sum + matched.length, 0);
    this.responses += chosen.length;
    return chosen;
  }
}

const isAt = ({ touchpoint, label }: Piece, after: Position | undefined): boolean =>
  label === after?.block && touchpoint === (after.touchpoint ?? touchpoint);

/** Respondents are counted from the first piece on, wherever the page begins, so that a cursor can't bypass the count. */
const countBefore = async (search: Search, before: readonly Piece[]): Promise<Tally> => {
  const tally = new Tally(search);
  if (tally.enough) return tally;
  for await (const read of readInOrder(search, before)) {
    tally.add(read);
    if (tally.enough) break;
  }
  return tally;
};

/** The cursor of what follows the page: after its last entry, or, if reading stopped, after the last piece. */
const cursorAfter = (
  { manner, limit }: Search,
  found: readonly Found[],
  stopped: Piece | undefined,
): { readonly cursor?: string } => {
  const last = found[limit - 1];
  if (last !== undefined && found.length > limit) {
    const { copy, label } = last;
    return { cursor: encode({ touchpoint: copy.touchpoint, block: label, entry: manner.orderOf(copy) }) };
  }
  if (stopped === undefined) return {};
  return { cursor: encode({ touchpoint: stopped.touchpoint, block: stopped.label, entry: '' }) };
};

/**
 * Reads pieces until there is one response more than the page needs, or all of them if everything is counted. Pieces before
 * the page are read only as far as needed to count respondents.
 */
export const searchPieces = async (search: Search, pieces: readonly Piece[]): Promise<SearchResult> => {
  const { manner, limit, cursor, countUntil } = search;
  const after = cursor === undefined ? undefined : decode(cursor);
  const start = Math.max(
    0,
    pieces.findIndex((piece) => isAt(piece, after)),
  );
  const tally = await countBefore(search, pieces.slice(0, start));
  const found: Found[] = [];
  const counted = new Map(
    [...(search.counted ?? [])].map(([name, match]) => [name, new Tally({ ...search, match })]),
  );
  let stopped: Piece | undefined;
  for await (const read of readInOrder(search, pieces.slice(start))) {
    for (const each of counted.values()) each.add(read);
    const isFirst = isAt(read.piece, after);
    const ahead = tally
      .add(read)
      .filter(({ copy }) => !isFirst || after === undefined || manner.orderOf(copy) < after.entry);
    found.push(...ahead.slice(0, limit + 1 - found.length));
    if (countUntil === undefined && tally.enough && found.length > limit) break;
    if (!countUntil?.isOver() || read.piece === pieces.at(-1)) continue;
    stopped = read.piece;
    break;
  }
  const { examined, responses, comments, enough } = tally;
  return {
    found: found.slice(0, limit),
    enough,
    ...cursorAfter(search, found, stopped),
    examined,
    responses,
    comments,
    counted: Object.fromEntries(
      [...counted].flatMap(([name, each]) => (each.enough ? [[name, each.comments]] : [])),
    ),
  };
};
