import type { Context } from 'aws-lambda';
import { collectResponses } from '../lib/pipeline/stream/collect.ts';
import { connect } from '../lib/runtime/connect.ts';
import { requestOf, withFacts } from './handlers/log-context.ts';
import { log } from './log.ts';

const { effects } = connect(process.env, log);

/** Every minute: collects responses that came by the API into files. */
export const handler = (_event: unknown, context: Context): Promise<void> =>
  withFacts(requestOf(context), () =>
    collectResponses({
      effects: { ...effects, now: () => new Date() },
      remainingMs: () => context.getRemainingTimeInMillis(),
    }),
  );
