import { isWithheld, type Shown, type VersionNames } from '../../disclosure/parts.ts';
import { type Figures, type FiguresOptions, figuresOf } from '../../metrics/figures/figures.ts';
import type { PolarityTally, Tally } from '../../metrics/tally/tally.ts';

/** A tally without the marks of respondents: what leaves the system. */
export interface PublicTally extends Omit<Tally, 'people' | 'themes'> {
  readonly themes: Readonly<Record<string, PolarityTally>>;
}

export const publicTally = ({ people: _people, themes, ...tally }: Tally): PublicTally => ({
  ...tally,
  themes: Object.fromEntries(
    Object.entries(themes).map(([id, { people: _theirs, ...polarity }]) => [id, polarity]),
  ),
});

/** Too few people responded for anything to be shown, n included. */
export interface Withheld {
  readonly withheld: true;
  readonly partly?: never;
  readonly incomplete?: never;
  readonly figures?: never;
}

/** What is shown of a set of responses. */
export interface Visible {
  readonly withheld?: never;
  /** Something was left out for being of too few people. */
  readonly partly?: true;
  /** Of that: responses, what was written, or a rating; not only rare themes and signals. */
  readonly incomplete?: true;
  readonly tally: PublicTally;
  /** The versions that scored the answers. Two of a kind break a trend. */
  readonly versions: VersionNames;
  readonly figures: Figures;
}

export type View = Withheld | Visible;

/** A set of responses as readers see it. */
export const viewOf = (shown: Shown, options: FiguresOptions): View => {
  if (isWithheld(shown)) return { withheld: true };
  const { tally, versions, partly, incomplete } = shown;
  return {
    ...(partly ? { partly } : {}),
    ...(incomplete ? { incomplete } : {}),
    tally: publicTally(tally),
    versions,
    figures: figuresOf(tally, options),
  };
};
