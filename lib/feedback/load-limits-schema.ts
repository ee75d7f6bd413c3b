import { z } from 'zod';

/** The content of `config/limits.yaml`. */
export const loadLimits = z.strictObject({
  /** Accepted responses of one file. */
  responsesPerBatch: z.int().positive().exactOptional(),
  /** Accepted responses of all files of a calendar month (UTC), by when they were uploaded. */
  responsesPerMonth: z.int().positive().exactOptional(),
  /** What loading one file may cost in AWS, in US dollars, as estimated. */
  dollarsPerBatch: z.number().positive().exactOptional(),
  /** The same of all files of a calendar month (UTC). */
  dollarsPerMonth: z.number().positive().exactOptional(),
  /** Touchpoints of one file that are neither in the journey nor in stored feedback. Default 500. */
  newTouchpoints: z.int().positive().exactOptional(),
  /** Responses without a date of one touchpoint, all files together. Default 200,000. */
  undatedResponses: z.int().positive().exactOptional(),
  /** Comments of one file that Amazon Comprehend scores, which is billed for each. Default 10,000. */
  comprehendComments: z.int().positive().exactOptional(),
});

/** How much may be loaded without asking a person. Absent means no limit, except for new touchpoints, undated responses and what Amazon Comprehend scores. */
export type LoadLimits = z.infer<typeof loadLimits>;
