import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import { defaultFindingsRange } from '../../query/findings/default-range.ts';
import { type KeptFindings, keepFindings, readKeptFindings } from '../../query/findings/kept-findings.ts';
import { journeyRange } from '../../query/journey-reader.ts';
import { requireTouchpoint, stageTouchpoints } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { readFindings } from '../contract/findings.ts';
import { type Route, route } from '../route.ts';

const readView = async (
  kept: KeptFindings,
  { effects, configuration, today: now, milliseconds, actions = async () => [] }: ApiContext,
  { period, from = period, to = period, ...asked }: ParsedRequest<typeof readFindings>['query'],
): Promise<FindingsAnswer> => {
  const today = now();
  if (asked.touchpoint !== undefined)
    await requireTouchpoint(effects.summaries, configuration, asked.touchpoint);
  if (asked.stage !== undefined) await stageTouchpoints(configuration, asked.stage);
  const range =
    from === undefined && to === undefined
      ? await defaultFindingsRange(effects.summaries, today, (await configuration.metrics()).minimumSample)
      : await journeyRange(effects.summaries, { from, to, months: 1 }, today);
  const context = { effects: { ...effects, milliseconds }, configuration, actions: await actions() };
  return readKeptFindings(kept, context, { ...asked, range, today });
};

/** `GET /findings` */
export const findingRoutes = (context: ApiContext): Route[] => {
  const kept = keepFindings(context.milliseconds);
  return [route(readFindings, ({ query }) => readView(kept, context, query))];
};
