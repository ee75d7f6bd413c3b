import { type Disclosed, isFullySuppressed, type VersionNames } from '../../disclosure/parts.ts';
import { type Figures, type FiguresOptions, figuresOf } from '../../metrics/figures/figures.ts';
import type { PolarityTally, Tally } from '../../metrics/tally/tally.ts';

/** A tally without the hashes of respondents: what may be shown. */
export interface PublicTally extends Omit<Tally, 'people' | 'themes' | 'clusters'> {
  readonly themes: Readonly<Record<string, PolarityTally>>;
}

export const publicTally = ({
  people: _people,
  clusters: _clusters,
  themes,
  ...tally
}: Tally): PublicTally => ({
  ...tally,
  themes: Object.fromEntries(
    Object.entries(themes).map(([id, { people: _theirs, ...polarity }]) => [id, polarity]),
  ),
});

/** Too few respondents for anything to be shown, n included. */
export interface Suppressed {
  readonly suppressed: true;
  readonly partial?: never;
  readonly incomplete?: never;
  readonly figures?: never;
}

/** What is shown of a set of responses. */
export interface Visible {
  readonly suppressed?: never;
  /** Something was left out: below the minimum group size. */
  readonly partial?: true;
  /** More than rare themes and signals: responses, texts, or a rating. */
  readonly incomplete?: true;
  readonly tally: PublicTally;
  /** The versions that scored the answers. Two of a kind break a trend. */
  readonly versions: VersionNames;
  readonly figures: Figures;
}

export type View = Suppressed | Visible;

/** A set of responses as readers see it. */
export const viewOf = (disclosed: Disclosed, options: FiguresOptions): View => {
  if (isFullySuppressed(disclosed)) return { suppressed: true };
  const { tally, versions, partial, incomplete } = disclosed;
  return {
    ...(partial ? { partial } : {}),
    ...(incomplete ? { incomplete } : {}),
    tally: publicTally(tally),
    versions,
    figures: figuresOf(tally, options),
  };
};
