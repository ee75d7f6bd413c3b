import { z } from 'zod';
import { sentimentLabel, span } from '../../../analysis/analysis.ts';
import { issueDescriptor } from '../issue-descriptor.ts';

/**
 * What is stored of the issues of a touchpoint: everything that figures of any days are counted from, and no text of a comment. Names,
 * keywords and words of descriptors are phrases that enough people said.
 */

/**
 * One answer that speaks of an issue: the first ten characters of its response's id, its place in the response, its day as days after the
 * first, how it is felt, and whose it is: the people of a touchpoint are numbered anew whenever its issues are found.
 */
const mention = z.tuple([
  z.string(),
  z.int().nonnegative(),
  z.int().nonnegative(),
  sentimentLabel,
  z.int().nonnegative(),
]);
export type Mention = z.infer<typeof mention>;

/** Where a quote is found, and a hash of its words: the stored comment may have been corrected since. */
const quotePlace = z.object({
  response: z.string(),
  answer: z.int().nonnegative(),
  day: z.string(),
  span,
  words: z.string(),
});
export type QuotePlace = z.infer<typeof quotePlace>;

const concentration = z.object({
  dimension: z.string(),
  value: z.string(),
  said: z.int(),
  shareOfIssue: z.number(),
  shareElsewhere: z.number(),
  falseDiscoveryRate: z.number(),
});

const recordedIssue = z.object({
  descriptor: issueDescriptor,
  keywords: z.array(z.string()),
  /** Themes that at least half of its clauses mention, the most mentioned first. */
  themes: z.array(z.string()),
  concentrations: z.array(concentration),
  loudSource: z
    .object({ kind: z.enum(['account', 'respondent', 'wording']), share: z.number() })
    .exactOptional(),
  /** Of the last seven days after all days before. */
  change: z.object({
    direction: z.enum(['began', 'rose', 'fell', 'unchanged']),
    errorRate: z.number(),
    doublingDays: z.object({ value: z.number(), low: z.number(), high: z.number() }).exactOptional(),
  }),
  mentions: z.array(mention),
  /** The best first. */
  quotes: z.array(quotePlace),
});
export type RecordedIssue = z.infer<typeof recordedIssue>;

export const recordedIssues = z.object({
  touchpoint: z.string(),
  /** How they were found; another way finds others. */
  method: z.int(),
  /** First and last day of what was read. What was said before, if anything, is not in the mentions. */
  from: z.string(),
  to: z.string(),
  /** A hash of all that was read: where it is the same, nothing has to be found again. */
  source: z.string(),
  /** The most said first, after those that began or rose. */
  issues: z.array(recordedIssue),
  /** Issues that are not found now and may come back, the last seen first. */
  unseen: z.array(issueDescriptor),
  /** By id: the issue that it was split from, or has become part of. */
  splits: z.array(z.object({ id: z.string(), from: z.string() })),
  merges: z.array(z.object({ id: z.string(), into: z.string() })),
});
export type RecordedIssues = z.infer<typeof recordedIssues>;
