import { VerbatimError } from '../errors.ts';
import type { ConnectorSettings } from '../feedback/stream/connector-settings.ts';
import { appStoreConnector } from '../pipeline/connectors/app-store.ts';
import type { Connector, ConnectorEffects } from '../pipeline/connectors/connector.ts';
import { googlePlayConnector } from '../pipeline/connectors/google-play.ts';
import type { NamedConnector } from '../pipeline/connectors/run-connectors.ts';
import { typeformConnector } from '../pipeline/connectors/typeform.ts';

const timeoutMs = 20_000;

/** Never with what the server said: it may be anything. */
const unreachable = (url: URL, got: string): VerbatimError =>
  new VerbatimError('unreachable', 'the source does not answer with JSON', { expected: url.origin, got });

const askForJson = async (url: URL, request: RequestInit): Promise<unknown> => {
  const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) }).catch(
    (error: unknown) => {
      throw unreachable(url, error instanceof Error ? error.name : 'no answer');
    },
  );
  if (!answer.ok) throw unreachable(url, `status ${answer.status}`);
  return answer.json().catch(() => {
    throw unreachable(url, 'a body that is not JSON');
  });
};

/** Asks a source by HTTP, with a bearer token if there is one; it has 20 seconds. */
export const getJson: ConnectorEffects['getJson'] = (url, token) =>
  askForJson(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

export const postForm: ConnectorEffects['postForm'] = (url, form) =>
  askForJson(url, { method: 'POST', body: new URLSearchParams(form) });

/** The key of a connector among the secrets of the deployment. */
export const keyAmong =
  (secrets: () => Promise<Readonly<Record<string, string>>>): ConnectorEffects['keyOf'] =>
  async (connector) => {
    const all = await secrets();
    const key = Object.hasOwn(all, connector) ? all[connector] : undefined;
    if (key === undefined)
      throw new VerbatimError('usage', 'the connector has no key in the secret ConnectorKeys', {
        got: connector,
      });
    return key;
  };

type SettingsOfOne = ConnectorSettings['connectors'][string];

const connectorOf = (name: string, settings: SettingsOfOne): Connector => {
  switch (settings.kind) {
    case 'app-store':
      return appStoreConnector(settings);
    case 'google-play':
      return googlePlayConnector(name, settings);
    case 'typeform':
      return typeformConnector(name, settings);
  }
};

/** The connectors of `config/connectors.yaml`. A new kind is added here: docs/streams.md says how. */
export const connectorsOf = ({ connectors }: ConnectorSettings): NamedConnector[] =>
  Object.entries(connectors).map(([name, settings]) => ({
    name,
    touchpoint: settings.touchpoint,
    ...('solicited' in settings ? { solicited: settings.solicited } : {}),
    connector: connectorOf(name, settings),
  }));
