/** Scored answers by the version that scored them. */
interface Versions {
  readonly sentiment: Readonly<Record<string, number>>;
  readonly theme: Readonly<Record<string, number>>;
}

/** What must not be compared: the instrument changed, not the customers. Ratings are measured by nobody but the customer and never break. */
export interface VersionBreaks {
  readonly sentiment: boolean;
  readonly themes: boolean;
}

const kinds = (all: readonly Readonly<Record<string, number>>[]): number =>
  new Set(all.flatMap((counts) => Object.keys(counts))).size;

/** Whether sets of responses, taken together, were scored by more than one version. */
export const breaksBetween = (...all: readonly Versions[]): VersionBreaks => ({
  sentiment: kinds(all.map(({ sentiment }) => sentiment)) > 1,
  themes: kinds(all.map(({ theme }) => theme)) > 1,
});
