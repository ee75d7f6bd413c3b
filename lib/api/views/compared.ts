import type { FindingsMaterial } from '../../insights/findings/material.ts';
import {
  type KeptFindings,
  type KeptFindingsContext,
  readKeptMaterial,
  readState,
} from '../../query/findings/kept-findings.ts';
import type { AskedPeriods } from '../../query/findings/read-material.ts';
import { keepAnswers } from '../../query/kept-answers.ts';
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
}: ApiContext): Promise<KeptFindingsContext> => ({
  effects: { ...effects, milliseconds },
  configuration,
  actions: await actions(),
});

/** What is compared between two periods, of the whole journey: what is significant in one view is significant in all. */
export const readCompared = async (
  context: ComparingContext,
  periods: AskedPeriods,
): Promise<FindingsMaterial> => readKeptMaterial(context.kept, await findingsContextOf(context), periods);

const maxKept = 40;

/**
 * A view of summaries, configuration, issues and actions, computed again only after any of them has changed.
 *
 * @example
 * const view = keptView(context, (query) => readMap(context, query));
 * await view({ grain: 'month' }); // reads
 * await view({ grain: 'month' }); // does not
 */
export const keptView = <Asked, Answer>(
  context: ComparingContext,
  make: (asked: Asked) => Promise<Answer>,
): ((asked: Asked) => Promise<Answer>) => {
  const { milliseconds } = context;
  const kept = keepAnswers<Answer>({ maxKept, milliseconds });
  return async (asked) => {
    const state = await readState(await findingsContextOf(context));
    return kept.get(JSON.stringify([state, context.today(), asked]), () => make(asked));
  };
};
