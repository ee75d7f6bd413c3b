import { type ConnectorSettings, connectorSettings } from '../../feedback/stream/connector-settings.ts';
import { orEmpty, readYaml } from '../../yaml-source.ts';
import { objectKeys } from '../keys.ts';
import type { ObjectStore } from '../object-store.ts';

/**
 * The content of `config/connectors.yaml`; empty: nothing is asked.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseConnectorSettings('connectors: { ios: { kind: app-store, app: 8313, touchpoint: app } }', 'config/connectors.yaml')
 */
export const parseConnectorSettings = (text: string, file: string): ConnectorSettings =>
  readYaml(text, file, { code: 'usage', named: 'the file' }).check(orEmpty(connectorSettings));

/** The connectors of a deployment; none if it has no such file. */
export const readConnectorSettings = async (
  objects: Pick<ObjectStore, 'read'>,
): Promise<ConnectorSettings> => {
  const text = await objects.read(objectKeys.connectors);
  return parseConnectorSettings(text?.toString() ?? '', objectKeys.connectors);
};
