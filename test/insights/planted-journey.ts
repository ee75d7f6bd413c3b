import { readFileSync } from 'node:fs';
import { createWriter } from '../../examples/comments.ts';
import { loadSharedGrammar, loadTouchpointGrammar } from '../../examples/grammar.ts';
import { type Random, seededRandom } from '../../examples/random.ts';
import type { Analysis } from '../../lib/analysis/analysis.ts';
import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import type { Disclosed } from '../../lib/disclosure/parts.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import type { FindingsMaterial, TouchpointMaterial } from '../../lib/insights/findings/material.ts';
import { agreementOf, loudResponses } from '../../lib/insights/findings/source-checks.ts';
import { firstDayOfWeek } from '../../lib/metrics/calendar/calendar.ts';
import { facetsOf } from '../../lib/metrics/tally/facets.ts';
import { tallyOf } from '../../lib/metrics/tally/tally.ts';
import { exampleCopy } from '../store/examples.ts';

/** Journeys with a scenario in them, whose truth is known: comments of the example's grammar, read as the product reads them. */

type Mood = 'negative' | 'neutral' | 'positive';

/** A comment with what is read in it. */
export interface ReadComment {
  readonly text: string;
  readonly analysis: Analysis;
}

/** What customers of a touchpoint write, by mood, and complaints about one topic. */
export interface Voices {
  readonly byMood: Readonly<Record<Mood, readonly ReadComment[]>>;
  readonly topic: readonly ReadComment[];
}

export interface PlantedTouchpoint {
  readonly id: string;
  readonly stage: string;
  /** Mean satisfaction, in standard deviations. */
  readonly satisfaction: number;
  /** The topic of the grammar that a scenario may bring up. */
  readonly topic: string;
}

export const plantedTouchpoints: readonly PlantedTouchpoint[] = [
  { id: 'website', stage: 'buy', satisfaction: 0.35, topic: 'redesign' },
  { id: 'checkout', stage: 'buy', satisfaction: 0.25, topic: 'payment' },
  { id: 'delivery', stage: 'receive', satisfaction: 0.3, topic: 'damage' },
  { id: 'returns', stage: 'help', satisfaction: 0, topic: 'process' },
  { id: 'support', stage: 'help', satisfaction: -0.1, topic: 'waiting' },
];

const analyzer = () => {
  const path = new URL('../../taxonomies/cx-core.yaml', import.meta.url);
  return createAnalyzer({ taxonomy: loadTaxonomy(readFileSync(path, 'utf8'), 'cx-core.yaml') });
};

/** Comments of the example's grammar: `size` of each kind. What is not the topic never speaks of it. */
export const grammarVoices = (size: number, seed = 7): Map<string, Voices> => {
  const { analyze } = analyzer();
  const shared = loadSharedGrammar();
  return new Map(
    plantedTouchpoints.map(({ id, topic }) => {
      const random = seededRandom(seed);
      const writer = createWriter(shared, loadTouchpointGrammar(id));
      const read = (mood: Mood, weight: number): ReadComment[] =>
        Array.from({ length: size }, () => {
          const text = writer.reason({ mood, language: 'en', emphasis: { [topic]: weight } }, random);
          return { text, analysis: analyze({ text }) };
        });
      return [
        id,
        {
          byMood: {
            negative: read('negative', 0),
            neutral: read('neutral', 0),
            positive: read('positive', 0),
          },
          topic: read('negative', 1e6),
        },
      ];
    }),
  );
};

/** What is told. Weeks are counted from 0; the earlier period is weeks 5 to 8, the later one 9 to 12. */
export type Scenario =
  | {
      readonly kind: 'beginning' | 'fading' | 'seasonal';
      readonly touchpoint: string;
      readonly share: number;
    }
  | { readonly kind: 'mix' }
  | { readonly kind: 'segment'; readonly touchpoint: string; readonly drop: number }
  | { readonly kind: 'loud'; readonly touchpoint: string; readonly copies: number }
  | { readonly kind: 'instrument'; readonly touchpoint: string };

export interface PlantedOptions {
  readonly seed: number;
  /** Responses of a touchpoint in a week. */
  readonly perWeek: number;
  readonly voices: ReadonlyMap<string, Voices>;
  readonly scenario?: Scenario;
}

