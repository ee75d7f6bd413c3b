import { z } from 'zod';
import { analyzeChunk } from '../lib/pipeline/analyze/analyze.ts';
import { reanalyzeCells } from '../lib/pipeline/analyze/reanalyze.ts';
import { analyzeMessage, movesMessage, reanalyzeMessage } from '../lib/pipeline/messages.ts';
import { findMoves } from '../lib/pipeline/undo/moves.ts';
import { connect } from '../lib/runtime/connect.ts';
import { consume } from './consume.ts';
import { log } from './log.ts';

const { effects, configuration } = connect(process.env, log);

/** Scores the chunks of a batch, and what is analyzed again; finds what moved between batches. */
export const handler = consume(
  z.union([reanalyzeMessage, movesMessage, analyzeMessage]),
  log,
  async (message) => {
    if (!('kind' in message)) return analyzeChunk(effects, await configuration.analyzer(), message);
    if (message.kind === 'moves') return findMoves(effects, message);
    await reanalyzeCells(effects, configuration, message);
  },
);
