import type { Hono } from 'hono';
import type { ScanEffects } from '../../query/scan-scope.ts';
import type { Configuration } from '../../store/settings/configuration.ts';
import { addConflicts, conflictRoutes } from './conflicts-view.ts';
import { addDrivers, driverRoutes } from './drivers-view.ts';
import { addScores, scoreRoutes } from './scores-view.ts';

/** Routes that read the stored responses of a period one by one. */
export const scanRoutes = [...driverRoutes, ...scoreRoutes, ...conflictRoutes];

export const addScans = (api: Hono, effects: ScanEffects, configuration: Configuration): void => {
  for (const add of [addDrivers, addScores, addConflicts]) add(api, effects, configuration);
};
