import type { Context } from 'aws-lambda';
import { refreshLake } from '../lib/pipeline/lake/refresh-lake.ts';
import { connect } from '../lib/runtime/connect.ts';
import { requestOf, withFacts } from './handlers/log-context.ts';
import { log } from './log.ts';

const { effects, configuration } = connect(process.env, log);

/** Every night: brings the tables for analysis up to date. */
export const handler = (_event: unknown, context: Context): Promise<void> =>
  withFacts(requestOf(context), () =>
    refreshLake({ effects, configuration, remainingMs: () => context.getRemainingTimeInMillis() }),
  );
