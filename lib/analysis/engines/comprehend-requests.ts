import { type BackoffEffects, backoffMs } from './backoff.ts';
import type { EngineFailure } from './engine.ts';

/** What Comprehend says of one document: probabilities that sum to 1. */
export interface SentimentScore {
  readonly positive: number;
  readonly negative: number;
  readonly neutral: number;
  readonly mixed: number;
}

/** The answer to one request. `index` counts the request's texts from 0. */
export type BatchAnswer =
  | {
      readonly kind: 'answered';
      readonly results: readonly { readonly index: number; readonly score: SentimentScore }[];
      readonly errors: readonly { readonly index: number; readonly code: string }[];
    }
  /** Later it may work: throttled, or a failure on the other side. */
  | { readonly kind: 'busy'; readonly code: string; readonly cause: unknown }
  /** One of the texts, or all, will never do. */
  | { readonly kind: 'refused'; readonly code: string };

/** One BatchDetectSentiment request: 1 to 25 texts of at most 5,000 bytes. Throws what no retry fixes. */
export type DetectBatch = (texts: readonly string[], language: string) => Promise<BatchAnswer>;

export interface ComprehendEffects extends BackoffEffects {
  readonly detect: DetectBatch;
}

export const textsPerRequest = 25;
export const bytesPerText = 5000;
const attempts = 6;

export type Verdict = SentimentScore | EngineFailure;
type Verdicts = Map<number, Verdict>;

export const isFailure = (verdict: Verdict): verdict is EngineFailure => 'failure' in verdict;

interface Item {
  readonly index: number;
  readonly text: string;
}

interface FailedItem extends Item {
  readonly code: string;
}

interface Request {
  readonly language: string;
  readonly effects: ComprehendEffects;
}

/** Codes of single texts that no retry fixes. */
const lasting = /size|invalid|unsupported/i;

/** What came of each item, and those to ask about again: the ones that failed for now, and the ones without an answer. */
const sortOut = (
  items: readonly Item[],
  { results, errors }: BatchAnswer & { readonly kind: 'answered' },
): { verdicts: Verdicts; again: FailedItem[] } => {
  const scores = new Map(results.map(({ index, score }) => [index, score]));
  const codes = new Map(errors.map(({ index, code }) => [index, code]));
  const verdicts: Verdicts = new Map();
  const again: FailedItem[] = [];
  items.forEach((item, place) => {
    const score = scores.get(place);
    const code = codes.get(place) ?? 'NO_ANSWER';
    if (score !== undefined) verdicts.set(item.index, score);
    else if (lasting.test(code)) verdicts.set(item.index, { failure: code });
    else again.push({ ...item, code });
  });
  return { verdicts, again };
};

/** A refused request is halved until only what is really refused is left: one bad text costs no other. */
const askHalves = async (items: readonly Item[], code: string, request: Request): Promise<Verdicts> => {
  const [first] = items;
  if (first === undefined || items.length === 1) return new Map([[first?.index ?? 0, { failure: code }]]);
  const middle = Math.ceil(items.length / 2);
  const left = await ask(items.slice(0, middle), 0, request);
  return new Map([...left, ...(await ask(items.slice(middle), 0, request))]);
};

const askAgain = async (
  again: readonly FailedItem[],
  attempt: number,
  request: Request,
): Promise<Verdicts> => {
  if (attempt === attempts) return new Map(again.map(({ index, code }) => [index, { failure: code }]));
  await request.effects.wait(backoffMs(attempt - 1, request.effects.random));
  return ask(again, attempt, request);
};

const ask = async (items: readonly Item[], attempt: number, request: Request): Promise<Verdicts> => {
  const { effects, language } = request;
  const texts = items.map(({ text }) => text);
  const answer = await effects.detect(texts, language);
  if (answer.kind === 'refused') return askHalves(items, answer.code, request);
  if (answer.kind === 'busy') {
    if (attempt + 1 === attempts) throw answer.cause;
    await effects.wait(backoffMs(attempt, effects.random));
    return ask(items, attempt + 1, request);
  }
  const { verdicts, again } = sortOut(items, answer);
  return again.length === 0
    ? verdicts
    : new Map([...verdicts, ...(await askAgain(again, attempt + 1, request))]);
};

/**
 * What Comprehend says of each of up to 25 texts. A request that it is too busy for is sent up to six times, with growing
 * random waits, and throws its cause after that; so often are texts asked about that fail alone, and have a failure then.
 */
export const detectTexts = async (
  texts: readonly string[],
  language: string,
  effects: ComprehendEffects,
): Promise<Verdict[]> => {
  const items = texts.map((text, index) => ({ index, text }));
  const verdicts = await ask(items, 0, { language, effects });
  return items.map(({ index }) => verdicts.get(index) ?? { failure: 'NO_ANSWER' });
};
