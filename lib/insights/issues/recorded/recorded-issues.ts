import { z } from 'zod';
import { sentimentLabel, span } from '../../../analysis/analysis.ts';
import { issueDescriptor } from '../issue-descriptor.ts';

/**
 * What is stored of the issues of a touchpoint: everything that figures of any days are counted from, and no text of a comment. Names,
 * keywords and words of descriptors are phrases that enough people used.
 */

/**
 * One answer that mentions an issue: the first ten characters of its response's id, its index in the response, its day as days after the
 * first (or its month, or `undated`), its sentiment, and its person: the people of a touchpoint get new numbers whenever its issues are found.
 */
const mention = z.tuple([
  z.string(),
  z.int().nonnegative(),
  z.union([z.int().nonnegative(), z.string()]),
  sentimentLabel,
  z.int().nonnegative(),
]);
export type Mention = z.infer<typeof mention>;

/** The place of a quote, and a hash of its words: the stored comment may have been corrected since. */
const quotePlace = z.object({
  response: z.string(),
  answer: z.int().nonnegative(),
  /** Its day or month, or `undated`. */
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
  /** The last seven days compared with all days before; if no day is known, the last month with all months before. */
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
  /** The version of the method; issues of another version are found again. */
  method: z.int(),
  /** First and last day of what was read; both `undated` if nothing has a date. Earlier mentions are not included. */
  from: z.string(),
  to: z.string(),
  /** A hash of everything that was read: if it is the same, the search is skipped. */
  source: z.string(),
  /** The most mentioned first, after those that began or rose. */
  issues: z.array(recordedIssue),
  /** Issues that are not found now and may come back, the last seen first. */
  unseen: z.array(issueDescriptor),
  /** By id: the issue that it was split from, or is now part of. */
  splits: z.array(z.object({ id: z.string(), from: z.string() })),
  merges: z.array(z.object({ id: z.string(), into: z.string() })),
});
export type RecordedIssues = z.infer<typeof recordedIssues>;
