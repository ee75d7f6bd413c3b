import { mixReport } from '../../../lib/insights/changes/change-report.ts';
import { ConsistencyReport } from '../../../lib/insights/responses/consistency-report.ts';
import { mentionDesignEffect } from '../../../lib/metrics/figures/design-effect.ts';
import { figureMaker } from '../../../lib/metrics/figures/figure.ts';
import { figuresOf } from '../../../lib/metrics/figures/figures.ts';
import type { Interval } from '../../../lib/metrics/figures/intervals.ts';
import { facetsOf, sumFacets } from '../../../lib/metrics/tally/facets.ts';
import { type CountedResponse, sumTallies, type Tally, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { type Chance, shareOf } from '../chance.ts';
import { type Check, type Measured, trialsOf } from '../check.ts';

/** People who answer several times, each in a way of their own: in several comment fields at once, or on several days. */

interface Survey {
  readonly people: number;
  readonly fields: number;
  readonly days: number;
}

const surveys: readonly Survey[] = [
  { people: 60, fields: 3, days: 1 },
  { people: 200, fields: 3, days: 1 },
  { people: 60, fields: 1, days: 5 },
  { people: 60, fields: 3, days: 3 },
];

/** Some people do something often, the others rarely. */
interface Habit {
  readonly oftenShare: number;
  readonly often: number;
  readonly rarely: number;
}

const habits = {
  comments: { oftenShare: 0.4, often: 0.9, rarely: 0.3 },
  isEmpty: { oftenShare: 0.3, often: 0.5, rarely: 0.05 },
  isForeign: { oftenShare: 0.3, often: 0.7, rarely: 0.05 },
  aboutPrice: { oftenShare: 0.3, often: 0.8, rarely: 0.1 },
  isUnhappy: { oftenShare: 0.3, often: 0.8, rarely: 0.1 },
} as const satisfies Record<string, Habit>;

const meanOf = ({ oftenShare, often, rarely }: Habit): number =>
  oftenShare * often + (1 - oftenShare) * rarely;

type Person = Readonly<Record<keyof typeof habits, number>> & {
  readonly respondent: string;
  readonly channel: string;
};

const hashOf = (chance: Chance): string =>
  Array.from({ length: 8 }, () => chance.index(36).toString(36)).join('');

const drawPerson = (chance: Chance): Person => {
  const draw = ({ oftenShare, often, rarely }: Habit): number => (chance.isTrue(oftenShare) ? often : rarely);
  return {
    respondent: hashOf(chance),
    channel: chance.isTrue(0.5) ? 'app' : 'web',
    comments: draw(habits.comments),
    isEmpty: draw(habits.isEmpty),
    isForeign: draw(habits.isForeign),
    aboutPrice: draw(habits.aboutPrice),
    isUnhappy: draw(habits.isUnhappy),
  };
};

type Answers = CountedResponse['answers'];

const drawAnswer = (chance: Chance, person: Person): Answers => {
  if (!chance.isTrue(person.comments)) return [];
  if (chance.isTrue(person.isEmpty)) return [{ analysis: { status: 'no-content' } }];
  if (chance.isTrue(person.isForeign))
    return [{ analysis: { status: 'unsupported-language', language: 'fr' } }];
  const label = chance.isTrue(person.isUnhappy) ? 'negative' : 'positive';
  const themes: Extract<Answers[number]['analysis'], { status: 'scored' }>['themes'] = chance.isTrue(
    person.aboutPrice,
  )
    ? [{ id: 'price', confidence: 1, sentiment: { label: 'neutral', score: 0 }, spans: [[0, 1]] }]
    : [];
  const sentiment = { label, score: 0, mixed: false } as const;
  return [{ analysis: { status: 'scored', language: 'en', sentiment, themes } }];
};

type Drawn = CountedResponse & { readonly respondent?: string; readonly channel: string };

/** By day, the response of everybody. Who answers on one day only is not known. */
const drawDays = (chance: Chance, { people, fields, days }: Survey): Drawn[][] => {
  const persons = Array.from({ length: people }, () => drawPerson(chance));
  return Array.from({ length: days }, () =>
    persons.map((person) => ({
      responseId: hashOf(chance),
      ...(days > 1 && { respondent: person.respondent }),
      channel: person.channel,
      ratings: { 'nps:relationship': chance.isTrue(person.isUnhappy) ? 2 : 10 },
      asked: fields,
      answers: Array.from({ length: fields }, () => drawAnswer(chance, person)).flat(),
    })),
  );
};

const sumOf = (days: readonly Drawn[][]): Tally => sumTallies(days.map((day) => tallyOf(day)));

const byChannel = (days: readonly Drawn[][]): Readonly<Record<string, Tally>> => {
  const facets = sumFacets(days.map((day) => facetsOf(day, ({ channel }) => channel)));
  if (facets === 'too-many') throw new Error('expected two values');
  return facets;
};

const mentionsPrice = ({ analysis }: Answers[number]): boolean =>
  analysis.status === 'scored' && analysis.themes.length > 0;

/** The share of price as that of an issue: it is known who mentions it how often. */
const issueShare = (days: readonly Drawn[][]): Interval => {
  const { answers, clusters } = sumOf(days);
  const everyone = [...(days[0]?.keys() ?? [])];
  const mentions = everyone
    .map((index) => days.flatMap((day) => day[index]?.answers ?? []).filter(mentionsPrice).length)
    .filter((count) => count > 0);
  const designEffect = mentionDesignEffect(clusters?.['text'], answers.scored, mentions);
  const hits = mentions.reduce((sum, count) => sum + count, 0);
  return figureMaker(30, designEffect).share(hits, answers.scored);
};

const holds = (figure: Interval | undefined, truth: number): boolean =>
  figure !== undefined && figure.low <= truth && truth <= figure.high;

const readable = (1 - meanOf(habits.isEmpty)) * (1 - meanOf(habits.isForeign));

const intervals: Readonly<Record<string, (days: readonly Drawn[][]) => boolean>> = {
  commented: (days) => holds(figuresOf(sumOf(days)).answers.commented, meanOf(habits.comments)),
  informative: (days) => holds(figuresOf(sumOf(days)).answers.informative, readable),
  unread: (days) => holds(figuresOf(sumOf(days)).answers.unread, meanOf(habits.isForeign)),
  'theme of a channel': (days) =>
    holds(figuresOf(byChannel(days)['app'] ?? sumOf([])).themes['price']?.share, meanOf(habits.aboutPrice)),
  issue: (days) => holds(issueShare(days), meanOf(habits.aboutPrice)),
};

const inSurveys = (
  seed: number,
  effort: number,
  isTrue: (chance: Chance, survey: Survey) => boolean,
): Measured[] =>
  surveys.map((survey, index) => {
    const trials = trialsOf(500, effort);
    const { people, fields, days } = survey;
    return {
      situation: `${people} people, ${fields} fields, ${days} days`,
      share: shareOf(trials, seed + index, (chance) => isTrue(chance, survey)),
      trials,
    };
  });

const isInconsistent = (chance: Chance, survey: Survey): boolean => {
  const report = new ConsistencyReport('channel');
  for (const day of drawDays(chance, survey)) report.add('shop', byChannel([day]));
  return report.tests({ minimumSample: 10 }).some(({ falseDiscoveryRate }) => falseDiscoveryRate <= 0.05);
};

const disclosed = (parts: Readonly<Record<string, Tally>>) =>
  Object.fromEntries(
    Object.entries(parts).map(([value, tally]) => [
      value,
      { tally, partial: false, versions: { sentiment: ['s1'], theme: ['t1'] } },
    ]),
  );

/** Nothing changes: neither customers nor their mix have an effect. */
const isMixRight =
  (part: 'customers' | 'mix') =>
  (chance: Chance, survey: Survey): boolean => {
    const [before, after] = [0, 1].map(() => disclosed(byChannel(drawDays(chance, survey))));
    const mixes = mixReport('channel', { before: before ?? {}, after: after ?? {} }, {});
    return holds(mixes.find(({ series }) => series === 'sentiment:net')?.[part], 0);
  };

const inKinds = 'three comment fields, five or three days, people who differ';

export const repeatChecks: readonly Check[] = [
  ...Object.entries(intervals).map(
    ([name, isRight], index): Check => ({
      claim: `Share ‘${name}’: ${inKinds}`,
      measure: (effort) =>
        inSurveys(2000 + 10 * index, effort, (chance, survey) => isRight(drawDays(chance, survey))),
    }),
  ),
  {
    claim: `Effect of customers in a mix: ${inKinds}`,
    measure: (effort) => inSurveys(2100, effort, isMixRight('customers')),
  },
  {
    claim: `False alarm: two channels that do not differ: ${inKinds}`,
    measure: (effort) => inSurveys(2200, effort, isInconsistent),
  },
];
