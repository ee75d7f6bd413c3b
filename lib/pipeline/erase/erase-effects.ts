import type { ReportStore } from '../../store/report-store.ts';
import type { Effects, Settings } from '../effects.ts';

/** The effects of an erasure: those of the pipeline, and the records of digests. */
export interface EraseEffects extends Effects {
  readonly reports: Pick<ReportStore, 'digestsOf'>;
  readonly now: () => Date;
}

export interface EraseContext {
  readonly effects: EraseEffects;
  readonly settings: Settings;
  /** The time left for this function. */
  readonly remainingMs: () => number;
  /** From which size on a file is searched in a function of its own. Default: 200 MB. */
  readonly longFileBytes?: number;
}
