import { connect } from '../lib/runtime/connect.ts';
import { summarizeHandler } from './handlers/summarize.ts';
import { log } from './log.ts';

const { effects, configuration } = connect(process.env, log);

export const handler = summarizeHandler(effects, configuration);
