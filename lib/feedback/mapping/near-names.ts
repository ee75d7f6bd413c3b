import { distance } from 'fastest-levenshtein';

const comparable = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .slice(0, 60);

/**
 * Up to three of `names` that `wanted` may have meant, nearest first: at most a third of the letters differ, or one
 * begins with the other.
 *
 * @example nearNames('coment', ['Comment', 'Date']) // ['Comment']
 */
export const nearNames = (wanted: string, names: readonly string[]): string[] => {
  const goal = comparable(wanted);
  return names
    .map((name) => {
      const candidate = comparable(name);
      const isBeginning = candidate !== '' && (goal.startsWith(candidate) || candidate.startsWith(goal));
      return { name, distance: isBeginning ? 0.5 : distance(goal, candidate), length: candidate.length };
    })
    .filter((candidate) => candidate.distance <= Math.max(goal.length, candidate.length) / 3)
    .toSorted((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ name }) => name);
};
