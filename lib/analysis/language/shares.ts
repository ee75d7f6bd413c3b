import { z } from 'zod';

/** Languages by their share of the comments of a file, 0..1 in hundredths; the rest is in others. */
export const languageShares = z.record(z.string(), z.number().min(0).max(1));
export type LanguageShares = Readonly<z.infer<typeof languageShares>>;
