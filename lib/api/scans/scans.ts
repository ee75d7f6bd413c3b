import type { ApiContext } from '../api-context.ts';
import type { Route } from '../route.ts';
import { conflictRoutes } from './conflicts-view.ts';
import { driverRoutes } from './drivers-view.ts';
import { scoreRoutes } from './scores-view.ts';

/** Routes that read the stored responses of a period one by one. */
export const scanRoutes = (api: ApiContext): Route[] => {
  const context = {
    effects: { ...api.effects, milliseconds: api.milliseconds },
    configuration: api.configuration,
    today: () => api.today(),
  };
  return [driverRoutes, scoreRoutes, conflictRoutes].flatMap((routesOf) => routesOf(context));
};
