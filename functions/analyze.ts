import { connect } from '../lib/runtime/connect.ts';
import { analyzeHandler } from './handlers/analyze.ts';
import { log } from './log.ts';

const { effects, configuration } = connect(process.env, log);

export const handler = analyzeHandler(effects, configuration);
