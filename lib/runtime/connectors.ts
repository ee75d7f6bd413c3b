import { VerbatimError } from '../errors.ts';
import type { ConnectorSettings } from '../feedback/stream/connector-settings.ts';
import { appStoreConnector } from '../pipeline/connectors/app-store.ts';
import type { ConnectorEffects } from '../pipeline/connectors/connector.ts';
import type { NamedConnector } from '../pipeline/connectors/run-connectors.ts';

const timeoutMs = 20_000;

/** Never with what the server said: it may be anything. */
const unreachable = (url: URL, got: string): VerbatimError =>
  new VerbatimError('unreachable', 'the source does not answer with JSON', { expected: url.origin, got });

/** Asks a source by HTTP; it has 20 seconds. */
export const getJson: ConnectorEffects['getJson'] = async (url) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch((error: unknown) => {
    throw unreachable(url, error instanceof Error ? error.name : 'no answer');
  });
  if (!answer.ok) throw unreachable(url, `status ${answer.status}`);
  return answer.json().catch(() => {
    throw unreachable(url, 'a body that is not JSON');
  });
};

/** The connectors of `config/connectors.yaml`. A new kind is added here: docs/streams.md says how. */
export const connectorsOf = ({ connectors }: ConnectorSettings): NamedConnector[] =>
  Object.entries(connectors).map(([name, settings]) => ({
    name,
    touchpoint: settings.touchpoint,
    connector: appStoreConnector(settings),
  }));
