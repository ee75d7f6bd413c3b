import type { SentimentLabel } from '../../../lib/analysis/analysis.ts';
import { falseDiscoveryRates } from '../../../lib/metrics/comparisons/benjamini-hochberg.ts';
import { changeOf } from '../../../lib/metrics/comparisons/change.ts';
import { seriesOf } from '../../../lib/metrics/comparisons/changes.ts';
import { type Figures, figuresOf } from '../../../lib/metrics/figures/figures.ts';
import { type CountedResponse, sumTallies, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { type Chance, shareOf } from '../chance.ts';
import { type Check, trialsOf } from '../check.ts';

/** What a person thinks varies with this standard deviation between people, and from answer to answer with 1. */
const betweenPeople = 1.5;

const hashOf = (chance: Chance): string =>
  Array.from({ length: 8 }, () => chance.index(36).toString(36)).join('');

const labelOf = (feeling: number): SentimentLabel => {
  if (feeling > 0.5) return 'positive';
  return feeling < -0.5 ? 'negative' : 'neutral';
};

const answerOf = (feeling: number): CountedResponse['answers'][number] => ({
  analysis: {
    status: 'scored',
    language: 'en',
    sentiment: { label: labelOf(feeling), score: 0, mixed: false },
    themes: [],
  },
});

/** One response of a person, to several questions. */
const commenting = (chance: Chance, questions: number): CountedResponse => {
  const person = betweenPeople * chance.normal();
  return {
    responseId: hashOf(chance),
    ratings: {},
    asked: questions,
    answers: Array.from({ length: questions }, () => answerOf(person + chance.normal())),
  };
};

const ratingOf = (feeling: number): number => {
  if (feeling > 0.5) return 10;
  return feeling < -0.5 ? 3 : 8;
};

/** A person who rates again and again, each time on another day. */
const rating = (chance: Chance, times: number): CountedResponse[] => {
  const person = betweenPeople * chance.normal();
  const respondent = hashOf(chance);
  return Array.from({ length: times }, () => ({
    responseId: hashOf(chance),
    respondent,
    ratings: { 'nps:relationship': ratingOf(person + chance.normal()) },
    asked: 0,
    answers: [],
  }));
};

/** Five days, each with one rating of everyone, are summed as the product sums days. */
const figuresOfDays = (people: readonly CountedResponse[][]): Figures =>
  figuresOf(
    sumTallies([0, 1, 2, 3, 4].map((day) => tallyOf(people.flatMap((days) => days.slice(day, day + 1))))),
  );

/** Feelings are as often above as below 0: the true scores are 0. */
const holdsZero = (figure: { readonly low: number; readonly high: number } | undefined): boolean =>
  figure !== undefined && figure.low <= 0 && 0 <= figure.high;

const npsOf = ({ ratings }: Figures) => {
  const figures = ratings['nps:relationship'];
  return figures?.metric === 'nps' ? figures.nps : undefined;
};

const daysOf = (chance: Chance, people: number): Figures =>
  figuresOfDays(Array.from({ length: people }, () => rating(chance, 5)));

const isCommentsRight =
  (people: number) =>
  (chance: Chance): boolean => {
    const responses = Array.from({ length: people }, () => commenting(chance, 3));
    return holdsZero(figuresOf(tallyOf(responses)).sentiment?.net);
  };

/** Three in ten mention a theme in eight of ten answers, the others in one of ten, whatever they feel. */
const oftenShare = 0.3;
const oftenMentions = 0.8;
const rarelyMentions = 0.1;
const trueShare = oftenShare * oftenMentions + (1 - oftenShare) * rarelyMentions;

const aboutPrice = (chance: Chance, mentions: number): CountedResponse['answers'][number] => ({
  analysis: {
    status: 'scored',
    language: 'en',
    sentiment: { label: labelOf(chance.normal()), score: 0, mixed: false },
    themes: chance.isTrue(mentions)
      ? [{ id: 'price', confidence: 1, sentiment: { label: 'neutral', score: 0 }, spans: [[0, 1]] }]
      : [],
  },
});

interface ThemeSurvey {
  readonly people: number;
  readonly questions: number;
  readonly days: number;
}

const isThemeRight =
  ({ people, questions, days }: ThemeSurvey) =>
  (chance: Chance): boolean => {
    const persons = Array.from({ length: people }, () => ({
      respondent: hashOf(chance),
      mentions: chance.isTrue(oftenShare) ? oftenMentions : rarelyMentions,
    }));
    const responses = ({ respondent, mentions }: (typeof persons)[number]): CountedResponse => ({
      responseId: hashOf(chance),
      respondent: days > 1 ? respondent : undefined,
      ratings: {},
      asked: questions,
      answers: Array.from({ length: questions }, () => aboutPrice(chance, mentions)),
    });
    const tally = sumTallies(Array.from({ length: days }, () => tallyOf(persons.map(responses))));
    const { price } = figuresOf(tally).themes;
    return price !== undefined && price.share.low <= trueShare && trueShare <= price.share.high;
  };

/** The false discovery rates of all series that two periods have in common. */
const ratesBetween = (before: Figures, after: Figures): number[] => {
  const earlier = seriesOf(before);
  const changes = [...seriesOf(after)].flatMap(([series, figure]) => {
    const known = earlier.get(series);
    return known === undefined ? [] : [changeOf(known, figure)];
  });
  return falseDiscoveryRates(changes.filter(({ enough }) => enough).map(({ p }) => p));
};

const isCalled =
  (people: number) =>
  (chance: Chance): boolean =>
    ratesBetween(daysOf(chance, people), daysOf(chance, people)).some((rate) => rate <= 0.05);

const measured = (
  situation: string,
  { trials, seed }: { readonly trials: number; readonly seed: number },
  trial: (chance: Chance) => boolean,
) => ({ situation, trials, share: shareOf(trials, seed, trial) });

export const clusterChecks: readonly Check[] = [
  {
    claim: 'Net sentiment of 30 to 200 people, three comments each',
    measure: (effort) =>
      [30, 60, 200].map((people) =>
        measured(
          `${people} people`,
          { trials: trialsOf(4000, effort), seed: people },
          isCommentsRight(people),
        ),
      ),
  },
  {
    claim:
      'Share of a theme of 60 to 200 people who differ in how often they mention it: three comments each, or five on different days',
    measure: (effort) =>
      [
        { people: 60, questions: 3, days: 1 },
        { people: 200, questions: 3, days: 1 },
        { people: 60, questions: 1, days: 5 },
      ].map((survey, index) =>
        measured(
          `${survey.people} people, ${survey.questions} questions, ${survey.days} days`,
          { trials: trialsOf(1000, effort), seed: 900 + index },
          isThemeRight(survey),
        ),
      ),
  },
  {
    claim: 'NPS of 20 to 200 people, five responses each on different days',
    measure: (effort) =>
      [20, 60, 200].map((people) =>
        measured(`${people} people`, { trials: trialsOf(2000, effort), seed: people }, (chance) =>
          holdsZero(npsOf(daysOf(chance, people))),
        ),
      ),
  },
  {
    claim: 'False alarm: change of NPS of 20 to 200 people, five responses each in both periods',
    measure: (effort) =>
      [20, 60, 200].map((people) =>
        measured(`${people} people`, { trials: trialsOf(2000, effort), seed: 7 * people }, isCalled(people)),
      ),
  },
];
