import type { FindingsMaterial } from '../../insights/findings/material.ts';
import { type KeptFindings, readKeptMaterial } from '../../query/findings/kept-findings.ts';
import type { FindingsContext } from '../../query/findings/read-findings.ts';
import type { AskedPeriods } from '../../query/findings/read-material.ts';
import type { ApiContext } from '../api-context.ts';

/** The context of views that compare two periods. What one of them has read is kept for the others. */
export interface ComparingContext extends ApiContext {
  readonly kept: KeptFindings;
}

export const findingsContextOf = async ({
  effects,
  configuration,
  milliseconds,
  actions = async () => [],
}: ApiContext): Promise<FindingsContext> => ({
  effects: { ...effects, milliseconds },
  configuration,
  actions: await actions(),
});

/** What is compared between two periods, of the whole journey: what is significant in one view is significant in all. */
export const readCompared = async (
  context: ComparingContext,
  periods: AskedPeriods,
): Promise<FindingsMaterial> => readKeptMaterial(context.kept, await findingsContextOf(context), periods);
