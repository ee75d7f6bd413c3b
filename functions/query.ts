import { handle } from 'hono/aws-lambda';
import { createApi } from '../lib/api/app.ts';
import { connect } from '../lib/store/connect.ts';
import { log } from './log.ts';

const { effects, configuration } = connect(process.env, log);

/** Answers the HTTP API. Who may ask is decided before it, by the API's authorizer. */
export const handler = handle(createApi(effects, configuration));
