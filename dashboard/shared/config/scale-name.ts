import { defineTexts, type Translate } from '../texts/texts.ts';

/** Names of scores where configuration refers to them by their keys. */
export const scaleTexts = defineTexts({
  en: {
    nps: 'NPS',
    csat: 'Satisfied',
    ces: 'Found it easy',
    rating: 'Stars',
    sentiment: 'Net sentiment',
    points: 'points',
    percent: '%',
    scale: '{metric}, {scale}',
  },
  de: {
    nps: 'NPS',
    csat: 'Zufrieden',
    ces: 'Fand es einfach',
    rating: 'Sterne',
    sentiment: 'Stimmung netto',
    points: 'Punkte',
    percent: '%',
    scale: '{metric}, {scale}',
  },
});

const metrics = ['nps', 'csat', 'ces', 'rating', 'sentiment'] as const;

type Metric = (typeof metrics)[number];

/** What a score measures. @example metricOf('ces:1-7:easy') // 'ces' */
export const metricOf = (key: string): Metric =>
  metrics.find((name) => key.startsWith(`${name}:`)) ?? 'rating';

/** @example scaleName('ces:1-7:easy', t) // 'Found it easy, 1-7' */
export const scaleName = (key: string, t: Translate<keyof (typeof scaleTexts)['en']>): string => {
  const metric = metricOf(key);
  const scale = key.split(':')[1]?.replace(/#.*/, '') ?? '';
  return metric === 'sentiment' ? t('sentiment') : t('scale', { metric: t(metric), scale });
};
