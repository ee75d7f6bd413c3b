import type { Context } from 'aws-lambda';
import { runConnectors } from '../lib/pipeline/connectors/run-connectors.ts';
import { connect } from '../lib/runtime/connect.ts';
import { connectorsOf, getJson } from '../lib/runtime/connectors.ts';
import { readConnectorSettings } from '../lib/store/settings/connectors.ts';
import { requestOf, withFacts } from './handlers/log-context.ts';
import { log } from './log.ts';

const { effects } = connect(process.env, log);

/** Every hour: takes in what is new at the sources of `config/connectors.yaml`. */
export const handler = (_event: unknown, context: Context): Promise<void> =>
  withFacts(requestOf(context), async () =>
    runConnectors(
      { ...effects, getJson, now: () => new Date() },
      connectorsOf(await readConnectorSettings(effects.objects)),
    ),
  );
