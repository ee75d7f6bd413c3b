import type { FindingsAnswer } from '../../insights/findings/finding.ts';
import { readFindings as readList } from '../../query/findings/read-findings.ts';
import { journeyRange } from '../../query/journey-reader.ts';
import { requireTouchpoint, stageTouchpoints } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { readFindings } from '../contract/findings.ts';
import { type Route, route } from '../route.ts';

const readView = async (
  { effects, configuration, today: now, milliseconds, actions = async () => [] }: ApiContext,
  { period, from = period, to = period, ...asked }: ParsedRequest<typeof readFindings>['query'],
): Promise<FindingsAnswer> => {
  const today = now();
  if (asked.touchpoint !== undefined)
    await requireTouchpoint(effects.summaries, configuration, asked.touchpoint);
  if (asked.stage !== undefined) await stageTouchpoints(configuration, asked.stage);
  const range = await journeyRange(effects.summaries, { from, to, months: 1 }, today);
  const context = { effects: { ...effects, milliseconds }, configuration, actions: await actions() };
  return readList(context, { ...asked, range, today });
};

/** `GET /findings` */
export const findingRoutes = (context: ApiContext): Route[] => [
  route(readFindings, ({ query }) => readView(context, query)),
];
