import { handle } from 'hono/aws-lambda';
import { createApi } from '../lib/api/app.ts';
import { addUploads } from '../lib/api/uploads.ts';
import { connect } from '../lib/store/connect.ts';
import { log } from './log.ts';

const { effects, configuration, environment } = connect(process.env, log);
const api = createApi(effects, configuration);
addUploads(api, effects, configuration, {
  reportingTimeZone: environment.REPORTING_TIME_ZONE,
  phoneCountry: environment.PHONE_COUNTRY,
});

/** Answers the HTTP API. Who may ask is decided before it, by the API's authorizer. */
export const handler = handle(api);
