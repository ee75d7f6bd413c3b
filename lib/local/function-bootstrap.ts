import { join } from 'node:path';

/**
 * What stands in a Lambda sandbox between the Runtime API and a handler: asks for the next invocation, calls the handler, answers,
 * and again. Runs in a child process whose environment is the function's.
 */

type Handler = (event: unknown, context: object) => unknown;

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};

const runtime = `http://${required('AWS_LAMBDA_RUNTIME_API')}/2018-06-01/runtime`;
const [module = '', exportName = ''] = required('_HANDLER').split('.');

const describe = (error: unknown): string =>
  JSON.stringify(
    error instanceof Error
      ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') }
      : { errorType: typeof error, errorMessage: String(error) },
  );

const contextOf = (headers: Headers): object => {
  const deadline = Number(headers.get('lambda-runtime-deadline-ms'));
  return {
    functionName: required('AWS_LAMBDA_FUNCTION_NAME'),
    functionVersion: '$LATEST',
    invokedFunctionArn: headers.get('lambda-runtime-invoked-function-arn'),
    memoryLimitInMB: required('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
    awsRequestId: headers.get('lambda-runtime-aws-request-id'),
    logGroupName: required('AWS_LAMBDA_FUNCTION_NAME'),
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    callbackWaitsForEmptyEventLoop: false,
  };
};

const post = async (path: string, body: string): Promise<void> => {
  const response = await fetch(`${runtime}/${path}`, { method: 'POST', body });
  await response.arrayBuffer();
};

const serveOne = async (handler: Handler): Promise<void> => {
  const next = await fetch(`${runtime}/invocation/next`);
  const event: unknown = await next.json();
  const id = next.headers.get('lambda-runtime-aws-request-id') ?? '';
  try {
    const result = await handler(event, contextOf(next.headers));
    await post(`invocation/${id}/response`, JSON.stringify(result ?? null));
  } catch (error) {
    console.error(error);
    await post(`invocation/${id}/error`, describe(error));
  }
};

// Ctrl-C reaches the whole group of processes; the one that started this one decides when it ends.
process.on('SIGINT', () => {});
// Without the parent there is nobody to answer to: what was being worked on comes back with its message.
process.on('disconnect', () => process.exit(0));

const loaded = (await import(join(required('LAMBDA_TASK_ROOT'), `${module}.mjs`))) as Record<string, Handler>;
const handler = loaded[exportName];
if (handler === undefined) throw new Error(`the bundle exports no ${exportName}`);
for (;;) await serveOne(handler);
