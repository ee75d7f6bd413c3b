import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import S3rver, { type S3Context, type S3Event, type S3Middleware } from '@20minutes/s3rver';
import { PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { type Usage, type UsageCounter, usageCounter } from '../../cost/usage.ts';
import type { BucketPlan } from '../cloud/plan.ts';
import { clientSettings } from './clients.ts';
import { closeServer, listenOnLoopback, localOnly, type PortWish } from './loopback.ts';
import { keepObjectsWhole, oneAtATime } from './whole-objects.ts';

/** Sends the notification of an object to a queue, given by its ARN. */
export type Notify = (queueArn: string, body: string) => Promise<void>;

/** A key as S3 writes it into its notifications: URL-encoded but for slashes, spaces as `+`. */
export const encodeKey = (key: string): string =>
  encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');

const targetsOf = (bucket: BucketPlan, eventName: string, key: string): string[] =>
  (bucket.NotificationConfiguration?.QueueConfigurations ?? [])
    .filter(({ Event }) => `s3:${eventName}`.startsWith(Event.replace('*', '')))
    .filter(({ Filter }) =>
      (Filter?.S3Key.Rules ?? []).every(({ Name, Value }) =>
        Name.toLowerCase() === 'prefix' ? key.startsWith(Value) : key.endsWith(Value),
      ),
    )
    .map(({ Queue }) => Queue);

const notifyOf = async (buckets: readonly BucketPlan[], event: S3Event, notify: Notify): Promise<void> => {
  for (const record of event.Records) {
    const { bucket, object } = record.s3;
    const plan = buckets.find(({ name }) => name === bucket.name);
    const body = JSON.stringify({
      Records: [{ ...record, s3: { ...record.s3, object: { ...object, key: encodeKey(object.key) } } }],
    });
    if (plan === undefined) continue;
    for (const queue of targetsOf(plan, record.eventName, object.key)) await notify(queue, body);
  }
};

/**
 * Holds back the response to a PUT until its notification is on the queue. A client with a response can be sure that the
 * object will be processed, even if everything stops the next moment.
 */
const notifyBeforeAnswer = (server: S3rver, buckets: readonly BucketPlan[], notify: Notify): S3Middleware => {
  const requests = new AsyncLocalStorage<Promise<void>[]>();
  server.on('event', (event: S3Event) => requests.getStore()?.push(notifyOf(buckets, event, notify)));
  return (_context, next) => {
    const sending: Promise<void>[] = [];
    return requests.run(sending, async () => {
      await next();
      await Promise.all(sending);
    });
  };
};

const currentTag = async ({ path, store }: S3Context): Promise<string | undefined> => {
  const [, bucket = '', ...key] = decodeURIComponent(path).split('/');
  try {
    return (await store.getMetadata(bucket, key.join('/'))).etag;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

const conditionHolds = (tag: string | undefined, { headers }: S3Context): boolean => {
  const { 'if-none-match': ifNoneMatch, 'if-match': ifMatch } = headers;
  if (ifNoneMatch === '*' && tag !== undefined) return false;
  return ifMatch === undefined || ifMatch.replaceAll('"', '') === tag?.replaceAll('"', '');
};

const refuse = (context: S3Context): void => {
  context.status = 412;
  context.type = 'application/xml';
  context.body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>PreconditionFailed</Code>' +
    '<Message>At least one of the pre-conditions you specified did not hold</Message></Error>';
};

/** Whether an object is written: at once, or as the end of an upload in parts. */
const isWrite = ({ method, query }: S3Context): boolean =>
  (method === 'PUT' && !('partNumber' in query)) || (method === 'POST' && 'uploadId' in query);

/** A write with `If-None-Match: *` or `If-Match`, as in S3: the check and the write are one step for each key. */
const conditionalPut: S3Middleware = async (context, next) => {
  if (!isWrite(context)) return next();
  if (conditionHolds(await currentTag(context), context)) await next();
  else refuse(context);
};

/** GET with `If-Match`, as in S3. */
const conditionalGet: S3Middleware = async (context, next) => {
  if (context.method !== 'GET' || context.headers['if-match'] === undefined) return next();
  const tag = await currentTag(context);
  if (tag === undefined || conditionHolds(tag, context)) await next();
  else refuse(context);
};

/** A client that closes its connection before it has read everything is not an error of the server. */
const isReaderGone = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(error.code));

const isClientError = (error: unknown): boolean =>
  error instanceof Error && 'expose' in error && error.expose === true;

/** The CORS rule of the deployed bucket, for the origin of the page that is served here. */
const allowPage = async (endpoint: string, buckets: readonly BucketPlan[], origin: string): Promise<void> => {
  const client = new S3Client({ ...clientSettings, endpoint, forcePathStyle: true });
  const CORSRules = [{ AllowedMethods: ['PUT'], AllowedOrigins: [origin] }];
  try {
    for (const { name: Bucket } of buckets)
      await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  } finally {
    client.destroy();
  }
};

export interface ObjectStoreServer {
  readonly endpoint: string;
  /** The requests since the start. */
  usage(): Usage;
  /** Lets a page of this origin, and of no other, upload files by signed URLs. */
  allowPage(origin: string): Promise<void>;
  stop(): Promise<void>;
}

/** Writes and lists cost more than reads, and deletions nothing. By the first folder of the key. */
const meterRequests =
  (counter: UsageCounter): S3Middleware =>
  (context, next) => {
    const { method, path } = context;
    const [, , folder = '', ...rest] = decodeURIComponent(path).split('/');
    const of = rest.length === 0 ? 'bucket' : folder;
    const isList = method === 'GET' && folder === '';
    if (method === 'PUT' || method === 'POST' || isList) counter.add('objectWrites', of, 1);
    else if (method === 'GET' || method === 'HEAD') counter.add('objectReads', of, 1);
    return next();
  };

export interface ObjectStoreOptions {
  readonly directory: string;
  readonly wish: PortWish;
  readonly buckets: readonly BucketPlan[];
  readonly notify: Notify;
  /** Called with every error of the server itself, such as a full disk. */
  readonly onError: (error: unknown) => void;
}

/**
 * Starts the buckets of the plan over a directory.
 *
 * @throws VerbatimError `port-in-use`.
 */
export const startObjectStore = async ({
  directory,
  wish,
  buckets,
  notify,
  onError,
}: ObjectStoreOptions): Promise<ObjectStoreServer> => {
  const s3 = new S3rver({
    silent: true,
    directory,
    allowMismatchedSignatures: true,
    vhostBuckets: false,
    configureBuckets: buckets.map(({ name }) => ({ name })),
  });
  const counter = usageCounter();
  // First in the chain: the routes are the server's own last middleware.
  s3.middleware.unshift(
    meterRequests(counter),
    notifyBeforeAnswer(s3, buckets, notify),
    oneAtATime(),
    conditionalPut,
    conditionalGet,
  );
  keepObjectsWhole(s3.store);
  s3.on('error', (error: unknown) => {
    if (!isClientError(error) && !isReaderGone(error)) onError(error);
  });
  await s3.configureBuckets();
  const server = createServer(localOnly(s3.callback()));
  server.requestTimeout = 0;
  const endpoint = await listenOnLoopback(server, wish);
  return {
    endpoint,
    usage: () => counter.total(),
    allowPage: (origin) => allowPage(endpoint, buckets, origin),
    stop: () => closeServer(server),
  };
};
