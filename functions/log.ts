import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../lib/pipeline/effects.ts';

const logger = new Logger();

/** One JSON line per event, in the function's log group. */
export const log: Log = (event, facts) => logger.info(event, { facts });
