import { z } from 'zod';
import { analyzeChunk } from '../lib/steps/analyze.ts';
import { analyzeMessage, reanalyzeMessage } from '../lib/steps/messages.ts';
import { reanalyzeCells } from '../lib/steps/reanalyze.ts';
import { connect } from '../lib/store/connect.ts';
import { consume } from './consume.ts';
import { log } from './log.ts';

const { effects, configuration } = connect(process.env, log);

/** Scores the chunks of a batch, and what is stored anew. */
export const handler = consume(z.union([reanalyzeMessage, analyzeMessage]), log, async (message) => {
  if ('kind' in message) return reanalyzeCells(effects, configuration, message);
  await analyzeChunk(effects, await configuration.analyzer(), message);
});
