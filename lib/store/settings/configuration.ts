import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { Journey } from '../../feedback/journey.ts';
import type { LoadLimits } from '../../feedback/load-limits-schema.ts';
import type { SavedMapping } from '../../feedback/mapping/saved-mapping.ts';
import type { OwnNumber } from '../../feedback/response/redaction/own-numbers.ts';
import type { Retention } from '../../feedback/retention-schema.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';

/** The display name of a theme, and its parent theme; a theme without a name has its id. */
export interface ThemeName {
  readonly name?: string;
  /** By language, where it has others. */
  readonly names?: Readonly<Record<string, string>>;
  readonly parent?: string;
}

/** What a team configured, read from `config/` of the bucket. */
export interface Configuration {
  journey(): Promise<Journey>;
  analyzer(): Promise<Analyzer>;
  /** Themes by id: their display names and parents. */
  themes(): Promise<ReadonlyMap<string, ThemeName>>;
  /** Another text whenever the themes have changed; read without parsing their file. */
  themesMark(): Promise<string>;
  /** The satisfied ranges, the minimum sample and the declared dimensions. */
  metrics(): Promise<MetricsSettings>;
  /** How much may be loaded without asking a person. */
  limits(): Promise<LoadLimits>;
  /** Languages whose comments Amazon Comprehend scores, by ISO 639-1: each comment is billed. */
  paidLanguages(): Promise<readonly string[]>;
  /** How long things are kept. */
  retention(): Promise<Retention>;
  /** A team's own numbers that are redacted. */
  ownNumbers(): Promise<readonly OwnNumber[]>;
  /** The mapping saved for the longest prefix of the key that has one. */
  savedMapping(objectKey: string): Promise<SavedMapping | undefined>;
}
