import { firstBy } from 'remeda';
import { defaultThresholds } from '../metrics/figures/metrics-settings.ts';
import { addRespondents, countRespondents, type Respondents } from '../metrics/tally/respondents.ts';

/**
 * A sum that a reader can compute: the total of a table's row or column, of a week's days, of a stage's touchpoints. Cells
 * are named by ids; a total may itself be a part of another sum.
 */
export interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Respondents by cell. A cell that is missing, or has none, needs no protection. */
export type RespondentsByCell = Readonly<Record<string, Respondents>>;

type Equation = Map<string, number>;

/** What a reader knows about a sum's suppressed cells: their total, by subtraction. */
const equationOf = ({ total, parts }: Sum, hidden: ReadonlySet<string>): Equation => {
  const equation: Equation = new Map(parts.filter((part) => hidden.has(part)).map((part) => [part, 1]));
  if (hidden.has(total)) equation.set(total, -1);
  return equation;
};

const subtract = (from: Equation, what: Equation, cell: string): void => {
  const factor = from.get(cell);
  if (factor === undefined) return;
  for (const [id, coefficient] of what) {
    const left = (from.get(id) ?? 0) - factor * coefficient;
    if (Math.abs(left) < 1e-9) from.delete(id);
    else from.set(id, left);
  }
};

const scaleTo1 = (equation: Equation, cell: string): void => {
  const factor = equation.get(cell) ?? 1;
  for (const [id, coefficient] of equation) equation.set(id, coefficient / factor);
};

/**
 * The suppressed cells whose number follows from the sums: those that Gauss–Jordan elimination isolates in an
 * equation. Checking sum by sum would miss what follows from several sums together.
 */
export const deducible = (sums: readonly Sum[], hidden: ReadonlySet<string>): string[] => {
  const solved: Equation[] = [];
  for (const sum of sums) {
    const equation = equationOf(sum, hidden);
    for (const known of solved) {
      const [lead] = known.keys();
      if (lead !== undefined) subtract(equation, known, lead);
    }
    const [lead] = equation.keys();
    if (lead === undefined) continue;
    scaleTo1(equation, lead);
    for (const known of solved) subtract(known, equation, lead);
    solved.push(equation);
  }
  return solved.filter((equation) => equation.size === 1).flatMap((equation) => [...equation.keys()]);
};

/** The next cell to suppress among candidates: the smallest loss of data first, parts before totals, then by id. */
const cheapest = (
  candidates: Iterable<string>,
  { respondents, sums }: Table,
  hidden: ReadonlySet<string>,
): string | undefined => {
  const totals = new Set(sums.map(({ total }) => total));
  const count = (id: string): number => countRespondents(respondents[id] ?? 0);
  return firstBy(
    [...new Set(candidates)].filter((id) => !hidden.has(id) && count(id) > 0),
    (id) => totals.has(id),
    count,
    (id) => id,
  );
};

interface Table {
  readonly respondents: RespondentsByCell;
  readonly sums: readonly Sum[];
}

const membersOf = (sums: readonly Sum[]): string[] => sums.flatMap(({ total, parts }) => [total, ...parts]);

/** Deducible cells, those of a single sum first: these are the most frequent, and need no elimination. */
function* exposedCells(sums: readonly Sum[], hidden: ReadonlySet<string>): Generator<string> {
  for (const sum of sums) {
    const equation = equationOf(sum, hidden);
    if (equation.size === 1) yield* equation.keys();
  }
  yield* deducible(sums, hidden);
}

/** What to suppress because a suppressed cell could be deduced. */
const againstDeduction = (table: Table, hidden: ReadonlySet<string>): string | undefined => {
  for (const exposed of exposedCells(table.sums, hidden)) {
    const near = table.sums.filter(({ total, parts }) => total === exposed || parts.includes(exposed));
    const next = cheapest(membersOf(near), table, hidden) ?? cheapest(membersOf(table.sums), table, hidden);
    if (next !== undefined) return next;
  }
  return undefined;
};

/** Respondents of several cells together: a person in two of them counts once. */
const countTogether = (cells: readonly string[], respondents: RespondentsByCell): number =>
  countRespondents(cells.map((id) => respondents[id] ?? []).reduce(addRespondents, []));

/** What to suppress because all suppressed cells of a sum together, which a reader can find by subtraction, are below the minimum group size. */
const againstSmallRest = (
  table: Table,
  hidden: ReadonlySet<string>,
  threshold: number,
): string | undefined => {
  for (const { total, parts } of table.sums) {
    const hiddenParts = parts.filter((id) => hidden.has(id));
    const rest = countTogether(hiddenParts, table.respondents);
    if (rest === 0 || rest >= threshold || hidden.has(total)) continue;
    const next = cheapest(parts, table, hidden) ?? cheapest([total], table, hidden);
    if (next !== undefined) return next;
  }
  return undefined;
};

/**
 * The cells to suppress, figures and n alike: those under the threshold, and as many others as needed so that neither a
 * suppressed cell nor a group under the threshold can be deduced from the sums. Empty cells are disclosed: they protect nobody.
 * Deterministic: the same table always suppresses the same cells. The threshold and complementary suppression follow
 * Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 4.
 *
 * @param respondents respondents by cell, totals included: who they are, where that is known, for one may be in several cells; else each response counts as one
 * @param sums every sum of cells that is shown together with its parts
 * @example suppressedCells({ web: 40, store: 3, app: 12, all: 55 }, [{ total: 'all', parts: ['web', 'store', 'app'] }]) // new Set(['store', 'app'])
 */
export const suppressedCells = (
  respondents: RespondentsByCell,
  sums: readonly Sum[],
  threshold: number = defaultThresholds.figures,
): ReadonlySet<string> => {
  const table = { respondents, sums };
  const hidden = new Set(
    Object.entries(respondents)
      .filter(
        ([, respondents]) => countRespondents(respondents) > 0 && countRespondents(respondents) < threshold,
      )
      .map(([id]) => id),
  );
  for (;;) {
    const next = againstSmallRest(table, hidden, threshold) ?? againstDeduction(table, hidden);
    if (next === undefined) return hidden;
    hidden.add(next);
  }
};

/** Whether quotes may be disclosed of a group of this many respondents. */
export const isQuotable = (respondents: number, threshold: number = defaultThresholds.quotes): boolean =>
  respondents >= threshold;
