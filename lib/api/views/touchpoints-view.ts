import { earliestMonth, latestMonth } from '../../query/latest-day.ts';
import { listTouchpoints as readTouchpoints } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import type { Answered } from '../contract/basis/operation.ts';
import { listTouchpoints } from '../contract/touchpoints.ts';
import { type Route, route } from '../route.ts';
import { type ComparingContext, keptView } from './compared.ts';

const readView = async ({
  effects,
  configuration,
  today: now,
}: ApiContext): Promise<Answered<typeof listTouchpoints>> => {
  const today = now();
  const [touchpoints, latest] = await Promise.all([
    readTouchpoints(effects, configuration),
    latestMonth(effects.summaries, today),
  ]);
  const present = today.slice(0, 7);
  if (latest === undefined) return { touchpoints, earliestMonth: present, latestMonth: present };
  return { touchpoints, earliestMonth: await earliestMonth(effects.summaries, latest), latestMonth: latest };
};

/** `GET /touchpoints`: the journey with its figures so far. */
export const touchpointRoutes = (context: ComparingContext): Route[] => {
  const view = keptView(context, () => readView(context));
  return [route(listTouchpoints, () => view(undefined))];
};
