/**
 * Distinct respondents behind a count, exact while they are few: that is all that confidentiality asks of it. Sorted marks
 * of fewer than {@link manyPeople} respondents, or `many`. Merging is associative and commutative; of nothing it is `[]`.
 */
export type People = readonly string[] | 'many';

/** From here on only `many` is known; no threshold of confidentiality may be greater. */
export const manyPeople = 10;

export interface Author {
  readonly responseId: string;
  /** Keyed hash. */
  readonly respondent?: string | undefined;
}

/** Long enough that two of a few respondents never share it, short enough for an item of every day. */
const markLength = 6;

/** Whose response it is: a response without a respondent is its own. */
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
 * How many they are: exact under {@link manyPeople}, else {@link manyPeople}, which reads as "at least".
 *
 * @example countPeople(['a1b2c3', 'd4e5f6']) // 2
 */
export const countPeople = (people: People): number => (people === 'many' ? manyPeople : people.length);

/** Who is behind something: respondents where they are known, else a count that takes each response for a person. */
export type Respondents = People | number;

export const countRespondents = (respondents: Respondents): number =>
  typeof respondents === 'number' ? respondents : countPeople(respondents);

/** Heads of disjoint responses together: a person in both counts once, if known. */
export const addRespondents = (left: Respondents, right: Respondents): Respondents => {
  if (typeof left === 'number' || typeof right === 'number')
    return countRespondents(left) + countRespondents(right);
  const growing: GrowingPeople = left === 'many' ? 'many' : new Set(left);
  return finishPeople(addPeople(growing, right));
};
