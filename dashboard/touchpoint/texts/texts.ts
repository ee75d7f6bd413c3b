import { defineTexts, type Texts } from '../../shared/texts/texts.ts';
import { changesTexts } from './changes.ts';
import { driversTexts } from './drivers.ts';
import { pageTexts } from './page.ts';
import { quotesTexts } from './quotes.ts';
import { sidesTexts } from './sides.ts';
import { topicsTexts } from './topics.ts';
import { trendTexts } from './trend.ts';

/** The texts of the view, by section; no key is in two of them. */
export const sections = [
  pageTexts,
  trendTexts,
  changesTexts,
  topicsTexts,
  driversTexts,
  sidesTexts,
  quotesTexts,
] as const;

export const texts = defineTexts({
  en: {
    ...pageTexts.en,
    ...trendTexts.en,
    ...changesTexts.en,
    ...topicsTexts.en,
    ...driversTexts.en,
    ...sidesTexts.en,
    ...quotesTexts.en,
  },
  de: {
    ...pageTexts.de,
    ...trendTexts.de,
    ...changesTexts.de,
    ...topicsTexts.de,
    ...driversTexts.de,
    ...sidesTexts.de,
    ...quotesTexts.de,
  },
});

export type TouchpointText = typeof texts extends Texts<infer Key> ? Key : never;
