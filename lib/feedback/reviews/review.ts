import { z } from 'zod';
import { sentimentLabel } from '../../analysis/analysis.ts';

/** What people say of a response after it was read: what it should have been read as, and who follows it up. */

/** Who did it, and when (ISO instant). */
const signature = { by: z.string(), at: z.string() };

const correction = z.object({
  question: z.string(),
  /** Of the text that was corrected: another text is not. */
  text: z.string(),
  label: sentimentLabel.exactOptional(),
  /** All that the answer is about; empty: none fits. */
  themes: z.array(z.string()).readonly().exactOptional(),
  ...signature,
});
/** What a person says that an answer should have been read as. */
export type Correction = z.infer<typeof correction>;

export const followUpStatus = z.enum(['open', 'in-progress', 'done']);

export const followUp = z.object({
  status: followUpStatus,
  owner: z.string().exactOptional(),
  ...signature,
});
/** Who follows a response up, and how far that is. */
export type FollowUp = z.infer<typeof followUp>;

export const review = z.object({
  touchpoint: z.string(),
  /** The cell of the response. */
  cell: z.string(),
  responseId: z.string(),
  /** The batch whose copy was reviewed: its undo takes the review along. */
  batchId: z.string(),
  /** For erasing all that is of a person. */
  respondent: z.string().exactOptional(),
  corrections: z.array(correction).readonly(),
  followUp: followUp.exactOptional(),
});
export type Review = Readonly<z.infer<typeof review>>;
