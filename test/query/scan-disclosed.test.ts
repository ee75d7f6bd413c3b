import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disclosedFacets } from '../../lib/disclosure/disclosed-facets.ts';
import { type Disclosed, nothingDisclosed } from '../../lib/disclosure/parts.ts';
import { type DayRange, disclosedInRange, disclosedMonths } from '../../lib/disclosure/series.ts';
import { type Copy, latestCopies } from '../../lib/feedback/response/copy.ts';
import { addDays, cellKind } from '../../lib/metrics/calendar/calendar.ts';
import { type Dimension, valueIn } from '../../lib/metrics/tally/dimensions.ts';
import { facetsOf } from '../../lib/metrics/tally/facets.ts';
import { countPeople } from '../../lib/metrics/tally/respondents.ts';
import { sumTallies, type Tally, tallyOf } from '../../lib/metrics/tally/tally.ts';
import { planScan, type ScanScope } from '../../lib/query/plan-scan.ts';
import { scanParts } from '../../lib/query/scan-facets.ts';
import { scanCopies } from '../../lib/query/scan-responses.ts';
import { heard } from '../insights/responses.ts';
import { exampleCopy } from '../store/examples.ts';
import { startStores } from './stored.ts';

const dimensions: Dimension[] = ['channel', 'plan', 'channel+plan'];

interface Said {
  readonly day: number;
  readonly respondent: number;
  readonly channel: string;
  readonly plan: string;
  readonly rating: number;
  readonly theme: string;
}

const oneOf = (...values: string[]) => fc.constantFrom(...values);

/** Few people, on few days: much of it must be suppressed. */
const said = fc.array(
  fc.record<Said>({
    day: fc.integer({ min: 0, max: 40 }),
    respondent: fc.integer({ min: 0, max: 60 }),
    channel: oneOf('web', 'web', 'app', 'store'),
    plan: oneOf('gold', 'basic', 'basic'),
    rating: fc.integer({ min: -3, max: 10 }),
    theme: oneOf('', 'none', 'none', 'speed', 'speed', 'speed', 'price'),
  }),
  { minLength: 5, maxLength: 120 },
);

const copyOf = ({ day, respondent, channel, plan, rating, theme }: Said, index: number): Copy => {
  const cell = addDays('2026-05-01', day);
  const analysis = heard(rating > 5 ? 'positive' : 'negative', ...(theme === 'none' ? [] : [theme]));
  const answers = theme === '' ? [] : [{ question: 'Why?', role: 'open' as const, text: 'said', analysis }];
  return exampleCopy({
    responseId: String(index).padStart(6, '0'),
    respondent: String(respondent).padStart(6, 'p'),
    cell,
    submittedAt: `${cell}T10:00:00Z`,
    channel,
    attributes: { plan },
    ratings: rating < 0 ? {} : { 'nps:transactional': rating },
    answers,
  });
};

const storeOf = async (copies: readonly Copy[]) => {
  const { effects, summarize } = startStores();
  await effects.feedback.put([...copies]);
  const cells = [...new Set(copies.map(({ cell }) => cell))];
  await summarize('delivery', cells);
  return effects;
};

const countedIn = async (
  effects: Awaited<ReturnType<typeof storeOf>>,
  scope: ScanScope,
  declared: readonly Dimension[] = dimensions,
) => {
  const plan = await planScan(effects, scope, { dimensions: declared });
  const all: Copy[] = [];
  for await (const copies of scanCopies(effects, plan)) all.push(...copies);
  return { tally: tallyOf(all), partial: plan.outcome.partial };
};

const cellsOf = (copies: readonly Copy[]) =>
  [...Map.groupBy(latestCopies({ copies, departures: [] }), ({ cell }) => cell)]
    .filter(([cell]) => cellKind(cell) === 'day')
    .map(([period, theirs]) => ({ period, tally: tallyOf(theirs), versions: nothingDisclosed.versions }));

const rangeFrom = (one: number, other: number): DayRange => ({
  from: addDays('2026-05-01', Math.min(one, other)),
  to: addDays('2026-05-01', Math.max(one, other)),
});
const day = fc.integer({ min: 0, max: 60 });

/** What summaries show of each month by each value of the declared dimensions. */
const facetsByMonth = (copies: readonly Copy[]) =>
  [...Map.groupBy(copies, ({ cell }) => cell.slice(0, 7))].toSorted().map(([month, theirs]) => ({
    month,
    disclosed: disclosedFacets(
      {
        whole: tallyOf(theirs),
        versions: nothingDisclosed.versions,
        facets: Object.fromEntries(dimensions.map((name) => [name, facetsOf(theirs, valueIn(name))])),
      },
      5,
    ),
  }));

/** Of a pair, what is shown of those on the basic plan, by the other side. */
const basicOf = (pair: Readonly<Record<string, Disclosed>>): Record<string, Tally> =>
  Object.fromEntries(
    Object.entries(pair)
      .filter(([value, { tally }]) => value.endsWith(' + basic') && tally.responses > 0)
      .map(([value, { tally }]) => [value.slice(0, -' + basic'.length), tally]),
  );

