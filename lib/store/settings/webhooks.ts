import { type WebhookSettings, webhookSettings } from '../../feedback/stream/webhooks/webhook-settings.ts';
import { orEmpty, readYaml } from '../../yaml-source.ts';
import { objectKeys } from '../keys.ts';
import type { ObjectStore } from '../object-store.ts';

/**
 * The content of `config/webhooks.yaml`; empty: no sources.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseWebhookSettings('sources: { survey: { scheme: typeform, touchpoint: checkout } }', 'config/webhooks.yaml')
 */
export const parseWebhookSettings = (text: string, file: string): WebhookSettings =>
  readYaml(text, file, { code: 'usage', named: 'the file' }).check(orEmpty(webhookSettings));

/** The sources of a deployment; none if it has no such file. */
export const readWebhookSettings = async (objects: Pick<ObjectStore, 'read'>): Promise<WebhookSettings> => {
  const text = await objects.read(objectKeys.webhooks);
  return parseWebhookSettings(text?.toString() ?? '', objectKeys.webhooks);
};
