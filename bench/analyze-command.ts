import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import Sentiment from 'sentiment';
import { z } from 'zod';
import { generateCsv } from './feedback-file.ts';
import { temporaryDirectory } from './local-cloud.ts';

/**
 * `verbatim analyze` on so many comments, whole, against the word list `sentiment` on the same texts in this process: `node bench/analyze-command.ts [ROWS]`.
 * Both in turn, so that other work on the machine disturbs them alike.
 */
export interface AnalyzeFigures {
  readonly rows: number;
  readonly cores: number;
  /** Elapsed seconds of the rounds, in order. */
  readonly analyzeSeconds: readonly number[];
  readonly wordListSeconds: readonly number[];
  /** Of the rounds, in order. */
  readonly ratios: readonly number[];
}

const program = resolve(import.meta.dirname, '../bin/verbatim.ts');
const rounds = 3;

const secondsOf = async (work: () => Promise<void> | void): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const analyze = async (file: string): Promise<void> => {
  const child = spawn(process.execPath, [program, 'analyze', file, '--json'], { stdio: 'ignore' });
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error(`verbatim analyze ended with ${code}`);
};

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

export const measure = async (rows: number): Promise<AnalyzeFigures> => {
  const { directory, remove } = temporaryDirectory();
  try {
    const csv = generateCsv(rows, 6);
    const file = join(directory, 'comments.csv');
    writeFileSync(file, csv);
    const texts = z.array(z.object({ Comment: z.string() })).parse(parse(csv, { columns: true }));
    const wordList = new Sentiment();
    const [analyzeSeconds, wordListSeconds]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      wordListSeconds.push(
        await secondsOf(() => {
          for (const { Comment } of texts) wordList.analyze(Comment);
        }),
      );
      analyzeSeconds.push(await secondsOf(() => analyze(file)));
    }
    return {
      rows,
      cores: availableParallelism(),
      analyzeSeconds,
      wordListSeconds,
      ratios: analyzeSeconds.map((seconds, round) => seconds / (wordListSeconds[round] ?? Number.NaN)),
    };
  } finally {
    remove();
  }
};

/** Prints the figures as a line of a table. */
export const run = async (rows = 100_000): Promise<void> => {
  const { analyzeSeconds, wordListSeconds, ratios, cores } = await measure(rows);
  console.log('verbatim analyze, from start to end, against the word list `sentiment` on the same texts');
  console.table({
    rows,
    cores,
    'verbatim analyze, s': Number(median(analyzeSeconds).toFixed(2)),
    'sentiment, s': Number(median(wordListSeconds).toFixed(2)),
    ratio: Number(median(ratios).toFixed(1)),
  });
};

if (import.meta.main) await run(process.argv[2] === undefined ? undefined : Number(process.argv[2]));
