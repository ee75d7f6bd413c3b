import type { Effects } from '../pipeline/effects.ts';
import type { Configuration } from '../store/settings/configuration.ts';

/** What every route works with. */
export interface ApiContext {
  readonly effects: Effects;
  readonly configuration: Configuration;
  /** The day in the reporting zone, `2026-05-31`: periods that are not over by then are marked. */
  today(): string;
  /** A clock that only goes forward, from any zero; views that read responses one by one stop by it. */
  milliseconds(): number;
}
