import { parentPort, workerData } from 'node:worker_threads';
import { analyzerOfFiles } from './file-analyzer.ts';
import { analyzeGroup } from './group-analysis.ts';

/** A thread that analyzes groups: each message is a group, each answer what it became, in the order of the messages. */
const { analyzer } = await analyzerOfFiles(workerData);

parentPort?.on('message', (group) => parentPort?.postMessage(analyzeGroup(analyzer, group)));
