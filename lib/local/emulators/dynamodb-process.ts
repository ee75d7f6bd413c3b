import { usageCounter } from '../../cost/usage.ts';
import { VerbatimError } from '../../errors.ts';
import { listenOnLoopback } from './loopback.ts';
import { meterTables } from './tables-meter.ts';
import { tablesServer } from './tables-server.ts';

/**
 * DynamoDB in a separate process, so that it has a processor core to itself.
 * `node dynamodb-process.ts PORT FLAG [DIRECTORY]`; sends `{endpoint}` or `{code, message}` to its parent, `{usage}` on its message `usage`, and stops
 * on any other.
 */
const [port = '0', flag = '', directory] = process.argv.slice(2);

const counter = usageCounter();
meterTables(counter);
const server = tablesServer(directory);

const start = async (): Promise<void> => {
  try {
    process.send?.({ endpoint: await listenOnLoopback(server, { port: Number(port), flag }) });
  } catch (error) {
    const code = error instanceof VerbatimError ? error.code : 'internal';
    process.send?.({ code, message: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
};

const stop = (): void => {
  server.closeAllConnections();
  server.close(() => process.exit(0));
};

// Ctrl-C reaches this process too; it keeps running for functions that are still at work, until its parent stops it.
process.on('SIGINT', () => {});
process.on('message', (message) => {
  if (message === 'usage') process.send?.({ usage: counter.total() });
  else stop();
});
process.on('disconnect', stop);
await start();