describe('the counts of a scan', () => {
  test('for any days equal what summaries disclose, to the last rating and theme', async () => {
    await fc.assert(
      fc.asyncProperty(said, day, day, async (all, one, other) => {
        const copies = all.map(copyOf);
        const range = rangeFrom(one, other);
        const { tally, partial } = await countedIn(await storeOf(copies), range);
        const disclosed = disclosedInRange(disclosedMonths(cellsOf(copies), 5), range);
        expect(tally).toEqual(disclosed.tally);
        expect(partial).toBe(disclosed.incomplete === true);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test('under conditions on declared dimensions equal what summaries disclose for them', async () => {
    const conditions = [
      { where: [{ dimension: 'channel', value: 'web' }], value: 'web', by: 'channel' },
      { where: [{ dimension: 'plan', value: 'gold' }], value: 'gold', by: 'plan' },
      {
        where: [
          { dimension: 'plan', value: 'gold' },
          { dimension: 'channel', value: 'app' },
        ],
        value: 'app + gold',
        by: 'channel+plan',
      },
    ];
    await fc.assert(
      fc.asyncProperty(said, fc.constantFrom(...conditions), async (all, { where, value, by }) => {
        const copies = all.map(copyOf);
        const { tally } = await countedIn(await storeOf(copies), { where });
        const disclosed = facetsByMonth(copies).flatMap(
          ({ disclosed: facets }) => facets[by]?.[value]?.tally ?? [],
        );
        expect(tally).toEqual(sumTallies(disclosed));
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('under an undeclared condition have no respondents or at least five in each month', async () => {
    await fc.assert(
      fc.asyncProperty(said, async (all) => {
        const effects = await storeOf(all.map(copyOf));
        const month = { from: '2026-05', to: '2026-05' };
        const whole = (await countedIn(effects, month, [])).tally;
        const values = await Promise.all(
          ['web', 'app', 'store'].map((value) =>
            countedIn(effects, { ...month, where: [{ dimension: 'channel', value }] }, []),
          ),
        );
        const theirs = sumTallies(values.map(({ tally }) => tally));
        const left = whole.responses - theirs.responses;
        expect(left === 0 || left >= 5).toBe(true);
        for (const { tally } of values) expect([0, 5, 6, 7, 8, 9, 10]).toContain(countPeople(tally.people));
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('under a condition cover whole months, even where days are requested', async () => {
    const copies = Array.from({ length: 12 }, (_, index) =>
      copyOf(
        { day: index, respondent: index, channel: 'web', plan: 'gold', rating: 9, theme: 'speed' },
        index,
      ),
    );
    const where = [{ dimension: 'channel', value: 'web' }];
    const { tally } = await countedIn(await storeOf(copies), { from: '2026-05-03', to: '2026-05-04', where });
    expect(tally.responses).toBe(12);
  });

  test('by a dimension, under a condition, equal what summaries disclose for the pair', async () => {
    await fc.assert(
      fc.asyncProperty(said, async (all) => {
        const copies = all.map(copyOf);
        const effects = await storeOf(copies);
        const where = [{ dimension: 'plan', value: 'basic' }];
        const plan = await planScan(effects, { where }, { dimensions });
        const parts: Record<string, Tally>[] = [];
        for await (const piece of scanParts(effects, plan, 'channel')) parts.push(piece.parts);
        const expected = facetsByMonth(copies).map(({ disclosed }) =>
          basicOf(disclosed['channel+plan'] ?? {}),
        );
        const isDisclosed = (one: object): boolean => Object.keys(one).length > 0;
        expect(parts.filter(isDisclosed)).toEqual(expected.filter(isDisclosed));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('distinguish pairs of values that read the same when joined', async () => {
    const copies = Array.from({ length: 40 }, (_, index) =>
      copyOf(
        {
          day: index % 20,
          respondent: index,
          channel: index < 20 ? 'web' : 'app',
          plan: index % 2 === 0 ? 'Internet' : 'Internet + TV',
          rating: 9,
          theme: 'speed',
        },
        index,
      ),
    );
    const effects = await storeOf(copies);
    const plan = await planScan(effects, { where: [{ dimension: 'plan', value: 'Internet' }] }, {});
    const values: string[] = [];
    for await (const { parts } of scanParts(effects, plan, 'channel')) values.push(...Object.keys(parts));
    expect(values).toEqual(['app', 'web']);
    const where = [
      { dimension: 'plan', value: 'Internet + TV' },
      { dimension: 'channel', value: 'web' },
    ];
    expect((await countedIn(effects, { where })).tally.responses).toBe(10);
  });

  test('do not distinguish an empty pair from suppressed pairs', async () => {
    const copies = ['web+gold', ...Array(20).fill('web+basic'), ...Array(20).fill('app+gold')].map(
      (pair: string, respondent) => {
        const [channel = '', plan = ''] = pair.split('+');
        return copyOf({ day: 1, respondent, channel, plan, rating: 9, theme: 'speed' }, respondent);
      },
    );
    const effects = await storeOf(copies);
    const ask = async (channel: string, plan: string) => {
      const where = [
        { dimension: 'channel', value: channel },
        { dimension: 'plan', value: plan },
      ];
      const { tally, partial } = await countedIn(effects, { where }, []);
      return [tally.responses, partial];
    };
    expect(await ask('web', 'gold')).toEqual([0, true]);
    expect(await ask('app', 'basic')).toEqual([0, true]);
  });

  test('by touchpoint equal what summaries disclose, with and without a condition', async () => {
    const copies = Array.from({ length: 20 }, (_, index) =>
      copyOf(
        {
          day: index,
          respondent: index,
          channel: index < 8 ? 'web' : 'app',
          plan: 'x',
          rating: 9,
          theme: 'speed',
        },
        index,
      ),
    );
    const effects = await storeOf(copies);
    const partsOf = async (scope: ScanScope) => {
      const plan = await planScan(effects, scope, { dimensions });
      const all: unknown[] = [];
      for await (const { touchpoint, parts } of scanParts(effects, plan, 'touchpoint'))
        all.push([touchpoint, Object.entries(parts).map(([value, { responses }]) => [value, responses])]);
      return all;
    };
    expect(await partsOf({})).toEqual([['delivery', [['delivery', 20]]]]);
    expect(await partsOf({ where: [{ dimension: 'channel', value: 'web' }] })).toEqual([
      ['delivery', [['delivery', 8]]],
    ]);
  });
});
