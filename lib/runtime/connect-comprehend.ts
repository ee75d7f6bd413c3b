import { setTimeout as wait } from 'node:timers/promises';
import {
  BatchDetectSentimentCommand,
  type BatchDetectSentimentResponse,
  ComprehendClient,
  ComprehendServiceException,
  LanguageCode,
  type SentimentScore,
} from '@aws-sdk/client-comprehend';
import { z } from 'zod';
import type { BackoffEffects } from '../analysis/engines/backoff.ts';
import type {
  BatchAnswer,
  ComprehendEffects,
  SentimentScore as Score,
} from '../analysis/engines/comprehend-requests.ts';

/** Errors about the text that was sent. A missing permission or an unsupported language is not one: it concerns all texts. */
const refusals = new Set([
  'InvalidRequestException',
  'TextSizeLimitExceededException',
  'BatchSizeLimitExceededException',
  'ValidationException',
]);

/** Errors that may go away on a retry, and timeouts. */
const isBusy = (error: Error): boolean =>
  error instanceof ComprehendServiceException
    ? error.$fault === 'server' || /throttl|too ?many|rate ?exceeded/i.test(error.name)
    : 'code' in error || error.name === 'TimeoutError';

const whyNot = (error: unknown): BatchAnswer => {
  if (!(error instanceof Error)) throw error;
  if (refusals.has(error.name)) return { kind: 'refused', code: error.name };
  if (isBusy(error)) return { kind: 'busy', code: error.name, cause: error };
  throw error;
};

/** A score with a missing part is invalid: a missing value is not 0. */
const scoreOf = (parts: SentimentScore | undefined): Score | undefined => {
  const { Positive: positive, Negative: negative, Neutral: neutral, Mixed: mixed } = parts ?? {};
  if (positive === undefined || negative === undefined || neutral === undefined || mixed === undefined)
    return undefined;
  return { positive, negative, neutral, mixed };
};

const answerOf = ({ ResultList = [], ErrorList = [] }: BatchDetectSentimentResponse): BatchAnswer => ({
  kind: 'answered',
  results: ResultList.flatMap(({ Index: index, SentimentScore: parts }) => {
    const score = scoreOf(parts);
    return index === undefined || score === undefined ? [] : [{ index, score }];
  }),
  errors: ErrorList.flatMap(({ Index: index, ErrorCode: code = 'UNKNOWN' }) =>
    index === undefined ? [] : [{ index, code }],
  ),
});

/** The settings allow no other language (`comprehendLanguages`). */
const languageCodes = z.enum(LanguageCode);

/** Real requests to Amazon Comprehend. The client must not retry by itself: `maxAttempts: 1`. */
export const comprehendEffects = (
  client: ComprehendClient,
  waiting: BackoffEffects = { wait: (ms) => wait(ms), random: Math.random },
): ComprehendEffects => ({
  ...waiting,
  async detect(texts, language) {
    const request = { TextList: [...texts], LanguageCode: languageCodes.parse(language) };
    try {
      return answerOf(await client.send(new BatchDetectSentimentCommand(request)));
    } catch (error) {
      return whyNot(error);
    }
  },
});

/** The effects with the account's own credentials and region. */
export const accountComprehend = (): ComprehendEffects =>
  comprehendEffects(new ComprehendClient({ maxAttempts: 1 }));
