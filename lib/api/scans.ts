import type { Hono } from 'hono';
import type { Configuration, Effects } from '../steps/effects.ts';
import { addDrivers, driverRoutes } from './drivers.ts';

/** Routes that read the stored responses of a period one by one. */
export const scanRoutes = [...driverRoutes];

export const addScans = (api: Hono, effects: Effects, configuration: Configuration): void => {
  for (const add of [addDrivers]) add(api, effects, configuration);
};
