import type { ClauseSpace } from '../space/similarity.ts';
import { type Gathered, gainOfGroup, gatherBurst, partByPeriod } from './gather.ts';
import { type Burst, type Periods, type ScanOptions, scanForBursts } from './scan.ts';

/** A new issue: clauses of the later period that mean the same, and that were less frequent or absent before. */
export interface NewIssue {
  /** Places in the space, ascending: those of the later period, and those of the earlier one that mean the same. */
  readonly members: readonly number[];
  readonly earlier: readonly number[];
  /** The probability, 0..1, of any such group if nothing is new. */
  readonly familyP: number;
}

/** A burst is dropped if more than this share of its nearest clauses are in an earlier new issue. */
const knownBefore = 0.5;
const nearestCompared = 16;

const isKnown = ({ around }: Burst, later: Uint8Array, known: ReadonlySet<number>): boolean => {
  const near = around.filter((place) => later[place] === 1).slice(0, nearestCompared);
  return near.filter((place) => known.has(place)).length > knownBefore * near.length;
};

/** Clauses that share a feature are used as they are, or as gathered around them, whichever stands out more. */
const gatheredFrom = (space: ClauseSpace, later: Uint8Array, { candidate, around }: Burst): Gathered => {
  const core = partByPeriod(around, later);
  const gathered = gatherBurst(space, later, core.later);
  const isLessClear = gainOfGroup(gathered, later) < gainOfGroup(core, later);
  return candidate.centre === undefined && isLessClear ? core : gathered;
};

/** The new issue of a burst, without the clauses of earlier ones. */
const newIssueOf = (gathered: Gathered, { familyP }: Burst, known: ReadonlySet<number>): NewIssue => {
  const isOpen = (place: number): boolean => !known.has(place);
  return {
    members: gathered.later.filter(isOpen),
    earlier: gathered.earlier.filter(isOpen),
    familyP,
  };
};

/** What began or rose between two periods, the most certain first; two of them share no clause. */
export const findNewIssues = (
  space: ClauseSpace,
  periods: Periods,
  options: ScanOptions & { readonly limit: number },
): NewIssue[] => {
  const known = new Set<number>();
  const newIssues: NewIssue[] = [];
  for (const burst of scanForBursts(space, periods, options)) {
    if (newIssues.length >= options.limit) break;
    if (isKnown(burst, periods.later, known)) continue;
    const newIssue = newIssueOf(gatheredFrom(space, periods.later, burst), burst, known);
    for (const place of [...burst.around.slice(0, 1), ...newIssue.members, ...newIssue.earlier])
      known.add(place);
    if (newIssue.members.length > 0) newIssues.push(newIssue);
  }
  return newIssues;
};
