import { expect, test } from 'vitest';
import type { ChangesView } from '../../../lib/api/contract/changes.ts';
import type { FindingsAnswer } from '../../../lib/insights/findings/findings-answer.ts';
import { addDays } from '../../../lib/metrics/calendar/calendar.ts';
import { findTouchpointIssues } from '../../../lib/pipeline/issues/find-issues.ts';
import { scoredAnswer } from '../../store/examples.ts';
import { apiWorld, responsesOn } from '../world.ts';

const about = (theme: string, label: 'negative' | 'positive', text = `About ${theme}`) => {
  const sentiment = { label, score: label === 'negative' ? -0.8 : 0.8 };
  return scoredAnswer(text, {
    ...sentiment,
    themes: [{ id: theme, confidence: 0.9, sentiment, spans: [[0, text.length]] }],
  });
};

/** Forty people a month; in April three of them mention another theme, so that April is partly suppressed. */
const april = responsesOn('2026-04-10', 40, (index) => ({
  answers: [about(index < 3 ? 'price' : 'staff', index < 3 ? 'negative' : 'positive')],
}));
const may = responsesOn('2026-05-10', 40, (index) => ({
  ratings: { 'nps:transactional': index < 25 ? 2 : 9 },
  answers: [about(index < 25 ? 'showers' : 'staff', index < 25 ? 'negative' : 'positive')],
}));

test('a theme that nobody mentioned before is compared, also where something else is suppressed', async () => {
  const { store, get } = apiWorld({ themes: new Map([['showers', { name: 'Showers' }]]) });
  await store(april, may);
  const { findings } = await get<FindingsAnswer>('/findings?from=2026-05&to=2026-05');
  expect(findings[0]?.text.headline).toContain('NPS fell');
  expect(
    findings[0]?.causes.map(({ id, before, after }) => [id, before?.atMost, after.value]),
  ).toContainEqual(['showers', true, 25 / 40]);
  const { changes } = await get<ChangesView>('/changes?from=2026-05&to=2026-05');
  expect(changes.find(({ series }) => series === 'theme:showers:share')).toMatchObject({
    certain: true,
    before: { value: 4 / 40, atMost: true },
    after: { value: 25 / 40 },
  });
});

test('few mentions and none give the same answer', async () => {
  const answers = await Promise.all(
    [0, 3].map(async (showers) => {
      const { store, get } = apiWorld();
      const some = april.map((copy, index) =>
        index >= 3 && index < 3 + showers ? { ...copy, answers: [about('showers', 'negative')] } : copy,
      );
      const rest = some.map((copy, index) =>
        index >= 6 ? { ...copy, answers: [about('staff', 'positive')] } : copy,
      );
      await store(rest, may);
      const { findings } = await get<FindingsAnswer>('/findings?from=2026-05&to=2026-05');
      return findings.flatMap(({ causes }) =>
        causes.flatMap(({ id, before, after }) => (id === 'showers' ? [{ before, after }] : [])),
      );
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toHaveLength(1);
});

/** Complaints about one theme in words of their own, from the week of 4 May on: each is an issue. */
const complaints = [
  'Hot water ran out',
  'Curtain covered with mould',
  'Drain blocked by hair',
  'Soap dispenser empty',
];
const praise = [
  'Clean and spacious',
  'Lockers work well',
  'Nice new changing rooms',
  'Tidy benches',
  'Easy to find',
];

const complaining = (index: number) => ({
  ratings: { 'nps:transactional': 1 },
  answers: [about('showers', 'negative', complaints[index % 4])],
});

const content = (index: number) => ({
  ratings: { 'nps:transactional': index % 3 === 0 ? 7 : 9 },
  answers: [about('facilities', 'positive', praise[index % 5])],
});

test('a theme is the first cause where none of its issues is most of it', async () => {
  const { store, get, effects, configuration } = apiWorld({
    themes: new Map([['showers', { name: 'Showers' }]]),
  });
  const weeks = Array.from({ length: 12 }, (_, week) => addDays('2026-03-09', 7 * week));
  await store(
    weeks.flatMap((day) =>
      responsesOn(day, 20, (index) => (day >= '2026-05' && index < 12 ? complaining(index) : content(index))),
    ),
  );
  await findTouchpointIssues(effects, configuration, { kind: 'issues', touchpoint: 'delivery' });
  const { findings } = await get<FindingsAnswer>('/findings?from=2026-05&to=2026-05');
  const [first] = findings;
  expect(first?.since?.week).toBe('2026-05-04');
  expect(first?.causes.slice(0, 2).map(({ kind, n }) => [kind, n])).toEqual([
    ['theme', 48],
    ['issue', 12],
  ]);
  expect(first?.evidence.parameters).toMatchObject({ theme: 'showers' });
});
