import { z } from 'zod';
import { languageShares } from './language/shares.ts';

/** What a whole file shows of each of its comments, by its first rows. Stored with the batch, so that a comment reads the same in every chunk. */
export const fileEvidence = z.object({
  /** Its languages. Absent without comments. */
  languages: languageShares.exactOptional(),
  /** Hashes of texts that the export puts where nothing was written (see repeated-texts.ts). Absent without any. */
  repeated: z.array(z.int().nonnegative()).exactOptional(),
});
export type FileEvidence = Readonly<z.infer<typeof fileEvidence>>;
