import { z } from 'zod';
import { analyzeChunk } from '../../lib/pipeline/analyze/analyze.ts';
import { reanalyzeCells } from '../../lib/pipeline/analyze/reanalyze.ts';
import type { Effects } from '../../lib/pipeline/effects.ts';
import { analyzeMessage, movesMessage, reanalyzeMessage } from '../../lib/pipeline/messages.ts';
import { noteFailedPart } from '../../lib/pipeline/redrive/failed-parts.ts';
import { findMoves } from '../../lib/pipeline/undo/moves.ts';
import type { Configuration } from '../../lib/store/settings/configuration.ts';
import { consume, type QueueHandler, type RetryLater } from './consume.ts';

const messages = z.union([reanalyzeMessage, movesMessage, analyzeMessage]);

/** Scores the chunks of a batch and of a reanalysis; finds responses that moved between batches. */
export const analyzeHandler = (
  effects: Effects,
  configuration: Pick<Configuration, 'analyzer'>,
  retryLater?: RetryLater,
): QueueHandler =>
  consume(
    messages,
    { log: effects.log, retryLater, noteFailure: noteFailedPart(effects) },
    async (message) => {
      if (!('kind' in message)) return analyzeChunk(effects, await configuration.analyzer(), message);
      if (message.kind === 'moves') return findMoves(effects, message);
      await reanalyzeCells(effects, configuration, message);
    },
  );
