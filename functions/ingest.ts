import { connect, fetchSettings } from '../lib/runtime/connect.ts';
import { ingestHandler } from './handlers/ingest.ts';
import { log } from './log.ts';

const { environment, ...given } = connect(process.env, log);

export const handler = ingestHandler({ ...given, settings: await fetchSettings(environment) });
