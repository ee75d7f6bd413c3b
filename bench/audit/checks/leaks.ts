import { disclosedFacets } from '../../../lib/disclosure/disclosed-facets.ts';
import { sumTallies, type Tally, tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { type Chance, shareOf } from '../chance.ts';
import { type Check, trialsOf } from '../check.ts';
import { leaksIn, type Person, publishedOf } from '../leaks.ts';

const threshold = 5;
const declarations = ['plan', 'channel', 'region', 'plan+channel', 'channel+region', 'plan+region'];

/** Most combinations of values have few people or none. */
const sizeOf = (chance: Chance): number =>
  chance.pick([
    [0, 0.25],
    [chance.index(threshold), 0.4],
    [4 + chance.index(12), 0.35],
  ]);

const drawPeople = (chance: Chance): Person[] =>
  ['gold', 'blue', 'black'].flatMap((plan) =>
    ['web', 'app', 'store'].flatMap((channel) =>
      ['north', 'south'].flatMap((region) =>
        Array.from({ length: sizeOf(chance) }, () => ({ plan, channel, region })),
      ),
    ),
  );

const pairedValue = (person: Person, dimension: string): string =>
  dimension
    .split('+')
    .map((name) => person[name])
    .join(' + ');

const tallyOfOne = (index: number): Tally =>
  tallyOf([
    {
      responseId: String(index).padStart(6, '0'),
      ratings: { 'nps:relationship': 9 },
      asked: 0,
      answers: [],
    },
  ]);

/** Whether a reader of one month by all declared dimensions and pairs can compute a small group. */
const isLeaking = (chance: Chance): boolean => {
  const people = drawPeople(chance);
  const dimensions = declarations.filter(() => chance.isTrue(0.7));
  const tallies = people.map((person, index) => ({ person, tally: tallyOfOne(index) }));
  const facets = Object.fromEntries(
    dimensions.map((dimension) => {
      const groups = Map.groupBy(tallies, ({ person }) => pairedValue(person, dimension));
      return [
        dimension,
        Object.fromEntries([...groups].map(([value, of]) => [value, sumTallies(of.map((one) => one.tally))])),
      ];
    }),
  );
  const month = {
    whole: sumTallies(tallies.map(({ tally }) => tally)),
    versions: { sentiment: [], theme: [] },
    facets,
  };
  const published = publishedOf(disclosedFacets(month, threshold), ({ tally }) => tally.responses > 0);
  return leaksIn(people, published, threshold).length > 0;
};

export const leakChecks: readonly Check[] = [
  {
    claim:
      'Months of which a group under five can be computed: three dimensions and their pairs, declared at random',
    measure: (effort) => {
      const trials = trialsOf(1500, effort);
      return [{ situation: 'random tables', share: shareOf(trials, 18, isLeaking), trials }];
    },
  },
];
