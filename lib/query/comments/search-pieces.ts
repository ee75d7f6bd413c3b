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
import { cursorAt, type PageStart, placeOf } from './cursor.ts';
import type { Piece } from './pieces.ts';

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
  /** How many of the entries, from the first on, one answer has room for; at least one. Default: all of them. */
  readonly fitting?: (entries: readonly Found[]) => number;
  readonly cursor?: string | undefined;
  /** True reads and counts everything; false only what the page needs. */
  readonly isCounted: boolean;
  /** When reading stops. */
  readonly deadline: Deadline;
  /** Also counted, each for itself, among what is read. */
  readonly counted?: ReadonlyMap<string, Match>;
}

export interface Found {
  readonly copy: Copy;
  readonly piece: Piece;
  /** Indexes of the answers that match. */
  readonly matched: readonly number[];
  readonly review?: StoredReview;
}

export interface SearchResult {
  /** The entries of the page. */
  readonly found: readonly Found[];
  /** False if fewer respondents match than the threshold: nothing may be disclosed, not even counts. */
  readonly enough: boolean;
  /** Reading stopped at the deadline. */
  readonly isLate: boolean;
  readonly cursor?: string;
  /** Responses that were read. */
  readonly examined: number;
  /** Matching responses, and their matching answers. */
  readonly responses: number;
  readonly comments: number;
  /** The matching answers of those that are also counted; suppressed ones are absent. */
  readonly counted: Readonly<Record<string, number>>;
}

/** How many pieces are read at once: all are needed where everything is counted, a few where a page may be full before. */
const piecesAhead = { counted: 8, page: 4 } as const;

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
  const depth = search.isCounted ? piecesAhead.counted : piecesAhead.page;
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
      return [{ copy, piece, matched, ...(review === undefined ? {} : { review }) }];
    });
    for (const { copy } of found) this.#people = addMark(this.#people, markOf(copy));
    const { isChosen = () => true } = this.#search;
    const chosen = found.filter(({ review }) => isChosen(review));
    this.comments += chosen.reduce((sum, { matched }) => sum + matched.length, 0);
    this.responses += chosen.length;
    return chosen;
  }
}

/**
 * Respondents are counted from the first piece on, wherever the page begins, so that a cursor can't bypass the count. Undefined if time runs
 * out before.
 */
const countBefore = async (search: Search, before: readonly Piece[]): Promise<Tally | undefined> => {
  const tally = new Tally(search);
  if (tally.enough) return tally;
  for await (const read of readInOrder(search, before)) {
    tally.add(read);
    if (tally.enough) break;
    if (search.deadline.isOver()) return undefined;
  }
  return tally;
};

const fittingOf = ({ fitting }: Search, found: readonly Found[]): number => fitting?.(found) ?? found.length;

/** The entries of a page, and the piece after which reading stopped for lack of time. */
interface ReadPage {
  readonly found: readonly Found[];
  readonly stopped?: Piece;
}

/** What counts the matches of a page's pieces. */
interface Counting {
  readonly tally: Tally;
  readonly counted: ReadonlyMap<string, Tally>;
}

const startCounting = (search: Search): Counting['counted'] =>
  new Map([...(search.counted ?? [])].map(([name, match]) => [name, new Tally({ ...search, match })]));

/** Those that enough respondents match. */
const countsIn = (counted: Counting['counted']): Readonly<Record<string, number>> =>
  Object.fromEntries([...counted].flatMap(([name, each]) => (each.enough ? [[name, each.comments]] : [])));

const nothingRead = { found: [], enough: false, examined: 0, responses: 0, comments: 0, counted: {} };

const readUntilFull = async (
  search: Search,
  { tally, counted, rest, isShown }: Counting & Pick<PageStart<Piece>, 'rest' | 'isShown'>,
): Promise<ReadPage> => {
  const { manner, limit, isCounted, deadline } = search;
  const found: Found[] = [];
  for await (const read of readInOrder(search, rest)) {
    for (const each of counted.values()) each.add(read);
    const ahead = tally.add(read).filter(({ copy }) => !isShown(read.piece, manner.orderOf(copy)));
    found.push(...ahead.slice(0, limit + 1 - found.length));
    const isFull = found.length > limit || fittingOf(search, found) < found.length;
    if (!isCounted && tally.enough && isFull) break;
    if (read.piece !== rest.at(-1) && deadline.isOver()) return { found, stopped: read.piece };
  }
  return { found };
};

/** After the last entry of the page if more were found, otherwise after the last piece that was read. */
const nextCursor = (
  { manner }: Search,
  {
    pieces,
    page,
    read,
  }: { readonly pieces: readonly Piece[]; readonly page: readonly Found[]; readonly read: ReadPage },
): { readonly cursor?: string } => {
  const last = page.at(-1);
  if (last !== undefined && page.length < read.found.length)
    return { cursor: cursorAt(pieces, last.piece, manner.orderOf(last.copy)) };
  return read.stopped === undefined ? {} : { cursor: cursorAt(pieces, read.stopped, '') };
};

/**
 * Reads pieces until there is one response more than the page has room for, or all of them if everything is counted. Pieces before
 * the page are read only as far as needed to count respondents.
 */
export const searchPieces = async (search: Search, pieces: readonly Piece[]): Promise<SearchResult> => {
  const { before, rest, isShown } = placeOf(pieces, search.cursor);
  const tally = await countBefore(search, before);
  if (tally === undefined) return { ...nothingRead, isLate: true };
  const counted = startCounting(search);
  const read = await readUntilFull(search, { tally, counted, rest, isShown });
  const page = read.found.slice(0, Math.min(search.limit, fittingOf(search, read.found)));
  const { examined, responses, comments, enough } = tally;
  return {
    found: page,
    enough,
    isLate: read.stopped !== undefined,
    ...nextCursor(search, { pieces, page, read }),
    examined,
    responses,
    comments,
    counted: countsIn(counted),
  };
};
