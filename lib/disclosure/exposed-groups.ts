import { addDeductions, type Deduction } from './elimination.ts';

/** More combinations than this are not tried: what was not tried counts as exposed. */
const maxCombinations = 1000;

const isOnce = (factor: number): boolean => Math.abs(factor - 1) < 1e-9;

/** The first cell that is not counted exactly once: undefined of a group. */
const misfitIn = ({ cells }: Deduction): string | undefined =>
  cells.entries().find(([, factor]) => !isOnce(factor))?.[0];

/** Whether cells together are below the minimum group size. */
type IsBelow = (cells: readonly string[]) => boolean;

interface Combination {
  readonly deduction: Deduction;
  /** The deductions in it, by index, in order. */
  readonly chosen: readonly number[];
}

/** All combinations of deductions that can become a small group, each once. */
class Combinations {
  readonly #all: readonly Deduction[];
  readonly #isBelow: IsBelow;
  readonly #byCell = new Map<string, number[]>();
  readonly #seen = new Set<string>();

  constructor(all: readonly Deduction[], isBelow: IsBelow) {
    this.#all = all;
    this.#isBelow = isBelow;
    for (const [index, { cells }] of all.entries())
      for (const id of cells.keys()) this.#byCell.set(id, [...(this.#byCell.get(id) ?? []), index]);
  }

  /** Those that begin with a deduction. */
  *from(first: number): Generator<Combination> {
    const open = this.#more({ deduction: { cells: new Map(), sums: new Map() }, chosen: [] }, [first]);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      yield next;
      open.push(...this.#more(next, this.#beside(next.deduction)));
    }
  }

  /** Deductions that can mend the first misfit, which one of them must; of a group, all that share a cell with it. */
  #beside(deduction: Deduction): Iterable<number> {
    const misfit = misfitIn(deduction);
    const cells = misfit === undefined ? [...deduction.cells.keys()] : [misfit];
    return new Set(cells.flatMap((id) => this.#byCell.get(id) ?? []));
  }

  /** A combination with one more of the deductions, unless it was there already. A deduction keeps its leading cell in every combination. */
  #more({ deduction, chosen }: Combination, candidates: Iterable<number>): Combination[] {
    return [...candidates].flatMap((index) => {
      const added = this.#all[index];
      const all = [...new Set([...chosen, index])].toSorted((left, right) => left - right);
      const name = all.join();
      if (added === undefined || all.length === chosen.length || this.#seen.has(name)) return [];
      this.#seen.add(name);
      const leads = all.map((one) => this.#all[one]?.cells.keys().next().value ?? '');
      return this.#isBelow(leads) ? [{ deduction: addDeductions(deduction, added), chosen: all }] : [];
    });
  }
}

/**
 * Combinations of deductions that are the number of a group of people below the minimum group size: whole cells, each once.
 *
 * @param deductions those about small cells alone, of `deductionsOf`
 */
export function* exposedGroups(deductions: readonly Deduction[], isBelow: IsBelow): Generator<Deduction> {
  const combinations = new Combinations(deductions, isBelow);
  let tried = 0;
  for (const first of deductions.keys())
    for (const { deduction } of combinations.from(first)) {
      tried += 1;
      const isExposed = misfitIn(deduction) === undefined && isBelow([...deduction.cells.keys()]);
      if (!isExposed && tried <= maxCombinations) continue;
      yield deduction;
      break;
    }
}
