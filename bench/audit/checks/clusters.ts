import type { SentimentLabel } from '../../../lib/analysis/analysis.ts';
import { changesBetween } from '../../../lib/metrics/comparisons/changes.ts';
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

const isCalled =
  (people: number) =>
  (chance: Chance): boolean =>
    changesBetween(daysOf(chance, people), daysOf(chance, people)).some(
      ({ falseDiscoveryRate }) => falseDiscoveryRate <= 0.05,
    );

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
