import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

// A thread has none of the main thread's: without it, it compiles for longer than it analyzes a small file.
enableCompileCache();
const { analyzerOfFiles } = await import('./file-analyzer.ts');
const { analyzeGroup } = await import('./group-analysis.ts');
// A thread is ended from outside, which writes nothing.
flushCompileCache();

/** A thread that analyzes groups: each message is a group, each answer what it became, in the order of the messages. */
const { analyzer } = await analyzerOfFiles(workerData);

parentPort?.on('message', (group) => parentPort?.postMessage(analyzeGroup(analyzer, group)));
