import pMap from 'p-map';
import { uniqueBy } from 'remeda';
import type { CellName } from '../../feedback/response/copy.ts';
import { idStartOf } from '../../feedback/response/identity/places.ts';
import { type CopyKey, departureKey, reviewKey, reviewSpan } from '../../store/keys.ts';
import type { Effects } from '../effects.ts';
import type { PersonSearch } from './batch-objects.ts';

/** Finds and removes the items of a person in the feedback table. */

const cellsAtOnce = 8;

/** A copy of a response of the person, as far as its key says. */
export interface PersonCopy extends CellName {
  readonly key: CopyKey;
  readonly responseId: string;
  readonly batchId: string;
}

/** Touchpoints, times and ids have no `#`, except a touchpoint: the other parts are counted from the end. */
const copyOf = (key: CopyKey): PersonCopy => {
  const place = key.cell.split('#');
  const [, responseId = '', batch = ''] = key.copy.split('#');
  return {
    key,
    touchpoint: place.slice(0, -2).join('#'),
    cell: place.at(-2) ?? '',
    responseId,
    batchId: batch.split('.')[0] ?? batch,
  };
};

export const copiesOf = async (
  { feedback }: Pick<Effects, 'feedback'>,
  hash: string,
): Promise<PersonCopy[]> => (await feedback.ofRespondent(hash)).map(copyOf);

/** What the source itself calls the person's responses. */
export const sourceIdsOf = async (
  { feedback }: Pick<Effects, 'feedback'>,
  cells: readonly CellName[],
  hash: string,
): Promise<string[]> => {
  const ids = await pMap(
    cells,
    async ({ touchpoint, cell }) => {
      const { copies } = await feedback.countCell(touchpoint, cell);
      return copies.flatMap(({ respondent, sourceId }) => (respondent === hash ? (sourceId ?? []) : []));
    },
    { concurrency: cellsAtOnce },
  );
  return [...new Set(ids.flat())];
};

/** Corrections and follow-up of the person's responses. */
export const searchReviews = async (
  { feedback }: Pick<Effects, 'feedback'>,
  cells: readonly CellName[],
  { responseIds, apply }: PersonSearch,
): Promise<number> => {
  const spans = uniqueBy(
    cells.map(({ touchpoint, cell }) => ({ touchpoint, span: reviewSpan(cell) })),
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