const firstWeek = '2026-03-02';
const weeks = 13;
const weekDay = (week: number, day: number, year = 0): string =>
  new Date(Date.parse(firstWeek) + (7 * week + day - 364 * year) * 86_400_000).toISOString().slice(0, 10);

export const earlierPeriod = { from: weekDay(5, 0), to: weekDay(8, 6) };
export const laterPeriod = { from: weekDay(9, 0), to: weekDay(12, 6) };
/** The Monday on which a scenario begins: two weeks into the later period. */
export const storyBegins = weekDay(10, 0);

const isOn = (scenario: Scenario | undefined, touchpoint: string, week: number): boolean => {
  if (scenario === undefined || !('touchpoint' in scenario) || scenario.touchpoint !== touchpoint)
    return false;
  if (scenario.kind === 'fading') return week < 10;
  return scenario.kind === 'seasonal' ? week >= 9 : week >= 10;
};

const onScale = (value: number): number => Math.min(10, Math.max(0, Math.round(value)));

const moodOf = (felt: number): Mood => {
  if (felt < -0.35) return 'negative';
  return felt > 0.45 ? 'positive' : 'neutral';
};

interface Moment {
  readonly touchpoint: PlantedTouchpoint;
  readonly day: string;
  readonly week: number;
  readonly index: number;
}

const channels = { web: 0.4, app: -0.6 } as const;

const channelOf = (scenario: Scenario | undefined, week: number, random: Random): 'web' | 'app' => {
  const app = scenario?.kind === 'mix' && week >= 9 ? 0.75 : 0.3;
  return random.chance(app) ? 'app' : 'web';
};

const someResponse = (
  { touchpoint, day, week, index }: Moment,
  { voices, scenario }: PlantedOptions,
  random: Random,
): Copy => {
  const { id, satisfaction } = touchpoint;
  const channel = channelOf(scenario, week, random);
  const plan = random.chance(0.3) ? 'gold' : 'blue';
  const active = isOn(scenario, id, week);
  const speaks = active && scenario !== undefined && 'share' in scenario && random.chance(scenario.share);
  const drop = active && scenario?.kind === 'segment' && plan === 'gold' ? scenario.drop : 0;
  const felt = satisfaction + channels[channel] + random.normal() - drop - (speaks ? 1 : 0);
  const nps = onScale(7.4 + 2.1 * felt + 0.7 * random.normal());
  const said = voices.get(id);
  const pool = speaks ? said?.topic : said?.byMood[moodOf(felt + 0.35 * random.normal())];
  const comment = random.pick(pool ?? []);
  return exampleCopy({
    touchpoint: id,
    responseId: `${id}${day}${index}`.padStart(24, '0'),
    respondent: `${id}${day}${index}`,
    fingerprint: `${index}`,
    cell: day,
    channel,
    attributes: { plan },
    ratings: { 'nps:transactional': active && scenario?.kind === 'instrument' ? 10 - nps : nps },
    asked: 1,
    answers: [{ question: 'Why?', role: 'open', ...comment }],
  });
};

/** Copies of one complaint, sent within three days by as many people. */
const loudCopies = ({ scenario, voices }: PlantedOptions, random: Random): Copy[] => {
  if (scenario?.kind !== 'loud') return [];
  const comments =
    voices
      .get(scenario.touchpoint)
      ?.topic.filter(({ text }) => new Set(text.toLowerCase().match(/\p{L}+/gu)).size > 7) ?? [];
  const comment = random.pick(comments);
  return Array.from({ length: scenario.copies }, (_, index) =>
    exampleCopy({
      touchpoint: scenario.touchpoint,
      responseId: `loud${index}`.padStart(24, '0'),
      respondent: `loud${index}`,
      fingerprint: `loud${index}`,
      cell: weekDay(10, index % 3),
      channel: 'web',
      attributes: { plan: 'blue' },
      ratings: { 'nps:transactional': 0 },
      asked: 1,
      answers: [{ question: 'Why?', role: 'open', ...comment }],
    }),
  );
};

/** All responses of a planted journey; a seasonal scenario has the year before as well. */
export const plantedResponses = (options: PlantedOptions): Copy[] => {
  const random = seededRandom(options.seed);
  const years = options.scenario?.kind === 'seasonal' ? [1, 0] : [0];
  const moments = years.flatMap((year) =>
    plantedTouchpoints.flatMap((touchpoint) =>
      Array.from({ length: weeks * options.perWeek }, (_, index): Moment => {
        const week = Math.floor(index / options.perWeek);
        return { touchpoint, week, index, day: weekDay(week, index % 7, year) };
      }),
    ),
  );
  return [...moments.map((moment) => someResponse(moment, options, random)), ...loudCopies(options, random)];
};

