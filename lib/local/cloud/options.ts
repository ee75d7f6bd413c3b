import type { VerbatimError } from '../../errors.ts';
import type { StrictOptions } from '../strict/strict.ts';
import type { Synthesized } from './template.ts';

/** Events that the owner may want to print. None carries text of a comment. */
export type LocalEvent =
  | { readonly kind: 'invocation-failed'; readonly function: string; readonly errorType: string }
  /** A digest or an alert was published; its text is in the outbox. */
  | { readonly kind: 'notice'; readonly subject: string }
  | { readonly kind: 'problem'; readonly error: VerbatimError };

export interface Ports {
  readonly api: number;
  readonly s3: number;
  readonly sqs: number;
  readonly dynamodb: number;
}

export interface LocalCloudOptions {
  /** Where data, logs and `endpoints.json` are kept, for example `.verbatim`. */
  readonly directory: string;
  /** Keeps tables, messages and secrets in memory: starts empty, for tests. Objects are on disk in any case. */
  readonly inMemory?: boolean;
  /** Ports on 127.0.0.1; 0 takes any that is free. */
  readonly ports?: Ports;
  /** What to run; the stack of this repository by default. */
  readonly synthesized?: Synthesized;
  /** A failed message is retried after this long, times the number of its attempts; 1 by default. */
  readonly retryAfterSeconds?: number;
  /** The longest time in seconds that messages are collected, even if the template allows more. Default: 1. */
  readonly maxBatchingSeconds?: number;
  readonly onEvent?: (event: LocalEvent) => void;
  /** Also serves the page: where it was built, and its port. Without it there is no page. */
  readonly page?: { readonly built: Promise<string>; readonly port: number };
  /** Strict mode: functions may do only what their roles allow, within the limits of the services. Without it, nothing is checked. */
  readonly strict?: StrictOptions;
}

export const defaultPorts: Ports = { api: 4700, s3: 4701, sqs: 4702, dynamodb: 4703 };
