import { emptyJourney, parseJourney } from '../feedback/journey.ts';
import { parseOwnNumbers } from '../feedback/response/redaction/own-numbers.ts';
import { parseMetricsSettings } from '../metrics/figures/metrics-settings.ts';
import { objectKeys } from '../store/keys.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { Configuration } from '../store/settings/configuration.ts';
import { parseLoadLimits } from '../store/settings/load-limits.ts';
import { parseRetention } from '../store/settings/retention.ts';
import { savedMapping } from '../store/settings/saved-mapping.ts';
import { readLanguages } from '../store/settings/sentiment-config.ts';
import { readStoredTaxonomy, taxonomyTag } from '../store/settings/stored-taxonomy.ts';
import { configuredAnalyzer, configuredThemes } from './configured-analyzer.ts';

/**
 * The configuration under `config/` of the bucket, read on each call: a change needs no deployment. Without a
 * journey every touchpoint keeps its name.
 */
export const bucketConfiguration = (objects: ObjectStore): Configuration => {
  return {
    async journey() {
      const text = await objects.read(objectKeys.journey);
      return text === undefined ? emptyJourney : parseJourney(text.toString());
    },

    analyzer: configuredAnalyzer(objects),
    themes: configuredThemes(objects),
    themesMark: async () => taxonomyTag((await readStoredTaxonomy(objects)).text),

    async metrics() {
      const text = await objects.read(objectKeys.metrics);
      return text === undefined ? {} : parseMetricsSettings(text.toString(), objectKeys.metrics);
    },

    async limits() {
      const text = await objects.read(objectKeys.limits);
      return text === undefined ? {} : parseLoadLimits(text.toString(), objectKeys.limits);
    },

    paidLanguages: async () => (await readLanguages(objects)).comprehend,

    async retention() {
      const text = await objects.read(objectKeys.retention);
      return text === undefined ? {} : parseRetention(text.toString(), objectKeys.retention);
    },

    async ownNumbers() {
      const text = await objects.read(objectKeys.redaction);
      return text === undefined ? [] : parseOwnNumbers(text.toString(), objectKeys.redaction);
    },

    savedMapping: (objectKey) => savedMapping(objects, objectKey),
  };
};
