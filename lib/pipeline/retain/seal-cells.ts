import type { CellName } from '../../feedback/response/copy.ts';
import { copyKey, departureKey, monthOfCell, reviewKey } from '../../store/keys.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { isEmpty, type StoredFacets } from '../../store/summary-item.ts';
import { allWritten, writeEach } from '../../write-each.ts';
import type { Effects } from '../effects.ts';
import { removeLakeFiles } from '../erase/lake-files.ts';
import type { SealMessage } from '../messages.ts';
import { countCell, type Summarizer, summaryKeyOf } from '../summarize/summarize.ts';

/** Seals the summaries of cells of closed months, then removes what the cells hold: their figures stay, their responses go. */

const cellsAtOnce = 4;
/** The loser of a race reads again; more rounds than there can be writers at once. */
const attempts = 50;

/**
 * Written even if nothing changed: a summary of older responses that another function has computed meanwhile finds another revision,
 * reads again, and finds the seal.
 */
const writeFacets = (
  { summaries, dimensions }: Summarizer,
  key: ReturnType<typeof summaryKeyOf>,
  {
    facets,
    stored,
  }: {
    readonly facets: Awaited<ReturnType<typeof countCell>>['facets'];
    readonly stored: readonly (StoredFacets | undefined)[];
  },
): Promise<boolean[]> =>
  allWritten(
    facets.map(async (part, index) => {
      const summary = { ...key, dimension: dimensions[index] ?? '', facets: part };
      const before = stored[index];
      return (before === undefined && isEmpty(summary)) || summaries.replace(summary, before?.revision);
    }),
  );

/** Computes a summary for the last time and seals it, the whole last. A cell that never had one gets none if it holds nothing. */
const sealSummary = async (summarizer: Summarizer, name: CellName): Promise<void> => {
  const { summaries, dimensions } = summarizer;
  const key = summaryKeyOf(name.touchpoint, name.cell);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [standing] = await summaries.readStanding([key], dimensions);
    const stored = standing?.whole;
    if (stored?.sealed === true) return;
    const { whole, facets } = await countCell(summarizer, name, stored);
    const summary = { ...key, ...whole, sealed: true as const };
    if (stored === undefined && isEmpty(summary)) return;
    const written = await writeFacets(summarizer, key, { facets, stored: standing?.facets ?? [] });
    if (written.every(Boolean) && (await summaries.replace(summary, stored?.revision))) return;
  }
  throw new Error(
    `${name.touchpoint} ${name.cell} changed during each of ${attempts} attempts to seal its summary`,
  );
};

/** Copies, records of moved responses, and the reviews of its month, which is closed as a whole. */
const emptyCell = async (
  { feedback }: Pick<Effects, 'feedback'>,
  { touchpoint, cell }: CellName,
): Promise<void> => {
  const { copies, departures } = await feedback.readCell(touchpoint, cell);
  const reviews = await feedback.readReviews(touchpoint, monthOfCell(cell));
  await feedback.remove([...copies.map(copyKey), ...departures.map(departureKey), ...reviews.map(reviewKey)]);
};

/** Seals the cells of a message, each before it is emptied, and has the weeks and months that they are in computed once more. Can be repeated. */
export const sealCells = async (
  effects: Effects,
  configuration: Pick<Configuration, 'metrics'>,
  { touchpoint, cells }: SealMessage,
): Promise<void> => {
  const { dimensions = [] } = await configuration.metrics();
  const summarizer: Summarizer = { ...effects, dimensions };
  await writeEach(
    cells,
    async (cell) => {
      await sealSummary(summarizer, { touchpoint, cell });
      await emptyCell(effects, { touchpoint, cell });
    },
    { concurrency: cellsAtOnce },
  );
  const emptied = cells.map((cell) => ({ touchpoint, cell }));
  await removeLakeFiles(effects, emptied);
  await effects.summarizeQueue.send([{ touchpoint, cells }]);
  effects.log('cells sealed', { touchpoint, cells: cells.length });
};
