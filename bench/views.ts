import pMap from 'p-map';
import type { SentimentLabel } from '../lib/analysis/analysis.ts';
import { startLocalCloud } from '../lib/local/cloud/cloud.ts';
import { clientSettings } from '../lib/local/emulators/clients.ts';
import { addDays } from '../lib/metrics/calendar/calendar.ts';
import { type CountedResponse, sumTallies, type Tally, tallyOf } from '../lib/metrics/tally/tally.ts';
import { documentClient } from '../lib/store/dynamodb.ts';
import { headlineOf } from '../lib/store/headline.ts';
import { writeMonthCells } from '../lib/store/month-cells.ts';
import type { Summary } from '../lib/store/summary-item.ts';
import { dynamoSummaryStore, type SummaryStore } from '../lib/store/summary-store.ts';
import { anyPort, temporaryDirectory } from './local-cloud.ts';

/**
 * How long the local API takes for views of many touchpoints and days: from the request to the last byte, through the
 * function and the tables. The summaries are made up: what they are of does not matter to their reading.
 */
const touchpointCount = 50;
const dayCount = 90;
const responsesADay = 30;
const firstDay = '2026-04-01';
const times = 9;
const writesAtOnce = 32;

const labels: readonly SentimentLabel[] = ['negative', 'neutral', 'positive'];
const themes = Array.from({ length: 25 }, (_, index) => `theme-${index}`);

/** Responses with an NPS, a CSAT and an answer about two of 25 themes, different for each seed. */
const responses = (seed: number): CountedResponse[] =>
  Array.from({ length: responsesADay }, (_, index): CountedResponse => {
    const draw = (seed * 31 + index) * 7919;
    const label = labels[draw % 3] ?? 'neutral';
    const about = [themes[draw % 25], themes[(draw >> 3) % 25]].filter((id) => id !== undefined);
    const polarity = { label, score: label === 'neutral' ? 0 : 0.5 };
    return {
      responseId: `r${draw}`,
      ratings: { 'nps:transactional': draw % 11, 'csat:1-5': 1 + (draw % 5) },
      asked: 1,
      answers: [
        {
          analysis: {
            status: 'scored',
            language: 'en',
            sentiment: { ...polarity, mixed: false },
            themes: [...new Set(about)].map((id) => ({
              id,
              confidence: 1,
              sentiment: polarity,
              spans: [[0, 4]],
            })),
          },
        },
      ],
    };
  });

const versions = (tally: Tally) => ({
  sentiment: { s1: tally.answers.scored },
  theme: { t1: tally.answers.scored },
});

const summariesOf = (touchpoint: string, seed: number): Summary[] => {
  const days = Array.from({ length: dayCount }, (_, index): Summary => {
    const tally = tallyOf(responses(seed * dayCount + index));
    return { touchpoint, grain: 'day', period: addDays(firstDay, index), tally, versions: versions(tally) };
  });
  const months = [...Map.groupBy(days, ({ period }) => period.slice(0, 7))].map(
    ([period, inMonth]): Summary => {
      const tally = sumTallies(inMonth.map((day) => day.tally));
      const cells = writeMonthCells(
        inMonth.map((day) => ({ period: day.period, headline: headlineOf(day.tally) })),
      );
      return { touchpoint, grain: 'month', period, tally, versions: versions(tally), cells };
    },
  );
  const whole = sumTallies(months.map(({ tally }) => tally));
  return [
    ...days,
    ...months,
    { touchpoint, grain: 'all', period: 'all', tally: whole, versions: versions(whole) },
  ];
};

const fill = async (store: SummaryStore): Promise<void> => {
  const all = Array.from({ length: touchpointCount }, (_, index) =>
    summariesOf(`touchpoint-${index}`, index),
  );
  await pMap(all.flat(), (summary) => store.replace(summary, undefined), { concurrency: writesAtOnce });
};

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

const millisecondsOf = async (url: string): Promise<number> => {
  const start = performance.now();
  const answer = await fetch(url);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return performance.now() - start;
};

const last = addDays(firstDay, dayCount - 1);
const paths = {
  'journey map, 50 touchpoints × 90 days': `/journey?from=${firstDay}&to=${last}`,
  'scorecard, 50 touchpoints, June against May': '/scorecard?from=2026-06&to=2026-06',
  'trend of NPS, all touchpoints, 90 days': `/trends?metric=nps:transactional&grain=day&from=${firstDay}&to=${last}`,
  'a touchpoint by the day, 90 days': `/touchpoints/touchpoint-7/summaries?from=${firstDay}&to=${last}`,
  'all touchpoints, all time': '/touchpoints',
};

/** The median of several requests by view, in milliseconds, after one that warms up. */
export const measure = async (): Promise<Record<string, number>> => {
  const { directory, remove } = temporaryDirectory();
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort });
  const client = documentClient({ ...clientSettings, endpoint: cloud.endpoints.dynamodb });
  try {
    await fill(dynamoSummaryStore(client, cloud.outputs['SummariesTable'] ?? ''));
    const medians: Record<string, number> = {};
    for (const [view, path] of Object.entries(paths)) {
      const url = `${cloud.endpoints.api}${path}`;
      await millisecondsOf(url);
      const all: number[] = [];
      for (let time = 0; time < times; time += 1) all.push(await millisecondsOf(url));
      medians[view] = Math.round(median(all));
    }
    return medians;
  } finally {
    client.destroy();
    await cloud.stop();
    remove();
  }
};

/** Prints the medians. */
export const run = async (): Promise<void> => {
  console.log(`Views from the local API, milliseconds, median of ${times}`);
  console.table(await measure());
};

if (import.meta.main) await run();
