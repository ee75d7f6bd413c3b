import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JourneyView } from '../../../lib/api/contract/journey.ts';
import type { Copy } from '../../../lib/feedback/response/copy.ts';
import { tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { readJourney } from '../../../lib/query/journey-reader.ts';
import { headlineOf } from '../../../lib/store/headline.ts';
import { writeMonthCells } from '../../../lib/store/month-cells.ts';
import { dynamoSummaryStore, type SummaryStore } from '../../../lib/store/summary-store.ts';
import { people } from '../../insights/responses.ts';
import { startTestTables, type TestTables } from '../../store/dynamo.ts';
import { exampleCopy } from '../../store/examples.ts';
import { apiWorld, responsesOn } from '../world.ts';

const journey = `
stages:
  - id: order
    name: Ordering
    owner: sales
    touchpoints: [{ id: checkout, name: Checkout, owner: web team }, { id: delivery }]
  - id: after
    touchpoints: [{ id: returns }, { id: renewal }]
`;

const said = (label: 'negative' | 'positive', theme: string, signal?: string): Copy['answers'] =>
  exampleCopy().answers.map((answer) => ({
    ...answer,
    analysis: {
      status: 'scored',
      language: 'en',
      sentiment: { label, mixed: false, score: label === 'positive' ? 0.5 : -0.5 },
      themes: [
        { id: theme, confidence: 1, sentiment: { label, score: 0.5 }, spans: [[0, 5] as [number, number]] },
      ],
      ...(signal === undefined ? {} : { signals: [{ id: signal, spans: [[0, 5] as [number, number]] }] }),
    },
  }));

const filled = async () => {
  const world = apiWorld({ journey, today: '2026-07-15' });
  await world.store(
    responsesOn('2026-05-04', 40, (index) => ({
      answers:
        index < 25 ? said('negative', 'lateness', 'emotion:anger') : said('positive', 'staff', 'question'),
    })),
    responsesOn('2026-06-09', 12, { answers: said('positive', 'staff') }),
    responsesOn('2026-05-05', 35, {
      touchpoint: 'checkout',
      asked: 0,
      answers: [],
      ratings: { 'nps:transactional': 0 },
    }),
    responsesOn('2026-05-06', 3, { touchpoint: 'returns' }),
    responsesOn('2026-05-07', 8, { touchpoint: 'somewhere' }),
  );
  return world;
};

test.each(['from=2026-13', 'to=2026-05-45', 'to=2026-00-10'])(
  'refuses %s, which is no day and no month',
  async (query) => {
    const { ask } = apiWorld();
    expect(await ask(`/journey?${query}`)).toMatchObject({ status: 400, body: { error: { code: 'usage' } } });
  },
);

describe('GET /journey', () => {
  test('shows every configured touchpoint in order, by stage, then those outside the journey', async () => {
    const { get } = await filled();
    const map = await get<JourneyView>('/journey?from=2026-05&to=2026-06');
    expect(
      map.stages.map(({ id, owner, touchpoints }) => [id, owner, touchpoints.map((one) => one.id)]),
    ).toEqual([
      ['order', 'sales', ['checkout', 'delivery']],
      ['after', undefined, ['returns', 'renewal']],
    ]);
    expect(map.others.map(({ id }) => id)).toEqual(['somewhere']);
  });

  test('names blind spots: no responses, too few, no open question', async () => {
    const { get } = await filled();
    expect((await get<JourneyView>('/journey?from=2026-05&to=2026-06')).blindSpots).toEqual([
      { id: 'checkout', reason: 'no-open-question' },
      { id: 'returns', reason: 'too-few' },
      { id: 'renewal', reason: 'none' },
      { id: 'somewhere', reason: 'too-few' },
    ]);
  });

  test('reports top complaint, praise, emotion, questions, and the trend of sentiment', async () => {
    const { get } = await filled();
    const { stages } = await get<JourneyView>('/journey?from=2026-05&to=2026-06&grain=month');
    const delivery = stages[0]?.touchpoints[1];
    expect(delivery).toMatchObject({
      responses: 52,
      pain: { id: 'lateness', mentions: 25 },
      praise: { id: 'staff', mentions: 27 },
      emotion: { id: 'emotion:anger' },
      question: { share: { value: 15 / 52 } },
    });
    expect(delivery?.curve.map(({ period, net }) => [period, net?.value])).toEqual([
      ['2026-05', -25],
      ['2026-06', 100],
    ]);
  });

  test('ranks touchpoints with a known figure, and sums them', async () => {
    const { get } = await filled();
    const map = await get<JourneyView>('/journey?from=2026-05&to=2026-06');
    expect(map.rankings['nps:transactional']?.ranked.map(({ id, best, worst }) => [id, best, worst])).toEqual(
      [
        ['delivery', 1, 1],
        ['checkout', 2, 2],
      ],
    );
    expect(map.total).toMatchObject({ partial: true, figures: { responses: 95 } });
  });

  test('says what each touchpoint adds to the score of all together', async () => {
    const { get } = await filled();
    const { momentsOfTruth, rankings } = await get<JourneyView>('/journey?from=2026-05&to=2026-06');
    const moments = momentsOfTruth['nps:transactional'] ?? [];
    expect(moments.map(({ touchpoint }) => touchpoint).toSorted()).toEqual([
      'checkout',
      'delivery',
      'somewhere',
    ]);
    const checkout = moments.find(({ touchpoint }) => touchpoint === 'checkout');
    const shown = rankings['nps:transactional']?.ranked.find(({ id }) => id === 'checkout');
    expect(checkout?.here).toEqual(shown?.figure);
    expect(checkout?.impact.high).toBeLessThan(0);
  });

  test('covers by default the latest month with feedback and the two before', async () => {
    const { get } = await filled();
    expect(await get<JourneyView>('/journey')).toMatchObject({ from: '2026-04-01', to: '2026-06-30' });
  });

  test('shows only blind spots in an empty deployment', async () => {
    const map = await apiWorld({ journey }).get<JourneyView>('/journey');
    expect(map.blindSpots.map(({ reason }) => reason)).toEqual(['none', 'none', 'none', 'none']);
  });
});

describe('reading the map of 50 touchpoints and 90 days', () => {
  let dynamo: TestTables;
  beforeAll(async () => {
    dynamo = await startTestTables();
  });
  afterAll(() => dynamo.stop());

  const tally = tallyOf(people('a', 6, { nps: 9 }));
  const content = { tally, versions: { sentiment: {}, theme: {} } };
  const days = ['2026-04-02', '2026-05-05', '2026-06-07'];

  const fill = async (store: SummaryStore, prefix: string, isCarried: boolean): Promise<void> => {
    const cellsOf = (period: string) =>
      isCarried ? { cells: writeMonthCells([{ period, headline: headlineOf(tally) }]) } : {};
    const written = Array.from({ length: 50 }, (_, index) => `${prefix}-${index}`).flatMap((touchpoint) =>
      days.flatMap((day) => [
        store.replace({ touchpoint, grain: 'day', period: day, ...content }, undefined),
        store.replace(
          { touchpoint, grain: 'month', period: day.slice(0, 7), ...content, ...cellsOf(day) },
          undefined,
        ),
      ]),
    );
    await Promise.all(written);
  };

  test('takes three queries; four more where a month does not carry its days', async () => {
    const store = dynamoSummaryStore(dynamo.client, 'summaries');
    let queries = 0;
    dynamo.client.middlewareStack.add(
      (next) => (input) => {
        queries += 1;
        return next(input);
      },
      { step: 'finalizeRequest', name: 'count' },
    );
    const read = async () => {
      queries = 0;
      const { cells, fullMonths } = await readJourney(store, {
        range: { from: '2026-04-01', to: '2026-06-29' },
        grain: 'week',
      });
      const heard = [...cells.values()].flat().flatMap(({ weeks }) => weeks.flatMap((week) => week.days));
      return [cells.size, fullMonths.size, heard.length, queries];
    };
    await fill(store, 'carrying', true);
    expect(await read()).toEqual([50, 50, 150, 3]);
    await fill(store, 'bare', false);
    expect(await read()).toEqual([100, 100, 300, 8]);
  });
});
