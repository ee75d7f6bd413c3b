import type { FindingsAnswer } from '../../insights/findings/findings-answer.ts';
import { comparedRange } from '../../query/findings/default-range.ts';
import { readKeptFindings } from '../../query/findings/kept-findings.ts';
import type { ParsedRequest } from '../contract/basis/operation.ts';
import { readFindings } from '../contract/findings.ts';
import { type Route, route } from '../route.ts';
import { type ComparingContext, findingsContextOf } from './compared.ts';

const readView = async (
  context: ComparingContext,
  { period, from = period, to = period, ...asked }: ParsedRequest<typeof readFindings>['query'],
): Promise<FindingsAnswer> => {
  const { effects, configuration } = context;
  const today = context.today();
  const { touchpoint, stage } = asked;
  const range = await comparedRange({ effects, configuration, today }, { from, to, touchpoint, stage });
  return readKeptFindings(context.kept, await findingsContextOf(context), { ...asked, range, today });
};

/** `GET /findings` */
export const findingRoutes = (context: ComparingContext): Route[] => [
  route(readFindings, ({ query }) => readView(context, query)),
];
