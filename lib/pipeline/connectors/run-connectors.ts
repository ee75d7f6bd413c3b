import { createHash } from 'node:crypto';
import { VerbatimError } from '../../errors.ts';
import { maxRequestBytes, streamRequest } from '../../feedback/stream/streamed-response.ts';
import { objectKeys } from '../../store/keys.ts';
import type { Log } from '../effects.ts';
import { type ReceiveEffects, receiveResponses } from '../stream/receive.ts';
import type { Connector, ConnectorEffects, ConnectorPage } from './connector.ts';

export interface RunEffects extends ReceiveEffects, ConnectorEffects {
  readonly log: Log;
}

/** A connector under its name, which is the source of its responses. */
export interface NamedConnector {
  readonly name: string;
  readonly touchpoint: string;
  /** Default: false. Reviews are not asked for. */
  readonly solicited?: boolean;
  readonly connector: Connector;
}

/** Leaves room for the names around the responses. */
const largestPageBytes = 0.9 * maxRequestBytes;

/** A page that is asked for again is the same request: it is stored once. One of long texts is stored in parts. */
const receivePage = async (
  effects: RunEffects,
  named: NamedConnector,
  { responses }: ConnectorPage,
): Promise<void> => {
  if (responses.length === 0) return;
  const { name: source, touchpoint, solicited = false } = named;
  const text = JSON.stringify(responses);
  if (Buffer.byteLength(text) > largestPageBytes && responses.length > 1) {
    const half = Math.ceil(responses.length / 2);
    for (const part of [responses.slice(0, half), responses.slice(half)])
      await receivePage(effects, named, { responses: part, unread: 0 });
    return;
  }
  const key = createHash('sha256').update(text).digest('hex');
  await receiveResponses(effects, key, streamRequest.parse({ source, touchpoint, solicited, responses }));
};

/**
 * Takes in what is new at a source. The position moves on only when all of it is taken in, and only if no other run moved it: after a
 * crash the same is asked for again, and counts once by its ids.
 */
const runConnector = async (effects: RunEffects, named: NamedConnector): Promise<void> => {
  const key = objectKeys.connector(named.name);
  const stored = await effects.objects.readTagged(key);
  const pages = named.connector(effects, stored?.body.toString());
  let [responses, unread] = [0, 0];
  let page = await pages.next();
  for (; !page.done; page = await pages.next()) {
    await receivePage(effects, named, page.value);
    responses += page.value.responses.length;
    unread += page.value.unread;
  }
  if (page.value !== undefined)
    await effects.objects.replace(key, page.value, { tag: stored?.tag, notes: {} });
  effects.log('connector read', { connector: named.name, responses, unread });
};

/**
 * Runs all connectors; one that fails holds up no other.
 *
 * @throws VerbatimError `unreachable` at the end, that names those which failed
 */
export const runConnectors = async (
  effects: RunEffects,
  connectors: readonly NamedConnector[],
): Promise<void> => {
  const failed: string[] = [];
  for (const named of connectors)
    try {
      await runConnector(effects, named);
    } catch (error) {
      failed.push(named.name);
      effects.log('connector failed', {
        connector: named.name,
        code: error instanceof VerbatimError ? error.code : 'internal',
        name: error instanceof Error ? error.name : typeof error,
      });
    }
  if (failed.length > 0)
    throw new VerbatimError('unreachable', 'some connectors failed', { got: failed.join(', ') });
};
