import { z } from 'zod';
import { line, sourceName } from './streamed-response.ts';

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

export const connectorSettings = z.strictObject({
  connectors: z.record(sourceName, z.discriminatedUnion('kind', [appStore])).default({}),
});
export type ConnectorSettings = z.output<typeof connectorSettings>;
