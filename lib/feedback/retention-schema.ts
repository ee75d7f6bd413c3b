import { z } from 'zod';

const months = z.int().min(1).max(1200);

/** The content of `config/retention.yaml`. */
export const retention = z.strictObject({
  /** How many whole calendar months (UTC) of responses are kept before the current one, by when the customer answered. */
  feedbackMonths: months.exactOptional(),
  /** How many months uploaded files are kept, with their rejected rows and their chunks. */
  fileMonths: months.exactOptional(),
  /** How many months issued digests are kept. */
  digestMonths: months.exactOptional(),
});

/** How long things are kept. What is absent is kept until somebody removes it. */
export type Retention = z.infer<typeof retention>;
