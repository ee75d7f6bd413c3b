import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context } from 'aws-lambda';
import { runConnectors } from '../lib/pipeline/connectors/run-connectors.ts';
import { connect } from '../lib/runtime/connect.ts';
import { connectorsOf, getJson, keyAmong, postForm } from '../lib/runtime/connectors.ts';
import { sourceSecrets } from '../lib/runtime/source-secrets.ts';
import { readConnectorSettings } from '../lib/store/settings/connectors.ts';
import { requestOf, withFacts } from './handlers/log-context.ts';
import { log } from './log.ts';

const { effects, environment } = connect(process.env, log);
const now = (): Date => new Date();
const keyOf = keyAmong(sourceSecrets(new SecretsManagerClient(), environment.CONNECTOR_KEYS_ARN, now));

/** Every hour: takes in what is new at the sources of `config/connectors.yaml`. */
export const handler = (_event: unknown, context: Context): Promise<void> =>
  withFacts(requestOf(context), async () =>
    runConnectors(
      { ...effects, getJson, postForm, keyOf, now },
      connectorsOf(await readConnectorSettings(effects.objects)),
    ),
  );
