import { firstBy, sortBy } from 'remeda';
import { defaultThresholds } from '../metrics/figures/metrics-settings.ts';
import { addRespondents, countRespondents, type Respondents } from '../metrics/tally/respondents.ts';
import { cellsOf, type Deduction, deductionsOf, type Sum } from './elimination.ts';
import { exposedGroups } from './exposed-groups.ts';

/** Respondents by cell. A cell that is missing, or has none, needs no protection. */
export type RespondentsByCell = Readonly<Record<string, Respondents>>;

/** Cells, the sums they are in, and the minimum group size. */
class Table {
  readonly respondents: RespondentsByCell;
  readonly sums: readonly Sum[];
  readonly threshold: number;
  readonly unpublished: ReadonlySet<string>;
  readonly #totals: ReadonlySet<string>;

  constructor(respondents: RespondentsByCell, sums: readonly Sum[], threshold: number) {
    this.respondents = respondents;
    this.sums = sums;
    this.threshold = threshold;
    this.unpublished = new Set(sums.filter((sum) => sum.unpublished).flatMap(({ parts }) => parts));
    this.#totals = new Set(sums.filter((sum) => !sum.unpublished).map(({ total }) => total));
  }

  count(id: string): number {
    return countRespondents(this.respondents[id] ?? 0);
  }

  isSmall(id: string): boolean {
    return this.count(id) < this.threshold;
  }

  isTotal(id: string): boolean {
    return this.#totals.has(id);
  }

  isUnpublished(id: string): boolean {
    return this.unpublished.has(id);
  }

  /** True of cells that are suppressed for being small; totals are made of those. */
  isSmallPart(id: string): boolean {
    return this.isSmall(id) && !this.isTotal(id) && !this.isUnpublished(id);
  }

  /** Respondents of several cells together: a person in two of them counts once. */
  countTogether(cells: readonly string[]): number {
    return countRespondents(cells.map((id) => this.respondents[id] ?? []).reduce(addRespondents, []));
  }

  /** The next cell to suppress among candidates: parts before totals, the smallest loss of data first, then by id. */
  cheapest(candidates: readonly string[], hidden: ReadonlySet<string>): string | undefined {
    return firstBy(
      candidates.filter((id) => !hidden.has(id) && this.count(id) > 0),
      (id) => this.isTotal(id),
      (id) => this.count(id),
      (id) => id,
    );
  }
}

/** The next cell to suppress because all suppressed parts of a sum together, which a reader can find by subtraction, are too few people. */
const besideSmallRest = (table: Table, { total, parts }: Sum, hidden: ReadonlySet<string>) => {
  if (hidden.has(total)) return undefined;
  const rest = table.countTogether(parts.filter((id) => hidden.has(id)));
  if (rest === 0 || rest >= table.threshold) return undefined;
  return table.cheapest(parts, hidden) ?? table.cheapest([total], hidden);
};

/** Suppresses more until no sum leaves a small rest. True if there was anything to do. */
const protectRests = (table: Table, hidden: Set<string>): boolean => {
  const before = hidden.size;
  for (const sum of table.sums.filter(({ minus }) => minus === undefined)) {
    let next = besideSmallRest(table, sum, hidden);
    for (; next !== undefined; next = besideSmallRest(table, sum, hidden)) hidden.add(next);
  }
  return hidden.size > before;
};

/** What is not published first, then totals, large cells and small ones: so deductions about small cells alone lead with a small one. */
const inOrder = (table: Table, hidden: ReadonlySet<string>): string[] =>
  sortBy(
    [...hidden],
    (id) => !table.isUnpublished(id),
    (id) => !table.isTotal(id),
    (id) => table.isSmall(id),
    (id) => id,
  );

/** The deductions that reveal a suppressed cell, or a group of people below the minimum group size. */
const exposures = (table: Table, hidden: ReadonlySet<string>): Deduction[] => {
  const known = deductionsOf(table.sums, inOrder(table, hidden));
  const single = known.filter(
    ({ cells }) => cells.size === 1 && !cells.keys().some((id) => table.isUnpublished(id)),
  );
  const small = known.filter(({ cells }) => cells.keys().every((id) => table.isSmallPart(id)));
  return [...single, ...exposedGroups(small, (cells) => table.countTogether(cells) < table.threshold)];
};

/**
 * Suppresses, for each deduction that reveals too much, one of the disclosed cells that it is computed from. One that needs a cell
 * suppressed for another is dealt with already. True if there was anything to do.
 */
const protectGroups = (table: Table, hidden: Set<string>): boolean => {
  const added = new Set<string>();
  for (const { sums } of exposures(table, hidden)) {
    const used = [...cellsOf(table.sums, sums).keys()];
    if (used.some((id) => added.has(id))) continue;
    const next = table.cheapest(used, hidden);
    if (next !== undefined) added.add(next);
  }
  for (const id of added) hidden.add(id);
  return added.size > 0;
};

/**
 * The cells to suppress, figures and n alike: those under the threshold, and as many others as needed so that neither a
 * suppressed cell nor a group under the threshold can be deduced from the sums, however many are combined. Empty cells are disclosed: they protect nobody.
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
  const table = new Table(respondents, sums, threshold);
  const small = Object.keys(respondents).filter((id) => table.count(id) > 0 && table.isSmall(id));
  if (small.length === 0) return new Set();
  const hidden = new Set([...table.unpublished, ...small]);
  for (;;) if (!protectRests(table, hidden) && !protectGroups(table, hidden)) break;
  return hidden;
};

/** Whether quotes may be disclosed of a group of this many respondents. */
export const isQuotable = (respondents: number, threshold: number = defaultThresholds.quotes): boolean =>
  respondents >= threshold;
