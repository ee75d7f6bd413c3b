import { units, type Wording } from './drawn.ts';
import type { JourneyMapData, Stop } from './journey-map-data.ts';

type Polarity = 'negative' | 'positive';

/** What is most complained about or praised at a touchpoint. */
export interface Topic {
  readonly name: string;
  /** Answers with this sentiment, of all that mention it. */
  readonly count: number;
  readonly mentions: number;
  /** What its comments are filtered by. Absent where too few people are behind them: the comments are suppressed. */
  readonly filter?: { readonly issue: string } | { readonly theme: string };
}

/** An issue if customers name one, because it is more specific; otherwise the theme. */
export const topicOf = (
  stop: Stop,
  polarity: Polarity,
  { t, theme, minimumQuoted }: Pick<Wording, 't' | 'theme' | 'minimumQuoted'>,
): Topic | undefined => {
  const issue = polarity === 'negative' ? stop.painIssue : stop.praiseIssue;
  const fact = issue ?? (polarity === 'negative' ? stop.pain : stop.praise);
  if (fact === undefined) return undefined;
  return {
    name: issue === undefined ? theme(fact.id) : t('quoted', { words: issue.name }),
    count: Math.round(fact[polarity].value * fact.mentions),
    mentions: fact.mentions,
    ...(fact.mentions < minimumQuoted
      ? {}
      : { filter: issue === undefined ? { theme: fact.id } : { issue: fact.id } }),
  };
};

/** What a touchpoint adds to the score of all together, as text. */
export interface MomentText {
  readonly value: string;
  readonly interval: string;
  readonly sentence: string;
  /** Absent where it is not significant. */
  readonly verdict?: 'worse' | 'better';
}

const maxFalseDiscoveryRate = 0.05;

const verdictOf = ({ moment }: Stop): MomentText['verdict'] => {
  if (moment === undefined || !moment.enough || moment.falseDiscoveryRate > maxFalseDiscoveryRate)
    return undefined;
  return moment.impact.value < 0 ? 'worse' : 'better';
};

export const momentOf = (stop: Stop, { t, format, map }: Wording): MomentText | undefined => {
  const { moment } = stop;
  if (moment === undefined || map.momentsOf === undefined) return undefined;
  const unit = units[map.momentsOf];
  const value = format.difference(moment.impact.value, unit);
  const interval = t('fromTo', {
    low: format.difference(moment.impact.low, unit),
    high: format.difference(moment.impact.high, unit),
  });
  const verdict = verdictOf(stop);
  return {
    value,
    interval,
    sentence: t('momentSentence', {
      name: stop.name,
      metric: t(map.momentsOf),
      value,
      interval,
      here: format.level(moment.here.value, unit),
      n: format.count(moment.here.n),
      elsewhere: format.level(moment.elsewhere.value, unit),
      significant: verdict === undefined ? 'no' : 'yes',
    }),
    ...(verdict && { verdict }),
  };
};

const blindKeys = { none: 'nobody', 'too-few': 'blindFew', 'no-open-question': 'blindNoQuestion' } as const;

/** Why a touchpoint is a blind spot. */
export const blindOf = ({ blind }: Stop, { t }: Pick<Wording, 't'>): string | undefined =>
  blind && t(blindKeys[blind]);

/** All blind spots of a map, by name. */
export const blindSpotsOf = ({ stops }: JourneyMapData, wording: Pick<Wording, 't'>): string[] =>
  stops.flatMap((stop) => {
    const why = blindOf(stop, wording);
    return why === undefined ? [] : [`${stop.name} (${why})`];
  });
