import { z } from 'zod';
import { giveUp } from '../../lib/pipeline/analyze/give-up.ts';
import type { Effects } from '../../lib/pipeline/effects.ts';
import {
  analyzeMessage,
  ingestMessage,
  issuesMessage,
  movesMessage,
  reanalyzeMessage,
  sealMessage,
  summarizeMessage,
} from '../../lib/pipeline/messages.ts';
import { consume, type QueueHandler } from './consume.ts';

const deadLetter = z.union([
  issuesMessage,
  sealMessage,
  reanalyzeMessage,
  movesMessage,
  analyzeMessage,
  ingestMessage,
  summarizeMessage,
]);

/** Marks dead letters as failed, so that the rest of their batch is finished and people can see it. */
export const deadLetterHandler = (effects: Effects): QueueHandler =>
  consume(deadLetter, { log: effects.log }, (message) => giveUp(effects, message));
