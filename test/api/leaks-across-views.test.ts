import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Span } from '../../bench/audit/exact-rank.ts';
import type { JourneyView } from '../../lib/api/contract/journey.ts';
import type { FacetsView, SummarySeries } from '../../lib/api/contract/summaries.ts';
import { daysOf } from '../../lib/disclosure/series.ts';
import type { Copy } from '../../lib/feedback/response/copy.ts';
import type { Figures } from '../../lib/metrics/figures/figures.ts';
import type { TouchpointEntry } from '../../lib/query/touchpoint-list.ts';
import { exampleCopy, scoredAnswer } from '../store/examples.ts';
import { apiWorld } from './world.ts';

/**
 * What all views together reveal: every number of people that they show without a mark is an equation over people by touchpoint, day, plan and
 * channel. A group that a view suppresses for being too small must follow from no combination of them.
 */

const threshold = 5;
const journey = 'stages: [{ id: order, touchpoints: [{ id: checkout }, { id: delivery }] }]';
const touchpoints = ['checkout', 'delivery'];
const days = ['2026-04-28', '2026-04-30', '2026-05-01', '2026-05-03', '2026-05-12', '2026-06-20'];
const plans = ['gold', 'blue', 'black'];
const channels = ['web', 'app'];

interface Cell {
  readonly touchpoint: string;
  readonly day: string;
  readonly plan: string;
  readonly channel: string;
}

const cells: readonly Cell[] = touchpoints.flatMap((touchpoint) =>
  days.flatMap((day) =>
    plans.flatMap((plan) => channels.map((channel) => ({ touchpoint, day, plan, channel }))),
  ),
);

type Counts = readonly number[];
type IsIn = (cell: Cell) => boolean;

/** A number of people, suppressed, or only a part of them. */
type Shown = number | 'suppressed' | 'partial';

/** What a view shows of a group. */
interface Published {
  readonly name: string;
  readonly isIn: IsIn;
  readonly view: View;
}

const rowOf = (isIn: IsIn): number[] => cells.map((cell) => (isIn(cell) ? 1 : 0));
const sizeOf = (row: readonly number[], counts: Counts): number =>
  row.reduce((sum, factor, index) => sum + factor * (counts[index] ?? 0), 0);

const late = scoredAnswer('Late', {
  themes: [{ id: 'lateness', confidence: 1, sentiment: { label: 'negative', score: -0.5 }, spans: [[0, 4]] }],
});

/** Of each cell, the first rate and the last mention the theme. */
const copiesOf = ({ responses, ratings, themes }: Readonly<Record<Part, Counts>>): Copy[] =>
  cells.flatMap(({ touchpoint, day, plan, channel }, at) =>
    Array.from({ length: responses[at] ?? 0 }, (_, index) =>
      exampleCopy({
        ...{ touchpoint, channel, cell: day, submittedAt: `${day}T10:00:00Z`, attributes: { plan } },
        responseId: `${at}.${index}`.padEnd(8, 'x'),
        ratings: index < (ratings[at] ?? 0) ? { 'nps:transactional': 9 } : {},
        answers: [index >= (responses[at] ?? 0) - (themes[at] ?? 0) ? late : scoredAnswer('Fine')],
      }),
    ),
  );

/** What is counted: everybody, those who rated, those who mentioned a theme. */
const parts = ['responses', 'ratings', 'themes'] as const;
type Part = (typeof parts)[number];

interface View {
  readonly suppressed?: true | undefined;
  readonly partial?: true | undefined;
  readonly incomplete?: true | undefined;
  readonly figures?: Pick<Figures, Part> | undefined;
}

const nothingShown: View = { suppressed: true };

const countIn = ({ responses, ratings, themes }: Pick<Figures, Part>, part: Part): number | undefined => {
  if (part === 'responses') return responses;
  if (part === 'themes') return themes['lateness']?.net.n;
  const rated = ratings['nps:transactional'];
  return rated?.metric === 'nps' ? rated.nps.n : undefined;
};

/** Of themes, `partial` says too that something is left out. */
const shownOf = ({ suppressed, partial, incomplete, figures }: View, part: Part): Shown => {
  const counted = suppressed || figures === undefined ? undefined : countIn(figures, part);
  if (counted === undefined) return 'suppressed';
  return incomplete || (partial && part === 'themes') ? 'partial' : counted;
};

const within =
  (from: string, to: string): IsIn =>
  ({ day }) =>
    from <= day && day <= to;

type Get = ReturnType<typeof apiWorld>['get'];

const seriesOf = async (get: Get, place: string, isAt: IsIn): Promise<Published[]> => {
  const grains = ['day', 'week', 'month'] as const;
  const all = await Promise.all(
    grains.map(async (grain) => {
      const { summaries } = await get<SummarySeries>(`/${place}/summaries?grain=${grain}`);
      return summaries.map((summary): Published => {
        const { from, to } = daysOf(grain, summary.period);
        const isThen = within(from, to);
        return {
          name: `${place} ${grain} ${summary.period}`,
          isIn: (cell) => isAt(cell) && isThen(cell),
          view: summary,
        };
      });
    }),
  );
  return all.flat();
};

const valuesIn = (by: string, value: string): IsIn => {
  const wanted = by.split('+').map((name, index) => [name, value.split(' + ')[index]] as const);
  return (cell) => wanted.every(([name, own]) => cell[name === 'plan' ? 'plan' : 'channel'] === own);
};

