import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Analyzer } from '../../analysis/analyzer-contract.ts';
import type { AnalyzerFiles } from './file-analyzer.ts';
import { type AnalyzedGroup, analyzeGroup, type GroupToAnalyze } from './group-analysis.ts';

/** Analyzes groups on all cores: this thread reads the file, and analyzes too where the others have enough to do. */
export interface AnalysisThreads {
  analyze(group: GroupToAnalyze): Promise<AnalyzedGroup>;
  close(): Promise<void>;
}

/** A thread takes as long to start as it takes to analyze so many groups: a small file is done by then. */
const groupsWithoutThreads = 8;
/** Groups that wait in a thread: it never runs dry while this one is busy with a group. */
const groupsAhead = 3;

interface Waiting {
  readonly resolve: (analyzed: AnalyzedGroup) => void;
  readonly reject: (error: unknown) => void;
}

/** One other thread; it answers in the order in which it was asked. */
const startThread = (files: AnalyzerFiles) => {
  const worker = new Worker(new URL('./analysis-thread.ts', import.meta.url), { workerData: files });
  const line: Waiting[] = [];
  let failure: { readonly error: unknown } | undefined;
  worker.on('message', (analyzed: AnalyzedGroup) => line.shift()?.resolve(analyzed));
  worker.on('error', (error) => {
    failure = { error };
    for (const { reject } of line.splice(0)) reject(error);
  });
  return {
    get waiting() {
      return line.length;
    },
    /** Rejects at once where the thread has ended: nobody would answer. */
    analyze: (group: GroupToAnalyze): Promise<AnalyzedGroup> =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure.error);
        line.push({ resolve, reject });
        worker.postMessage(group);
      }),
    close: () => worker.terminate(),
  };
};

/**
 * @param analyzer of this thread
 * @param files what the other threads make the same analyzer of
 * @param others how many other threads there are at most; all cores but this one by default
 */
export const analysisThreads = (
  analyzer: Analyzer,
  files: AnalyzerFiles,
  others = availableParallelism() - 1,
): AnalysisThreads => {
  const threads: ReturnType<typeof startThread>[] = [];
  let groups = 0;
  const start = (): void => {
    for (let thread = 0; thread < others; thread += 1) threads.push(startThread(files));
  };
  return {
    async analyze(group) {
      groups += 1;
      if (groups === groupsWithoutThreads) start();
      const free = threads.find(({ waiting }) => waiting < groupsAhead);
      return free === undefined ? analyzeGroup(analyzer, group) : free.analyze(group);
    },
    async close() {
      await Promise.all(threads.map(({ close }) => close()));
    },
  };
};
