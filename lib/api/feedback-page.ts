import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import { type AnalyzedAnswer, type Copy, latestCopies } from '../feedback/copy.ts';
import type { Effects } from '../steps/effects.ts';
import { copyKey } from '../store/keys.ts';
import type { FeedbackParameters } from './query-parameters.ts';

/** A response as readers see it: the copy that counts, without what only the tables need. */
export type FeedbackEntry = Omit<Copy, 'fingerprint' | 'occurrence'>;

export interface FeedbackPage {
  readonly feedback: FeedbackEntry[];
  /** Asks for the next page; absent on the last one. */
  readonly cursor?: string;
}

/** The last entry of the page before. */
const position = z.object({ cell: z.string(), copy: z.string() });
type Position = z.infer<typeof position>;

const encode = (last: Position): string => Buffer.from(JSON.stringify(last)).toString('base64url');

const decode = (cursor: string): Position => {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new VerbatimError('usage', 'parameter "cursor" is wrong', {
      expected: 'the cursor of the page before',
      cause,
    });
  }
};

/** With a theme and a label, the label is that of the theme's mention. */
const answerMatches = ({ label, theme }: FeedbackParameters, { analysis }: AnalyzedAnswer): boolean => {
  if (analysis.status !== 'scored') return false;
  if (theme === undefined) return analysis.sentiment.label === label;
  return analysis.themes.some(
    (mention) => mention.id === theme && (label === undefined || mention.sentiment.label === label),
  );
};

const matches = (parameters: FeedbackParameters, copy: Copy): boolean =>
  (parameters.label === undefined && parameters.theme === undefined) ||
  copy.answers.some((answer) => answerMatches(parameters, answer));

const newestFirst = (left: Copy, right: Copy): number => {
  const [one, other] = [copyKey(left).copy, copyKey(right).copy];
  return Number(one < other) - Number(one > other);
};

/** Newest first; cells without a day come after the days. */
const cellsOf = async (
  { summaries }: Effects,
  touchpoint: string,
  { from, to }: FeedbackParameters,
): Promise<string[]> => {
  const days = await summaries.readSeries(touchpoint, 'day', from, to === undefined ? undefined : `${to}~`);
  const months = await summaries.readSeries(touchpoint, 'month-only', from?.slice(0, 7), to);
  const undated =
    from === undefined && to === undefined ? await summaries.readSeries(touchpoint, 'undated') : [];
  return [
    ...days.map(({ period }) => period).toReversed(),
    ...months.map(({ period }) => period).toReversed(),
    ...undated.map(() => 'undated'),
  ];
};

const entryOf = ({ fingerprint: _fingerprint, occurrence: _occurrence, ...entry }: Copy): FeedbackEntry =>
  entry;

/** The responses of a touchpoint, newest first, that match; each once, as of its latest upload. */
export const feedbackPage = async (
  effects: Effects,
  touchpoint: string,
  parameters: FeedbackParameters,
): Promise<FeedbackPage> => {
  const after = parameters.cursor === undefined ? undefined : decode(parameters.cursor);
  const cells = await cellsOf(effects, touchpoint, parameters);
  const start = after === undefined ? 0 : Math.max(0, cells.indexOf(after.cell));
  const found: Copy[] = [];
  for (const cell of cells.slice(start)) {
    const copies = latestCopies(await effects.feedback.readCell(touchpoint, cell)).toSorted(newestFirst);
    const ahead = copies.filter((copy) => cell !== after?.cell || copyKey(copy).copy < after.copy);
    found.push(...ahead.filter((copy) => matches(parameters, copy)));
    if (found.length > parameters.limit) break;
  }
  const page = found.slice(0, parameters.limit);
  const last = page.at(-1);
  const more = found.length > page.length && last !== undefined;
  return {
    feedback: page.map(entryOf),
    ...(more ? { cursor: encode({ cell: last.cell, copy: copyKey(last).copy }) } : {}),
  };
};
