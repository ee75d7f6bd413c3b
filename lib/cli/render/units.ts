/** What the numbers of a view are: their units, for its legend. */

const metrics = ['nps', 'csat', 'ces', 'rating', 'sentiment', 'theme'] as const;
type Metric = (typeof metrics)[number];

const metricOf = (series: string): Metric | undefined =>
  metrics.find((metric) => series.startsWith(`${metric}:`));

const rankOf = (series: string): number => {
  const metric = metricOf(series);
  return metric === undefined ? metrics.length : metrics.indexOf(metric);
};

/** NPS first, then CSAT, CES, stars, sentiment and themes; otherwise by name. */
export const byImportance = (left: string, right: string): number =>
  rankOf(left) - rankOf(right) || Number(left > right) - Number(left < right);

const unitOf = (series: string, effort: 'mean' | 'share'): string | undefined => {
  switch (metricOf(series)) {
    case 'nps':
      return 'NPS in points';
    case 'csat':
      return 'CSAT = share satisfied';
    case 'ces':
      return effort === 'mean' ? 'CES = mean' : 'CES = share who found it easy';
    case 'rating':
      return 'stars = mean';
    case 'sentiment':
      return 'net sentiment in points';
    case 'theme':
      return series.endsWith(':net')
        ? 'theme net = net sentiment of its mentions, in points'
        : 'theme share = share of answers';
    default:
      return undefined;
  }
};

/**
 * The units of some series, each once.
 *
 * @param effort what is shown of an effort score: the mean of its scale, or the share who found it easy
 * @example unitLegend(['nps:transactional', 'csat:1-5']) // 'NPS in points, CSAT = share satisfied'
 */
export const unitLegend = (series: readonly string[], effort: 'mean' | 'share' = 'share'): string =>
  [...new Set(series.toSorted(byImportance).map((one) => unitOf(one, effort)))]
    .filter((unit) => unit !== undefined)
    .join(', ');
