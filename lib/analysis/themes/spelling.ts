/** Shorter words are too close to each other to guess at. */
const minimumLength = 6;
const twoSlipsLength = 11;
/** Longer ones are handles, links and key banging. */
const maximumLength = 24;

export interface Spelling {
  add(word: string, number: number): void;
  /** The number of the one nearest word: one slip away, two for a word of eleven letters. None on a tie of two words. */
  nearest(word: string): number | undefined;
}

const deletionsOf = (word: string): string[] =>
  Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));

/** The word and what is left of it after up to `slips` deletions: two words in reach of each other share one. */
const reducedForms = (word: string, slips: number): Set<string> => {
  const forms = new Set([word]);
  let edge = [word];
  for (let step = 0; step < slips; step += 1) {
    const shorter: string[] = [];
    for (const form of edge.flatMap(deletionsOf)) {
      if (forms.has(form)) continue;
      forms.add(form);
      shorter.push(form);
    }
    edge = shorter;
  }
  return forms;
};

const slipsAllowed = (word: string): number => (word.length >= twoSlipsLength ? 2 : 1);

/** Letters at the places before `row` and `column` are each other's, swapped. */
const isSwap = (a: string, b: string, row: number, column: number): boolean =>
  row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];

/** Distance with insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export const slipsBetween = (a: string, b: string): number => {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = isSwap(a, b, row, column) ? at(row - 2, column - 2) + 1 : replaced;
      current.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
};

/**
 * Finds misspelt words by symmetric deletion: the reduced forms of the known words are stored, those of a word looked up
 * are tried (Garbe 2012). The first letter is taken as typed right.
 */
export const createSpelling = (): Spelling => {
  const byForm = new Map<string, Map<string, number>>();

  const add = (word: string, number: number): void => {
    if (word.length < minimumLength) return;
    for (const form of reducedForms(word, slipsAllowed(word))) {
      const words = byForm.get(form) ?? new Map<string, number>();
      byForm.set(form, words.set(word, number));
    }
  };

  const candidatesFor = (word: string): Map<string, number> => {
    const candidates = new Map<string, number>();
    for (const form of reducedForms(word, slipsAllowed(word))) {
      const words = byForm.get(form);
      if (words === undefined) continue;
      for (const [candidate, number] of words)
        if (candidate[0] === word[0]) candidates.set(candidate, number);
    }
    return candidates;
  };

  const inReach = (word: string): { number: number; slips: number }[] => {
    const candidates = candidatesFor(word);
    if (candidates.size === 0) return [];
    return [...candidates]
      .map(([candidate, number]) => ({
        number,
        slips: slipsBetween(word, candidate),
        allowed: slipsAllowed(candidate),
      }))
      .filter(({ slips, allowed }) => slips <= Math.min(allowed, slipsAllowed(word)))
      .sort((a, b) => a.slips - b.slips);
  };

  const nearest = (word: string): number | undefined => {
    if (word.length < minimumLength - 1 || word.length > maximumLength || !/^\p{L}+$/u.test(word))
      return undefined;
    const [best, second] = inReach(word);
    if (best === undefined || (second?.slips === best.slips && second.number !== best.number))
      return undefined;
    return best.number;
  };

  return { add, nearest };
};
