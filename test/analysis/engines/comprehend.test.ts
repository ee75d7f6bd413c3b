import { afterEach, describe, expect, test } from 'vitest';
import { createComprehendEngine } from '../../../lib/analysis/engines/comprehend.ts';
import {
  type ComprehendServer,
  failure,
  type Received,
  type Reply,
  results,
  startComprehend,
} from './comprehend-server.ts';

let server: ComprehendServer;
afterEach(() => server.stop());

const engineWith = async (reply: (request: Received, number: number) => Reply) => {
  server = await startComprehend(reply);
  return createComprehendEngine(server.effects);
};
const all = ({ TextList }: Received): Reply => results(TextList.length);
const negative = { label: 'negative', score: -1, mixed: false };
const texts = (count: number): string[] => Array.from({ length: count }, (_, index) => `Satz ${index}.`);

describe('requests', () => {
  test('have the format of BatchDetectSentiment, in the language of the texts', async () => {
    const engine = await engineWith(all);
    expect(await engine.score(['Das war nichts.'], 'de')).toEqual([negative]);
    expect(server.received).toEqual([
      {
        target: 'Comprehend_20171127.BatchDetectSentiment',
        TextList: ['Das war nichts.'],
        LanguageCode: 'de',
      },
    ]);
  });

  test('hold at most 25 texts, and no request is sent without texts', async () => {
    const engine = await engineWith(all);
    expect(await engine.score(texts(51), 'de')).toHaveLength(51);
    expect(server.received.map(({ TextList }) => TextList.length)).toEqual([25, 25, 1]);
    expect(await engine.score([], 'de')).toEqual([]);
    expect(server.received).toHaveLength(3);
  });

  test('split a text over 5,000 bytes into pieces, and weight the scores by length', async () => {
    const long = `${'ä'.repeat(2000)}. ${'ö'.repeat(998)}!`;
    const engine = await engineWith(({ TextList }) => ({
      status: 200,
      body: {
        ResultList: TextList.map((text, Index) => ({
          Index,
          Sentiment: 'POSITIVE',
          SentimentScore: text.includes('ä')
            ? { Mixed: 0, Negative: 0.1, Neutral: 0, Positive: 0.9 }
            : { Mixed: 0, Negative: 0.9, Neutral: 0, Positive: 0.1 },
        })),
        ErrorList: [],
      },
    }));
    const [verdict] = await engine.score([long], 'de');
    const [pieces = []] = server.received.map(({ TextList }) => TextList);
    expect(pieces.map((piece) => Buffer.byteLength(piece))).toEqual([4001, 1998]);
    expect(pieces.join('')).toBe(long);
    expect(verdict).toEqual({ label: 'positive', score: 0.27, mixed: false });
  });

  test('may spread the pieces of one text over two batches', async () => {
    const engine = await engineWith(all);
    const verdicts = await engine.score([...texts(24), 'ä'.repeat(5000), 'Ende.'], 'de');
    expect(server.received.map(({ TextList }) => TextList.length)).toEqual([25, 2]);
    expect(verdicts).toEqual(Array.from({ length: 26 }, () => negative));
  });
});

describe('scores', () => {
  const withScore = (Mixed: number, Negative: number, Neutral: number, Positive: number) =>
    engineWith(() => ({
      status: 200,
      body: {
        ResultList: [{ Index: 0, SentimentScore: { Mixed, Negative, Neutral, Positive } }],
        ErrorList: [],
      },
    }));

  test('keep the most likely of three labels, with mixed as a flag', async () => {
    const engine = await withScore(0.7, 0.2, 0.02, 0.08);
    expect(await engine.score(['Gut, aber teuer.'], 'de')).toEqual([
      { label: 'negative', score: -0.12, mixed: true },
    ]);
  });

  test('with a missing part are an error', async () => {
    const engine = await engineWith(() => ({
      status: 200,
      body: { ResultList: [{ Index: 0, SentimentScore: { Positive: 1 } }], ErrorList: [] },
    }));
    expect(await engine.score(['Gut.'], 'de')).toEqual([{ failure: 'NO_ANSWER' }]);
  });
});

describe('a throttled or unavailable service', () => {
  test.each([
    [400, 'ThrottlingException'],
    [400, 'TooManyRequestsException'],
    [500, 'InternalServerException'],
    [503, 'ServiceUnavailable'],
  ])('%i %s is asked again, after waits that grow', async (status, type) => {
    const engine = await engineWith((request, number) =>
      number <= 3 ? failure(status, type) : all(request),
    );
    expect(await engine.score(['Nein.'], 'de')).toEqual([negative]);
    expect(server.waits).toEqual([100, 200, 400]);
  });

  test('is given up after six requests with an error of its own, and the chunk is retried later', async () => {
    const engine = await engineWith(() => failure(400, 'ThrottlingException'));
    await expect(engine.score(['Nein.'], 'de')).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(server.received).toHaveLength(6);
  });

  test('that denies access is not retried', async () => {
    const engine = await engineWith(() => failure(400, 'AccessDeniedException'));
    await expect(engine.score(['Nein.'], 'de')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(server.received).toHaveLength(1);
  });
});

describe('single texts that fail', () => {
  test('are retried without the other texts of their request', async () => {
    const engine = await engineWith((request, number) => (number === 1 ? results(3, [1]) : all(request)));
    expect(await engine.score(['a', 'b', 'c'], 'de')).toEqual([negative, negative, negative]);
    expect(server.received.map(({ TextList }) => TextList)).toEqual([['a', 'b', 'c'], ['b']]);
  });

  test('are failures, never neutral, and do not affect other texts', async () => {
    const engine = await engineWith(({ TextList }) =>
      results(TextList.length, TextList.includes('b') ? [TextList.indexOf('b')] : []),
    );
    expect(await engine.score(['a', 'b', 'c'], 'de')).toEqual([
      negative,
      { failure: 'INTERNAL_SERVER_ERROR' },
      negative,
    ]);
    expect(server.received).toHaveLength(6);
  });

  test('in one piece of a long text fail the whole text', async () => {
    const engine = await engineWith(({ TextList }) =>
      results(TextList.length, TextList.length > 1 ? [1] : [0]),
    );
    expect(await engine.score(['ä'.repeat(5000)], 'de')).toEqual([{ failure: 'INTERNAL_SERVER_ERROR' }]);
  });

  test('in a refused request are found by splitting it in half', async () => {
    const engine = await engineWith((request) =>
      request.TextList.includes('bad') ? failure(400, 'TextSizeLimitExceededException') : all(request),
    );
    expect(await engine.score(['a', 'b', 'bad', 'd', 'e'], 'de')).toEqual([
      negative,
      negative,
      { failure: 'TextSizeLimitExceededException' },
      negative,
      negative,
    ]);
  });

  test('that are blank are not sent', async () => {
    const engine = await engineWith(all);
    expect(await engine.score([' \n '], 'de')).toEqual([{ failure: 'NOTHING_TO_READ' }]);
    expect(server.received).toHaveLength(0);
  });
});

test('pauses stay under 20 seconds and use the whole range', async () => {
  const engine = await engineWith(all);
  expect(engine.version).toBe('comprehend-1');
  const { backoffMs } = await import('../../../lib/analysis/engines/backoff.ts');
  expect([0, 3, 20].map((attempt) => backoffMs(attempt, () => 0.999))).toEqual([199, 1598, 19980]);
  expect(backoffMs(20, () => 0)).toBe(0);
});
