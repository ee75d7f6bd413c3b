import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import { comparedRange } from '../../query/findings/default-range.ts';
import { type KeptFindings, keepFindings, readKeptFindings } from '../../query/findings/kept-findings.ts';
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
  const { touchpoint, stage } = asked;
  const range = await comparedRange({ effects, configuration, today }, { from, to, touchpoint, stage });
  const context = { effects: { ...effects, milliseconds }, configuration, actions: await actions() };
  return readKeptFindings(kept, context, { ...asked, range, today });
};

/** `GET /findings` */
export const findingRoutes = (context: ApiContext): Route[] => {
  const kept = keepFindings(context.milliseconds);
  return [route(readFindings, ({ query }) => readView(kept, context, query))];
};
