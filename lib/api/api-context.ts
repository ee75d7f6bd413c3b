import type { Effects } from '../pipeline/effects.ts';
import type { Configuration } from '../store/settings/configuration.ts';

/** The context of every route. */
export interface ApiContext {
  readonly effects: Effects;
  readonly configuration: Configuration;
  /** Today in the reporting time zone, `2026-05-31`: periods that have not ended by then are marked. */
  today(): string;
  /** A monotonic clock, from any zero; views that read responses one by one stop by it. */
  milliseconds(): number;
}
