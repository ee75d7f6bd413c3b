import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { Journey } from '../../feedback/journey.ts';
import type { MappingOverride } from '../../feedback/mapping/mapping-override.ts';
import type { MetricsSettings } from '../../metrics/figures/metrics-settings.ts';
import type { LoadLimits } from './load-limits.ts';

/** What people call a theme, and the theme above it; a theme without a name goes by its id. */
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
  /** Themes by id: what people call them, and the theme above. */
  themes(): Promise<ReadonlyMap<string, ThemeName>>;
  /** What counts as satisfied, how few answers are too few, what summaries are broken down by. */
  metrics(): Promise<MetricsSettings>;
  /** How much may be loaded before a person is asked. */
  limits(): Promise<LoadLimits>;
  /** The mapping saved for the longest prefix of the key that has one. */
  savedMapping(objectKey: string): Promise<MappingOverride | undefined>;
}
