import { readFile } from 'node:fs/promises';
import type { Analyzer } from '../analysis/analysis.ts';
import { assetPath } from '../assets.ts';
import { emptyJourney, parseJourney } from '../feedback/journey.ts';
import { type MappingOverride, parseMappingFile } from '../feedback/mapping-override.ts';
import { parseMetricsSettings } from '../metrics/metrics-settings.ts';
import type { Configuration } from '../steps/effects.ts';
import { objectKeys } from './keys.ts';
import type { ObjectStore } from './object-store.ts';

/** Imported when first needed: language models take a while to load, and most functions never score a text. */
const compile = async (taxonomy: string, name: string): Promise<Analyzer> => {
  const { createAnalyzer } = await import('../analysis/analyzer.ts');
  const { loadTaxonomy } = await import('../analysis/themes/taxonomy.ts');
  return createAnalyzer({ taxonomy: loadTaxonomy(taxonomy, name) });
};

const defaultTaxonomy = 'taxonomies/cx-core.yaml';

/** `uploads/delivery/2026/may.csv` → `delivery/2026/`, `delivery/`, the longest first. */
const prefixesOf = (objectKey: string): string[] => {
  const folders = objectKey.split('/').slice(1, -1);
  return folders.map((_, index) => `${folders.slice(0, folders.length - index).join('/')}/`);
};

/**
 * The configuration under `config/` of the bucket, read anew for each call: changing it needs no deployment. A taxonomy
 * is compiled again only when its text has changed. Without a
 * journey every touchpoint goes by its own name; without a taxonomy the pack `cx-core` is used.
 */
export const bucketConfiguration = (objects: ObjectStore): Configuration => {
  let compiled: { readonly source: string; readonly analyzer: Analyzer } | undefined;

  const taxonomyText = async (): Promise<{ text: string; name: string }> => {
    const configured = await objects.read(objectKeys.taxonomy);
    return configured === undefined
      ? { text: await readFile(assetPath(defaultTaxonomy), 'utf8'), name: defaultTaxonomy }
      : { text: configured.toString(), name: objectKeys.taxonomy };
  };

  return {
    async journey() {
      const text = await objects.read(objectKeys.journey);
      return text === undefined ? emptyJourney : parseJourney(text.toString());
    },

    async analyzer() {
      const { text, name } = await taxonomyText();
      if (compiled?.source !== text) compiled = { source: text, analyzer: await compile(text, name) };
      return compiled.analyzer;
    },

    async metrics() {
      const text = await objects.read(objectKeys.metrics);
      return text === undefined ? {} : parseMetricsSettings(text.toString(), objectKeys.metrics);
    },

    async savedMapping(objectKey): Promise<MappingOverride | undefined> {
      for (const prefix of prefixesOf(objectKey)) {
        const key = objectKeys.savedMapping(prefix);
        const saved = await objects.read(key);
        if (saved !== undefined) return parseMappingFile(saved.toString(), key);
      }
      return undefined;
    },
  };
};