const disclosedOf = (copies: readonly Copy[]): Disclosed => ({
  tally: tallyOf(copies),
  partial: false,
  versions: { sentiment: ['s1'], theme: ['t1'] },
});

type Range = typeof earlierPeriod;
const within = (copies: readonly Copy[], { from, to }: Range): Copy[] =>
  copies.filter(({ cell }) => from <= cell && cell <= to);

const yearBefore = ({ from, to }: Range): Range => {
  const back = (day: string): string =>
    new Date(Date.parse(day) - 364 * 86_400_000).toISOString().slice(0, 10);
  return { from: back(from), to: back(to) };
};

const segmentsOf = (before: readonly Copy[], after: readonly Copy[]): TouchpointMaterial['segments'] => {
  const ways = {
    channel: ({ channel }: Copy) => channel,
    plan: ({ attributes }: Copy) => attributes?.['plan'],
  };
  const one = { partial: false, versions: { sentiment: ['s1'], theme: ['t1'] } };
  return Object.entries(ways).flatMap(([dimension, dimensionValue]) => {
    const [then, now] = [facetsOf(before, dimensionValue), facetsOf(after, dimensionValue)];
    if (then === 'too-many' || now === 'too-many') return [];
    return Object.entries(now).flatMap(([value, tally]) => {
      const known = then[value];
      return known === undefined
        ? []
        : [{ dimension, value, before: { ...one, tally: known }, after: { ...one, tally } }];
    });
  });
};

const agreementIn = (before: readonly Copy[], after: readonly Copy[]) => {
  const [then, now] = [agreementOf(before), agreementOf(after)];
  return new Map(
    [...now].flatMap(([scale, agreement]) => {
      const known = then.get(scale);
      return known === undefined ? [] : [[scale, { before: known, after: agreement }] as const];
    }),
  );
};

const quietOf = (after: readonly Copy[]): Pick<TouchpointMaterial, 'quiet'> => {
  const loud = loudResponses(after);
  if (loud.size === 0) return {};
  const rest = after.filter(({ responseId }) => !loud.has(responseId));
  return { quiet: { after: disclosedOf(rest), repeated: loud.size } };
};

const touchpointOf = ({ id, stage }: PlantedTouchpoint, copies: readonly Copy[]): TouchpointMaterial => {
  const own = copies.filter(({ touchpoint }) => touchpoint === id);
  const [before, after] = [within(own, earlierPeriod), within(own, laterPeriod)];
  const [then, later] = [within(own, yearBefore(earlierPeriod)), within(own, yearBefore(laterPeriod))];
  return {
    id,
    name: id,
    stage: { id: stage, name: stage },
    before: disclosedOf(before),
    after: disclosedOf(after),
    few: { before: new Set(), after: new Set() },
    segments: segmentsOf(before, after),
    agreement: agreementIn(before, after),
    ...quietOf(after),
    ...(then.length === 0 ? {} : { lastYear: { before: disclosedOf(then), after: disclosedOf(later) } }),
  };
};

/** What the findings of a journey are made of. */
export const materialOf = (copies: readonly Copy[]): FindingsMaterial => ({
  period: laterPeriod,
  against: { ...earlierPeriod, kind: 'previous' },
  touchpoints: plantedTouchpoints.map((touchpoint) => touchpointOf(touchpoint, copies)),
  stages: ['buy', 'receive', 'help'].map((id) => ({ id, name: id })),
  issues: [],
  actions: [],
  themes: new Map(),
  settings: {},
});

/** The weeks of each touchpoint. */
export const weeksOf = (copies: readonly Copy[]) =>
  new Map(
    plantedTouchpoints.map(({ id }) => {
      const own = copies.filter(({ touchpoint, cell }) => touchpoint === id && cell >= firstWeek);
      const byWeek = Map.groupBy(own, ({ cell }) => firstDayOfWeek(cell));
      return [
        id,
        [...byWeek]
          .toSorted(([one], [other]) => Number(one > other) - Number(one < other))
          .map(([period, some]) => ({ period, disclosed: disclosedOf(some) })),
      ];
    }),
  );
