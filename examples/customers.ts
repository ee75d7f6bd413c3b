import type { Mood, Occasion } from './comments.ts';
import type { Random } from './random.ts';
import type { TouchpointProfile } from './retailer.ts';
import { effectsOn, firstDay, lastDay } from './retailer.ts';

/** One customer at one touchpoint at one moment, before any survey tool writes it down. */
export interface Customer {
  readonly touchpoint: string;
  /** The day and time on the customer's clock: `2025-03-24` and `14:05:33`, between 07:00 and 23:00. */
  readonly day: string;
  readonly time: string;
  /** 0–10, if the question was answered. */
  readonly recommends?: number;
  /** 1–5. */
  readonly satisfied?: number;
  /** 1–7, high is easy. */
  readonly easy?: number;
  /** 1–5. */
  readonly stars: number;
  readonly occasion: Occasion;
}

const millisecondsADay = 86_400_000;
const dayAfter = (days: number): string =>
  new Date(Date.parse(firstDay) + days * millisecondsADay).toISOString().slice(0, 10);
const dayCount = (Date.parse(lastDay) - Date.parse(firstDay)) / millisecondsADay + 1;

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const someTime = (random: Random): string =>
  [7 + random.integer(16), random.integer(60), random.integer(60)].map(twoDigits).join(':');

const onScale = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, Math.round(value)));

/** Most people write what their score says; a few tick 9 and complain, or tick 2 and are kind. */
const moodOf = (satisfaction: number, random: Random): Mood => {
  const felt = random.chance(0.05) ? -satisfaction : satisfaction + 0.35 * random.normal();
  if (felt < -0.35) return random.chance(0.12) ? 'mixed' : 'negative';
  if (felt > 0.45) return random.chance(0.1) ? 'mixed' : 'positive';
  return random.chance(0.5) ? 'mixed' : 'neutral';
};

const someLanguage = (random: Random): string =>
  random.pickWeighted({ en: 955, de: 14, fr: 11, es: 9, nl: 6, it: 5 });

const answered = <Key extends string>(
  key: Key,
  value: number,
  probability: number,
  random: Random,
): { readonly [name in Key]?: number } =>
  random.chance(probability) ? ({ [key]: value } as { readonly [name in Key]?: number }) : {};

const someCustomer = (profile: TouchpointProfile, random: Random): Customer => {
  const day = dayAfter(random.integer(dayCount));
  const effects = effectsOn(profile.id, day);
  const satisfaction =
    profile.satisfaction + effects.reduce((sum, { satisfaction: shift }) => sum + shift, 0) + random.normal();
  const ease =
    profile.ease +
    effects.reduce((sum, { ease: shift }) => sum + shift, 0) +
    0.5 * satisfaction +
    random.normal();
  return {
    touchpoint: profile.id,
    day,
    time: someTime(random),
    ...answered('recommends', onScale(7.4 + 2.1 * satisfaction + 0.7 * random.normal(), 0, 10), 0.96, random),
    ...answered('satisfied', onScale(3.6 + satisfaction + 0.3 * random.normal(), 1, 5), 0.94, random),
    ...answered('easy', onScale(4.6 + 1.2 * ease, 1, 7), 0.93, random),
    stars: onScale(3.5 + 1.4 * satisfaction, 1, 5),
    occasion: {
      mood: moodOf(satisfaction, random),
      language: someLanguage(random),
      emphasis: Object.assign({}, ...effects.map(({ emphasis }) => emphasis)) as Record<string, number>,
    },
  };
};

/** The customers of a touchpoint, by the moment they answered. */
export const customersOf = (profile: TouchpointProfile, random: Random): Customer[] =>
  Array.from({ length: profile.responses }, () => someCustomer(profile, random)).sort((left, right) =>
    `${left.day}${left.time}`.localeCompare(`${right.day}${right.time}`, 'en'),
  );
