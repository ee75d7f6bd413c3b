import { type Copy, latestCopies } from '../../feedback/response/copy.ts';
import type { FeedbackStore } from '../../store/feedback-store.ts';
import type { Piece } from './pieces.ts';

/**
 * One response of those that may be read, by its id, as of its latest upload. Pieces are read in order until it is found: a shorter
 * time is quicker.
 */
export const findResponse = async (
  feedback: Pick<FeedbackStore, 'readCell'>,
  pieces: readonly Piece[],
  responseId: string,
): Promise<Copy | undefined> => {
  for (const { touchpoint, cells, keep } of pieces) {
    const contents = await Promise.all(cells.map((cell) => feedback.readCell(touchpoint, cell)));
    const copies = keep(contents.flatMap((content) => latestCopies(content)));
    const found = copies.find((copy) => copy.responseId === responseId);
    if (found !== undefined) return found;
  }
  return undefined;
};
