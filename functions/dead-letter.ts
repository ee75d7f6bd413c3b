import { connect } from '../lib/runtime/connect.ts';
import { deadLetterHandler } from './handlers/dead-letter.ts';
import { log } from './log.ts';

export const handler = deadLetterHandler(connect(process.env, log).effects);
