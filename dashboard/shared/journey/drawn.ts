import type { Gap, Mark } from '../../../lib/charts/picture.ts';
import type { Figure } from '../api.ts';
import { carried, isMonth, periodOf, type Scope, shiftPeriod, stringifySearch } from '../scope/scope.ts';
import type { Format, Unit } from '../texts/format.ts';
import type { Texts, Translate } from '../texts/texts.ts';
import type { Headline, JourneyMapData, Metric, Stop } from './journey-map-data.ts';
import type { texts } from './texts.ts';

type Key = typeof texts extends Texts<infer Name> ? Name : never;

/** What figures are put into words with. */
export interface Wording {
  readonly t: Translate<Key>;
  readonly format: Format;
  readonly scope: Scope;
  readonly map: JourneyMapData;
  /** The name of a theme. */
  readonly theme: (id: string) => string;
  /** The minimum group size of quotes. */
  readonly minimumQuoted: number;
}

export const units: Readonly<Record<Metric, Unit>> = {
  nps: 'points',
  csat: 'share',
  ces: 'share',
  rating: 'mean',
  sentiment: 'points',
};

/** The metrics that any touchpoint has figures of, in the order in which they are shown. */
export const metricsOf = ({ stops }: JourneyMapData): Metric[] =>
  (['sentiment', 'nps', 'csat', 'ces', 'rating'] as const).filter((metric) =>
    stops.some(({ headlines }) => headlines[metric]),
  );

export const periodText = ({ format, map: { from, to } }: Wording): string => format.span({ from, to });

/** The month before another needs no year. */
export const beforeText = ({ format, map }: Wording): string => {
  const [before, after] = [periodOf(map.before), periodOf(map)];
  const isMonthBefore =
    before !== undefined && isMonth(before) && after !== undefined && shiftPeriod(after, -1) === before;
  return isMonthBefore ? format.month(before, 'short') : format.span(map.before);
};

/** A significant change, and its direction; on no metric of the page is less better. */
export const changeOf = ({ trend, certain }: Headline): 'worse' | 'better' | undefined => {
  if (trend === undefined || !certain) return undefined;
  return trend.difference > 0 ? 'better' : 'worse';
};

const targetKeys = { met: 'targetMet', missed: 'targetMissed', open: 'targetOpen' } as const;

/** How a figure stands to its target; undefined where there is none, or nothing can be said. */
export const targetText = (
  { status, target, metric }: Headline,
  { t, format }: Wording,
): string | undefined =>
  target === undefined || status === undefined || status === 'too-few' || status === 'unknown'
    ? undefined
    : t(targetKeys[status], { target: format.level(target, units[metric]) });

const changeSentence = (headline: Headline, { t, format }: Wording): string[] => {
  if (headline.broken) return [t('newer')];
  if (headline.trend === undefined) return [];
  const before = format.level(headline.trend.before.value, units[headline.metric]);
  return [t(changeOf(headline) ? 'changed' : 'within', { before })];
};

const sentenceOf = (stop: Stop, headline: Headline, actual: Figure, wording: Wording): string => {
  const { t, format } = wording;
  const unit = units[headline.metric];
  return [
    t('figure', {
      name: stop.name,
      metric: t(headline.metric),
      value: format.level(actual.value, unit),
      interval: format.interval(actual, unit),
      n: format.count(actual.n),
    }),
    ...(actual.enough ? [] : [t('few')]),
    ...changeSentence(headline, wording),
    targetText(headline, wording) ?? '',
  ]
    .filter(Boolean)
    .join(' ');
};

/** Where the comments of a touchpoint are. */
export const touchpointHref = ({ id }: Stop, { scope }: Wording): string =>
  `/touchpoints/${encodeURIComponent(id)}${stringifySearch(carried(scope))}`;

const gapOf = (stop: Stop, metric: Metric, wording: Wording): Gap => {
  const { t } = wording;
  const words = { name: stop.name, metric: t(metric), period: periodText(wording) };
  if (stop.suppressed || stop.headlines[metric]?.suppressed)
    return { gap: 'suppressed', text: t('notShown'), sentence: t('suppressedSentence', words) };
  if (stop.responses === 0) return { gap: 'nobody', text: t('nobody'), sentence: t('nobodySentence', words) };
  return { gap: 'not-asked', text: t('notAsked'), sentence: t('notAskedSentence', words) };
};

/** Net sentiment is judged by where its whole interval lies; the others only by their targets and changes. */
const verdictOf = (metric: Metric, { low, high, enough }: Figure): Mark['verdict'] => {
  if (metric !== 'sentiment') return undefined;
  if (!enough || (low <= 0 && high >= 0)) return 'neutral';
  return high < 0 ? 'worse' : 'better';
};

/** A figure of a touchpoint as it is drawn and said, or why there is none. */
export const drawnOf = (stop: Stop, metric: Metric, wording: Wording): Mark | Gap => {
  const headline = stop.headlines[metric];
  const actual = headline?.actual;
  if (headline === undefined || actual === undefined) return gapOf(stop, metric, wording);
  const verdict = verdictOf(metric, actual);
  return {
    value: actual.value,
    low: actual.low,
    high: actual.high,
    enough: actual.enough,
    text: wording.format.level(actual.value, units[metric]),
    sentence: sentenceOf(stop, headline, actual, wording),
    href: touchpointHref(stop, wording),
    ...(verdict && { verdict }),
  };
};