const facetsOf = async (get: Get, place: string, isAt: IsIn): Promise<Published[]> => {
  const all = await Promise.all(
    ['plan', 'channel', 'plan+channel'].map(async (by) => {
      const { facets } = await get<FacetsView>(`/${place}/summaries?by=${encodeURIComponent(by)}`);
      return facets.flatMap(({ value, total, summaries }) => {
        const isOf = valuesIn(by, value);
        const name = `${place} ${by}=${value}`;
        return [
          { name, isIn: (cell: Cell) => isAt(cell) && isOf(cell), view: total },
          ...summaries.map((month): Published => {
            const { from, to } = daysOf('month', month.period);
            const isThen = within(from, to);
            return {
              name: `${name} ${month.period}`,
              isIn: (cell) => isAt(cell) && isOf(cell) && isThen(cell),
              view: month,
            };
          }),
        ];
      });
    }),
  );
  return all.flat();
};

const ranges = [
  ['2026-04-28', '2026-05-01'],
  ['2026-04-29', '2026-05-12'],
  ['2026-04-01', '2026-05-31'],
  ['2026-05-01', '2026-06-20'],
  ['2026-05-02', '2026-05-12'],
] as const;

/** The map of any range of days: its total, and each touchpoint. */
const mapsOf = async (get: Get): Promise<Published[]> => {
  const all = await Promise.all(
    ranges.map(async ([from, to]) => {
      const map = await get<JourneyView>(`/journey?from=${from}&to=${to}`);
      const places = map.stages.flatMap((stage) => stage.touchpoints);
      return [
        { name: `map ${from} ${to}`, isIn: within(from, to), view: map.total },
        ...places.map(
          (place): Published => ({
            name: `map ${place.id} ${from} ${to}`,
            isIn: (cell) => cell.touchpoint === place.id && within(from, to)(cell),
            view: place.blind === undefined ? place : nothingShown,
          }),
        ),
      ];
    }),
  );
  return all.flat();
};

const listOf = async (get: Get): Promise<Published[]> => {
  const list = await get<{ touchpoints: (TouchpointEntry & { readonly partial?: true })[] }>('/touchpoints');
  return list.touchpoints.map((entry) => ({
    name: `all of ${entry.id}`,
    isIn: ({ touchpoint }) => touchpoint === entry.id,
    view: entry,
  }));
};

const publishedBy = async (get: Get): Promise<Published[]> => [
  ...(await listOf(get)),
  ...(await mapsOf(get)),
  ...(await seriesOf(get, 'stages/order', () => true)),
  ...(await facetsOf(get, 'stages/order', () => true)),
  ...(
    await Promise.all(
      touchpoints.map(async (id) => {
        const isAt: IsIn = ({ touchpoint }) => touchpoint === id;
        return [
          ...(await seriesOf(get, `touchpoints/${id}`, isAt)),
          ...(await facetsOf(get, `touchpoints/${id}`, isAt)),
        ];
      }),
    )
  ).flat(),
];

/** Small groups, and two or three of them that have nobody in common. */
const groupsOf = (small: readonly (readonly number[])[]): number[][] => {
  const sums = small.flatMap((one, at) =>
    small.slice(at + 1).map((other) => one.map((factor, index) => factor + (other[index] ?? 0))),
  );
  return [...small.map((row) => [...row]), ...sums].filter((row) => row.every((factor) => factor <= 1));
};

const leaksIn = (published: readonly Published[], counts: Counts, part: Part): string[] => {
  const rows = published.map(({ name, isIn, view }) => ({
    name: `${name}: ${part}`,
    row: rowOf(isIn),
    shown: shownOf(view, part),
  }));
  const shown = rows.filter((one) => typeof one.shown === 'number');
  const span = new Span(shown.map(({ row }) => row));
  const isSmall = (row: readonly number[]): boolean =>
    sizeOf(row, counts) > 0 && sizeOf(row, counts) < threshold;
  const hidden = rows.filter((one) => one.shown === 'suppressed').map(({ row }) => row);
  const single = cells.map((_, at) => cells.map((__, index) => (index === at ? 1 : 0)));
  return [
    ...shown
      .filter((one) => one.shown !== sizeOf(one.row, counts))
      .map(({ name }) => `${name} is another number`),
    ...shown.filter(({ row }) => isSmall(row)).map(({ name }) => `${name} is shown`),
    ...[...groupsOf(hidden.filter(isSmall)), ...single]
      .filter((row) => isSmall(row) && span.has(row))
      .map(
        (row) =>
          `${part} computed: ${cells
            .filter((_, at) => row[at] === 1)
            .map((cell) => Object.values(cell).join(' '))
            .join(', ')}`,
      ),
  ];
};

const count = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 9 }) },
);

/** Of each cell the people, and how many of them rate and mention the theme. */
const group = count.chain((responses) =>
  fc.record({ responses: fc.constant(responses), ratings: fc.nat(responses), themes: fc.nat(responses) }),
);

test('no combination of days, weeks, months, ranges, stages, dimensions and all time reveals a group of fewer than five people', async () => {
  const metrics = { dimensions: ['plan', 'channel', 'plan+channel'] };
  await fc.assert(
    fc.asyncProperty(fc.tuple(...cells.map(() => group)), async (groups) => {
      const { store, get } = apiWorld({ journey, metrics });
      const countsOf = (part: Part): Counts => groups.map((one) => one[part]);
      const counts = {
        responses: countsOf('responses'),
        ratings: countsOf('ratings'),
        themes: countsOf('themes'),
      };
      await store(copiesOf(counts));
      const published = await publishedBy(get);
      expect(parts.flatMap((part) => leaksIn(published, counts[part], part))).toEqual([]);
    }),
    { seed: 18, numRuns: 20 },
  );
}, 120_000);
