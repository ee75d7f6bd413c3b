import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders as Headers, IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * The part of a Lambda sandbox between the Runtime API and a handler: requests the next invocation, calls the handler, responds,
 * and repeats. Runs in a child process with the function's environment.
 */

type Handler = (event: unknown, context: object) => unknown;

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};

const runtime = `http://${required('AWS_LAMBDA_RUNTIME_API')}/2018-06-01/runtime`;
const [module = '', exportName = ''] = required('_HANDLER').split('.');

/** Its type and where it was thrown. Not its message: that may quote what a customer wrote. */
const describe = (error: unknown): string =>
  JSON.stringify(
    error instanceof Error
      ? {
          errorType: error.name,
          ...('code' in error ? { code: error.code } : {}),
          trace: error.stack?.split('\n').filter((line) => line.startsWith('    at ')),
        }
      : { errorType: typeof error },
  );

// Not fetch(): it gives up after five minutes without an answer, and the next invocation may be hours away.
const agent = new Agent({ keepAlive: true });

const call = async (method: string, path: string, body = ''): Promise<{ headers: Headers; body: string }> => {
  const calling = request(`${runtime}/${path}`, { method, agent }).end(body);
  const [response]: unknown[] = await once(calling, 'response');
  if (!(response instanceof IncomingMessage)) throw new Error('the Runtime API does not answer');
  return { headers: response.headers, body: await text(response) };
};

const contextOf = (headers: Headers): object => {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    functionName: required('AWS_LAMBDA_FUNCTION_NAME'),
    functionVersion: '$LATEST',
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: required('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    logGroupName: required('AWS_LAMBDA_FUNCTION_NAME'),
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    callbackWaitsForEmptyEventLoop: false,
  };
};

const serveOne = async (handler: Handler): Promise<void> => {
  const next = await call('GET', 'invocation/next');
  const id = String(next.headers['lambda-runtime-aws-request-id']);
  try {
    const result = await handler(JSON.parse(next.body), contextOf(next.headers));
    await call('POST', `invocation/${id}/response`, JSON.stringify(result ?? null));
  } catch (error) {
    const described = describe(error);
    console.error(described);
    await call('POST', `invocation/${id}/error`, described);
  }
};

// Ctrl-C reaches the whole process group; the parent decides when this process ends.
process.on('SIGINT', () => {});
// Without the parent there is nobody to respond to: unfinished work is retried with its message.
process.on('disconnect', () => process.exit(0));

const isHandler = (exported: unknown): exported is Handler => typeof exported === 'function';

const loaded: unknown = await import(join(required('LAMBDA_TASK_ROOT'), `${module}.mjs`));
const handler: unknown = new Map(Object.entries(Object(loaded))).get(exportName);
if (!isHandler(handler)) throw new Error(`the bundle exports no ${exportName}`);
for (;;) await serveOne(handler);
