import { z } from 'zod';

/** What people decided about an issue; it stays with the issue's identity. */
export const issueDecision = z.object({
  /** A name that a person gave it. */
  name: z.string().max(120).optional(),
  /** The issue that it was merged into. */
  mergedInto: z.string().optional(),
  /** The theme that it was adopted as. */
  adoptedAs: z.string().optional(),
  isMuted: z.boolean().optional(),
});

/**
 * Everything that is stored to recognize an issue: no text of a comment and nothing about a respondent. Under 1 KB as JSON.
 */
export const issueDescriptor = z.object({
  id: z.string(),
  name: z.string(),
  /** Lemmas that distinguish the issue from other clauses, with their weight, 1..99; at most 12. */
  words: z.record(z.string(), z.int().min(1).max(99)),
  /** The mean vector of its clauses: one signed byte a dimension, base64. Empty without word vectors of its language. */
  meaning: z.string(),
  /** The smallest hashes of the ids of its responses, to see whether two groups hold the same responses; at most 16. */
  sample: z.array(z.string()).max(16),
  /** First and last day on which it was found. */
  firstSeen: z.string().optional(),
  lastSeen: z.string().optional(),
  decision: issueDecision.optional(),
});
export type IssueDescriptor = z.infer<typeof issueDescriptor>;
