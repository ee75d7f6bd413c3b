import { sumVersions, type VersionNames } from '../../disclosure/parts.ts';

/** What must not be compared: the model or taxonomy changed, not the customers. Ratings do not depend on them and never break. */
export interface VersionBreaks {
  readonly sentiment: boolean;
  readonly themes: boolean;
}

/** Whether sets of responses, taken together, were scored by more than one version. */
export const breaksBetween = (...all: readonly VersionNames[]): VersionBreaks => {
  const { sentiment, theme } = sumVersions(all);
  return { sentiment: sentiment.length > 1, themes: theme.length > 1 };
};

/** Whether the breaks are of what reads a series: net sentiment by its model, a theme's share by the taxonomy, its net sentiment by both. */
export const breaksSeries = ({ sentiment, themes }: VersionBreaks, series: string): boolean =>
  (sentiment && series.endsWith(':net')) || (themes && series.startsWith('theme:'));
