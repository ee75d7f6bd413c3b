/** Levenshtein's distance, one row of the table at a time. */
const distance = (left: string, right: string): number => {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
};

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
