import { VerbatimError } from '../../errors.ts';
import { type Copy, latestCopies } from '../../feedback/response/copy.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import type { Stores } from '../../store/stores.ts';
import { deadlineIn, tooSlow } from '../deadline.ts';
import { type AskedSpan, spanDays } from '../read-disclosed.ts';
import { findPieces, type Piece } from './pieces.ts';

interface Reads {
  readonly effects: Pick<Stores, 'feedback' | 'summaries'>;
  readonly configuration: Pick<Configuration, 'metrics'>;
  /** A monotonic clock, from any zero. */
  readonly milliseconds: () => number;
}

/** A response, and days or months that it is among: the shorter, the quicker. */
export interface AskedResponse extends AskedSpan {
  readonly touchpoint: string;
  readonly response: string;
}

/** A request ends after 29 seconds. */
const readingSeconds = 20;

/** Days, months and `undated`; the last is only in a time without bounds. */
const touches =
  (span: AskedSpan) =>
  ({ cells }: Piece): boolean => {
    if (span.from === undefined && span.to === undefined) return true;
    const { from, to } = spanDays(span);
    return cells.some((cell) => from.slice(0, cell.length) <= cell && cell <= to.slice(0, cell.length));
  };

/**
 * A response as of its latest upload, from where `GET /comments` reads it: what is suppressed there is not found here. Throws
 * `not-found`, or `scan-too-slow` if time runs out before all is read.
 */
export const requireResponse = async (
  { effects, configuration, milliseconds }: Reads,
  { touchpoint, response, ...span }: AskedResponse,
): Promise<Copy> => {
  const settings = await configuration.metrics();
  const { quotes } = thresholdsOf(settings);
  const { pieces } = await findPieces({ effects, settings, quotes }, { touchpoints: [touchpoint] });
  const deadline = deadlineIn(readingSeconds, milliseconds);
  for (const { cells, keep } of pieces.filter(touches(span))) {
    if (deadline.isOver()) throw tooSlow(deadline, 'the response was not found');
    const contents = await Promise.all(cells.map((cell) => effects.feedback.readCell(touchpoint, cell)));
    const copies = keep(contents.flatMap((content) => latestCopies(content)));
    const found = copies.find(({ responseId }) => responseId === response);
    if (found !== undefined) return found;
  }
  throw new VerbatimError('not-found', 'response not found, or below the minimum group size', {
    expected: 'a response with its time, as returned by GET /comments',
    got: response,
  });
};
