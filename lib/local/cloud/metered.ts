import { sumUsages, type Usage } from '../../cost/usage.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import type { FunctionTime } from '../functions/function-time.ts';

/** A service that counts what is used of it. */
interface Metered {
  usage(): Usage | Promise<Usage>;
}

/** What the services and functions of a local cloud have used together. */
export const meteredUsage = async (
  services: readonly Metered[],
  pools: Iterable<FunctionPool>,
  time: FunctionTime,
): Promise<Usage> =>
  sumUsages([
    ...(await Promise.all(services.map((service) => service.usage()))),
    ...[...pools].map((pool) => pool.usage(time)),
  ]);
