import type { Context } from 'aws-lambda';
import { runReports } from '../lib/pipeline/report/run-reports.ts';
import { connectReports } from '../lib/runtime/connect-reports.ts';
import { requestOf, withFacts } from './handlers/log-context.ts';
import { log } from './log.ts';

const { effects, configuration, environment } = connectReports(process.env, log);

/** Every hour: issues the digests and checks the alert rules that are due by the configured schedules. */
export const handler = (_event: unknown, context: Context): Promise<void> =>
  withFacts(requestOf(context), () =>
    runReports({ effects, configuration, zone: environment.REPORTING_TIME_ZONE }),
  );
