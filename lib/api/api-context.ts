import type { Effects } from '../pipeline/effects.ts';
import type { Action } from '../reports/action-schema.ts';
import type { Configuration } from '../store/settings/configuration.ts';

/** The context of every route. */
export interface ApiContext {
  readonly effects: Effects;
  readonly configuration: Configuration;
  /** What was done, as far as it is known. Default: nothing. */
  actions?(): Promise<readonly Action[]>;
  /** Today in the reporting time zone, `2026-05-31`: periods that have not ended by then are marked. */
  today(): string;
  /** A monotonic clock, from any zero; views that read responses one by one stop by it. */
  milliseconds(): number;
}
