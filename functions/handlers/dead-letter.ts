import { z } from 'zod';
import { giveUp } from '../../lib/pipeline/analyze/give-up.ts';
import type { Effects } from '../../lib/pipeline/effects.ts';
import {
  analyzeMessage,
  ingestMessage,
  movesMessage,
  reanalyzeMessage,
} from '../../lib/pipeline/messages.ts';
import { consume, type QueueHandler } from './consume.ts';

/** Marks dead letters as failed, so that the rest of their batch is finished and people can see it. */
export const deadLetterHandler = (effects: Effects): QueueHandler =>
  consume(z.union([reanalyzeMessage, movesMessage, analyzeMessage, ingestMessage]), effects, (message) =>
    giveUp(effects, message),
  );
