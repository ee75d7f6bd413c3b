import { listTouchpoints as readTouchpoints } from '../../query/touchpoint-list.ts';
import type { ApiContext } from '../api-context.ts';
import { listTouchpoints } from '../contract/touchpoints.ts';
import { type Route, route } from '../route.ts';

/** `GET /touchpoints`: the journey with its figures so far. */
export const touchpointRoutes = ({ effects, configuration }: ApiContext): Route[] => [
  route(listTouchpoints, async () => ({ touchpoints: await readTouchpoints(effects, configuration) })),
];
