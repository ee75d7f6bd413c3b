import { afterEach, expect, test } from 'vitest';
import type { Analyzer } from '../../../lib/analysis/analyzer-contract.ts';
import { createComprehendEngine } from '../../../lib/analysis/engines/comprehend.ts';
import { answersAddUp } from '../../../lib/feedback/response/ledger.ts';
import { tallyOf } from '../../../lib/metrics/tally/tally.ts';
import { scoreOtherLanguages } from '../../../lib/pipeline/analyze/other-languages.ts';
import { configuredAnalyzer } from '../../../lib/runtime/configured-analyzer.ts';
import {
  type ComprehendServer,
  failure,
  type Received,
  type Reply,
  results,
  startComprehend,
} from '../../analysis/engines/comprehend-server.ts';
import { memoryObjectStore } from '../../store/memory.ts';

let server: ComprehendServer;
afterEach(() => server.stop());

const texts = [
  'Great service',
  'Das war leider sehr enttäuschend und zu teuer',
  'Henkilökunta oli todella ystävällistä ja palvelu nopeaa',
  'n/a',
];

/** What becomes of the texts in a deployment that has Comprehend score German. */
const analyzed = async (reply: (request: Received) => Reply) => {
  server = await startComprehend(reply);
  const objects = memoryObjectStore();
  await objects.write('config/languages.yaml', 'engines: { de: comprehend }');
  const analyzer: Analyzer = await configuredAnalyzer(objects, async () => server.effects)();
  const logged: unknown[] = [];
  const responses = texts.map((text) => ({
    responseId: text,
    ratings: {},
    asked: 1,
    answers: [{ question: 'Why?', role: 'open', text, analysis: analyzer.analyze({ text }) } as const],
  }));
  const log = (event: string, facts: object) => logged.push([event, facts]);
  const scored = await scoreOtherLanguages({ log }, analyzer, responses);
  return { analyzer, scored, logged, analyses: scored.map(({ answers: [answer] }) => answer?.analysis) };
};

test('an engine scores only its language, in one request for all responses', async () => {
  const { analyses, analyzer } = await analyzed(({ TextList }) => results(TextList.length));
  expect(server.received.map(({ TextList, LanguageCode }) => [LanguageCode, TextList])).toEqual([
    ['de', [texts[1]]],
  ]);
  expect(analyses[0]).toMatchObject({ status: 'scored', language: 'en' });
  expect(analyses[1]).toEqual({
    status: 'scored',
    language: 'de',
    sentiment: { label: 'negative', score: -1, mixed: false },
    themes: [],
  });
  expect(analyses[2]).toEqual({ status: 'unsupported-language', language: 'fi' });
  expect(analyses[3]).toEqual({ status: 'no-content' });
  expect(analyzer.versions.sentiment).toMatch(/\+languages-4\(es,fr,it,nl,pt\)\+comprehend-1\(de\)$/u);
});

test('a text that fails permanently is unread, counted once, never neutral, and never quoted', async () => {
  const { analyses, scored, logged } = await analyzed(({ TextList }) => results(TextList.length, [0]));
  expect(analyses[1]).toEqual({
    status: 'unsupported-language',
    language: 'de',
    failure: 'INTERNAL_SERVER_ERROR',
  });
  const { answers, sentiment } = tallyOf(scored);
  expect(answersAddUp(answers)).toBe(true);
  expect([answers['unsupported-language'], sentiment.neutral]).toEqual([2, 0]);
  expect(logged).toEqual([
    ['texts unread', { language: 'de', engine: 'comprehend-1', texts: 1, code: 'INTERNAL_SERVER_ERROR' }],
  ]);
});

test('an unreachable service fails the chunk, which is retried', async () => {
  await expect(analyzed(() => failure(500, 'InternalServerException'))).rejects.toMatchObject({
    name: 'InternalServerException',
  });
});

test('without an engine no request is sent and nothing changes', async () => {
  server = await startComprehend(({ TextList }) => results(TextList.length));
  const engine = createComprehendEngine(server.effects);
  const analyzer = await configuredAnalyzer(memoryObjectStore(), async () => server.effects)();
  const responses: { answers: [] }[] = [{ answers: [] }];
  expect(await scoreOtherLanguages({ log: () => undefined }, analyzer, responses)).toBe(responses);
  expect([analyzer.engines, engine.version, server.received]).toEqual([undefined, 'comprehend-1', []]);
});
