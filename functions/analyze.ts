import { analyzeChunk } from '../lib/steps/analyze.ts';
import { analyzeMessage } from '../lib/steps/messages.ts';
import { connect } from '../lib/store/connect.ts';
import { consume } from './consume.ts';
import { log } from './log.ts';

const { effects, configuration } = connect(process.env, log);

/** Scores the chunks of a batch. */
export const handler = consume(analyzeMessage, log, async (message) => {
  await analyzeChunk(effects, await configuration.analyzer(), message);
});
