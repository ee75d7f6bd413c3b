import { z } from 'zod';
import { giveUp } from '../lib/pipeline/analyze/give-up.ts';
import { analyzeMessage, ingestMessage, movesMessage, reanalyzeMessage } from '../lib/pipeline/messages.ts';
import { connect } from '../lib/runtime/connect.ts';
import { consume } from './consume.ts';
import { log } from './log.ts';

const { effects } = connect(process.env, log);

/** Marks what its queue gave up on as failed, so that the rest of its batch is finished and people can see it. */
export const handler = consume(
  z.union([reanalyzeMessage, movesMessage, analyzeMessage, ingestMessage]),
  log,
  (message) => giveUp(effects, message),
);
