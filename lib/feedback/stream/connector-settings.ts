import { z } from 'zod';
import { line, sourceName } from './streamed-response.ts';
import { mappedFields } from './webhooks/webhook-settings.ts';

/** The content of `config/connectors.yaml`: what is asked every hour for new responses. */

const appStore = z.strictObject({
  kind: z.literal('app-store'),
  /** The number in the app's address in the store. */
  app: z.int().positive(),
  /** Storefronts, by their two letters. */
  countries: z
    .array(z.string().regex(/^[a-z]{2}$/, 'two lower-case letters such as us'))
    .min(1)
    .max(20)
    .default(['us']),
  touchpoint: line,
});
export type AppStoreSettings = z.output<typeof appStore>;

const googlePlay = z.strictObject({
  kind: z.literal('google-play'),
  /** The package name of the app. */
  app: z.string().regex(/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/, 'a package name such as org.example.shop'),
  touchpoint: line,
});
export type GooglePlaySettings = z.output<typeof googlePlay>;

const typeform = z.strictObject({
  kind: z.literal('typeform'),
  /** The id of the form, the last part of its address. */
  form: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'the id of a form, the last part of its address'),
  /** Where the account's data are. */
  host: z.enum(['api.typeform.com', 'api.eu.typeform.com', 'api.typeform.eu']).default('api.typeform.com'),
  touchpoint: line,
  solicited: z.boolean().default(true),
  /** As of a webhook. */
  fields: mappedFields,
});
export type TypeformSettings = z.output<typeof typeform>;

export const connectorSettings = z.strictObject({
  connectors: z
    .record(sourceName, z.discriminatedUnion('kind', [appStore, googlePlay, typeform]))
    .default({}),
});
export type ConnectorSettings = z.output<typeof connectorSettings>;
