/**
 * The distinct respondents of a count, exact while there are few: suppression needs no more. Sorted hashes
 * of fewer than {@link manyPeople} respondents, or `many`. Merging is associative and commutative; `[]` for none.
 */
export type People = readonly string[] | 'many';

/** From here on only `many` is known; no threshold may be greater. */
export const manyPeople = 10;

export interface Author {
  readonly responseId: string;
  /** Keyed hash. */
  readonly respondent?: string | undefined;
}

/** Long enough that two of a few respondents never share it, short enough for an item per day. */
const markLength = 6;

/** The respondent of a response: a response without one is its own. */
export const markOf = ({ respondent, responseId }: Author): string =>
  (respondent ?? responseId).slice(0, markLength);

/** People while they are counted. */
export type GrowingPeople = Set<string> | 'many';

export const addMark = (people: GrowingPeople, mark: string): GrowingPeople => {
  if (people === 'many' || people.has(mark)) return people;
  return people.size + 1 < manyPeople ? people.add(mark) : 'many';
};

export const addPeople = (people: GrowingPeople, added: People): GrowingPeople =>
  added === 'many' ? 'many' : added.reduce(addMark, people);

export const finishPeople = (people: GrowingPeople): People =>
  people === 'many' ? people : [...people].toSorted();

/**
 * Their number: exact under {@link manyPeople}, otherwise {@link manyPeople}, which means "at least".
 *
 * @example countPeople(['a1b2c3', 'd4e5f6']) // 2
 */
export const countPeople = (people: People): number => (people === 'many' ? manyPeople : people.length);

/** The respondents of something: distinct ones where known, otherwise a count of responses. */
export type Respondents = People | number;

export const countRespondents = (respondents: Respondents): number =>
  typeof respondents === 'number' ? respondents : countPeople(respondents);

/** The respondents of disjoint responses together: a person in both counts once, if known. */
export const addRespondents = (left: Respondents, right: Respondents): Respondents => {
  if (typeof left === 'number' || typeof right === 'number')
    return countRespondents(left) + countRespondents(right);
  const growing: GrowingPeople = left === 'many' ? 'many' : new Set(left);
  return finishPeople(addPeople(growing, right));
};
