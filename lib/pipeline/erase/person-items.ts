import pMap from 'p-map';
import { uniqueBy } from 'remeda';
import type { CellName } from '../../feedback/response/copy.ts';
import { idStartOf } from '../../feedback/response/identity/places.ts';
import { type CopyKey, copyKey, departureKey, monthOfCell, reviewKey } from '../../store/keys.ts';
import type { Effects } from '../effects.ts';
import type { PersonSearch } from './batch-objects.ts';

/** Finds and removes the items of a person in the feedback table. */

const cellsAtOnce = 8;

/** A stored copy of a response of the person. */
export interface PersonCopy extends CellName {
  readonly key: CopyKey;
  readonly responseId: string;
  /** What the source itself calls the response. */
  readonly sourceId: string | undefined;
}

/** The copies of the person in some cells, strongly consistent. */
export const copiesIn = async (
  { feedback }: Pick<Effects, 'feedback'>,
  cells: readonly CellName[],
  hash: string,
): Promise<PersonCopy[]> => {
  const found = await pMap(
    cells,
    async ({ touchpoint, cell }) => {
      const { copies } = await feedback.countCell(touchpoint, cell);
      return copies
        .filter(({ respondent }) => respondent === hash)
        .map((copy) => ({
          key: copyKey(copy),
          touchpoint,
          cell,
          responseId: copy.responseId,
          sourceId: copy.sourceId,
        }));
    },
    { concurrency: cellsAtOnce },
  );
  return found.flat();
};

/** Corrections and follow-up of the person's responses. */
export const searchReviews = async (
  { feedback }: Pick<Effects, 'feedback'>,
  cells: readonly CellName[],
  { responseIds, apply }: PersonSearch,
): Promise<number> => {
  const spans = uniqueBy(
    cells.map(({ touchpoint, cell }) => ({ touchpoint, span: monthOfCell(cell) })),
    ({ touchpoint, span }) => `${touchpoint}#${span}`,
  );
  let found = 0;
  for (const { touchpoint, span } of spans) {
    const reviews = await feedback.readReviews(touchpoint, span);
    const own = reviews.filter(({ responseId }) => responseIds.has(responseId));
    found += own.length;
    if (apply) await feedback.remove(own.map(reviewKey));
  }
  return found;
};

/** Records that responses of the person left a cell. */
export const searchDepartures = async (
  { feedback }: Pick<Effects, 'feedback'>,
  cells: readonly CellName[],
  { responseIds, apply }: PersonSearch,
): Promise<number> => {
  const starts = new Set([...responseIds].map(idStartOf));
  let found = 0;
  for (const { touchpoint, cell } of cells) {
    const { departures } = await feedback.countCell(touchpoint, cell);
    const own = departures.filter(({ responses }) => responses.some((start) => starts.has(start)));
    const without = own.map((departure) => ({
      ...departure,
      responses: departure.responses.filter((start) => !starts.has(start)),
    }));
    found += own.reduce(
      (sum, { responses }, index) => sum + responses.length - (without[index]?.responses.length ?? 0),
      0,
    );
    if (!apply) continue;
    await feedback.putDepartures(without.filter(({ responses }) => responses.length > 0));
    await feedback.remove(without.filter(({ responses }) => responses.length === 0).map(departureKey));
  }
  return found;
};
