import { type Sum, withheldCells } from '../metrics/confidentiality.ts';
import { countPeople, type People } from '../metrics/people.ts';
import { sumTallies, type Tally } from '../metrics/tally.ts';
import type { Quote } from './quotes.ts';
import type { ReportPeriod } from './report-period.ts';

/** Scored answers by the version that scored them. */
interface Versions {
  readonly sentiment: Readonly<Record<string, number>>;
  readonly theme: Readonly<Record<string, number>>;
}

/** What was counted of some days. */
export interface Counted {
  readonly tally: Tally;
  readonly versions: Versions;
}

/** Whom a digest is about: a touchpoint, or all of them under {@link wholeScope}. */
export interface Scope {
  readonly id: string;
  readonly name: string;
}

/** No touchpoint has an underscore in its id. */
export const wholeScope: Scope = { id: '_all', name: 'the whole journey' };

/** A touchpoint in the two periods that are compared. */
export interface TouchpointCounts extends Scope {
  readonly now: Counted;
  readonly before: Counted;
}

/** The days that are reported on, and those they are compared with: like for like, so a part is compared with a part as long. */
export interface Span {
  readonly period: ReportPeriod;
  /** The last day that counts, where the period is not over yet. */
  readonly through?: string;
  readonly previous: ReportPeriod;
  /** The last day of the previous period that counts, where not all of it does. */
  readonly previousThrough?: string;
}

/** One period of the past, for the curve; without counts where it is withheld or nobody answered. */
export interface PastPeriod {
  readonly period: ReportPeriod;
  readonly tally?: Pick<Tally, 'ratings' | 'sentiment' | 'people' | 'responses'>;
}

/** Everything that a digest is computed from. */
export interface DigestMaterial {
  readonly scope: Scope;
  readonly span: Span;
  /** Absent where it is withheld. */
  readonly now?: Counted;
  /** Absent where it is withheld. */
  readonly before?: Counted;
  /** Of the whole: its touchpoints, those withheld left out. Of a touchpoint: none. */
  readonly touchpoints: readonly TouchpointCounts[];
  /** Themes of which too few respondents speak, or which would let one deduce those. */
  readonly hiddenThemes: ReadonlySet<string>;
  /** Oldest first, the period itself last. */
  readonly past: readonly PastPeriod[];
  readonly quotes: readonly Quote[];
}

/** What must not be told of whom. Cells are ids of scopes. */
export interface Withheld {
  readonly now: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
  /** By scope. */
  readonly themes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** From `many` on only the order of sizes matters, to give up as little as need be. */
const respondents = (people: People, size: number): number =>
  people === 'many' ? Math.max(size, countPeople(people)) : people.length;

type Cells = Readonly<Record<string, { readonly people: People; readonly size: number }>>;

const withheldOf = (parts: Cells, total: Cells[string], threshold: number): ReadonlySet<string> => {
  const cells = Object.entries({ ...parts, [wholeScope.id]: total });
  const sums: Sum[] = [{ total: wholeScope.id, parts: Object.keys(parts) }];
  return withheldCells(
    Object.fromEntries(cells.map(([id, { people, size }]) => [id, respondents(people, size)])),
    sums,
    threshold,
  );
};

const cellOf = ({ people, responses }: Tally): Cells[string] => ({ people, size: responses });

const themeCell = ({ themes }: Tally, theme: string): Cells[string] => {
  const { people, negative, neutral, positive } = themes[theme] ?? {
    people: [],
    negative: 0,
    neutral: 0,
    positive: 0,
  };
  return { people, size: negative + neutral + positive };
};

type Tallies = Readonly<Record<string, Tally>>;

/** The scopes of which figures are withheld, the whole among them. */
export const withheldScopes = (tallies: Tallies, whole: Tally, threshold: number): ReadonlySet<string> =>
  withheldOf(mapTallies(tallies, cellOf), cellOf(whole), threshold);

const mapTallies = (tallies: Tallies, cell: (tally: Tally) => Cells[string]): Cells =>
  Object.fromEntries(Object.entries(tallies).map(([id, tally]) => [id, cell(tally)]));

const addAll = (into: Map<string, Set<string>>, theme: string, scopes: Iterable<string>): void => {
  for (const scope of scopes) into.set(scope, (into.get(scope) ?? new Set()).add(theme));
};

const withheldThemes = (
  tallies: Tallies,
  whole: Tally,
  threshold: number,
  into: Map<string, Set<string>>,
): void => {
  for (const theme of Object.keys(whole.themes))
    addAll(
      into,
      theme,
      withheldOf(
        mapTallies(tallies, (tally) => themeCell(tally, theme)),
        themeCell(whole, theme),
        threshold,
      ),
    );
};

/**
 * What the digests of the whole and of each touchpoint must not tell, seen together: those of too few respondents, and
 * what would let one work them out by subtracting one digest from another.
 *
 * @param threshold respondents, at most 10
 */
export const withholding = (touchpoints: readonly TouchpointCounts[], threshold: number): Withheld => {
  const of = (pick: (counts: TouchpointCounts) => Counted): Tallies =>
    Object.fromEntries(touchpoints.map((counts) => [counts.id, pick(counts).tally]));
  const [now, before] = [of((counts) => counts.now), of((counts) => counts.before)];
  const [wholeNow, wholeBefore] = [sumTallies(Object.values(now)), sumTallies(Object.values(before))];
  const themes = new Map<string, Set<string>>();
  withheldThemes(now, wholeNow, threshold, themes);
  withheldThemes(before, wholeBefore, threshold, themes);
  return {
    now: withheldScopes(now, wholeNow, threshold),
    before: withheldScopes(before, wholeBefore, threshold),
    themes,
  };
};
