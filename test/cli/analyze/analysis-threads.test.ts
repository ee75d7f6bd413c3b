import { expect, test } from 'vitest';
import { generateCsv } from '../../../bench/feedback-file.ts';
import { analysisThreads } from '../../../lib/cli/analyze/analysis-threads.ts';
import { analyzerOfFiles } from '../../../lib/cli/analyze/file-analyzer.ts';
import { analyzeTable } from '../../../lib/cli/analyze/table-analysis.ts';
import { emptyJourney } from '../../../lib/feedback/journey.ts';
import { inferMapping } from '../../../lib/feedback/mapping/infer-mapping.ts';
import { fileOnDisk } from '../../../lib/feedback/reading/disk.ts';
import { openTable } from '../../../lib/feedback/reading/open.ts';
import { directoryWith } from '../memory-shell.ts';

const files = { directory: '.' };
const { analyzer } = await analyzerOfFiles(files);

/** Rows of every outcome: accepted, twice the same, without a comment, out of scale. */
const csv = `${generateCsv(6000, 11)}R_11x0,2026-01-01T10:00:00Z,store,3,"Again"\nR_x,2026-01-01T10:00:00Z,store,,\nR_y,2026-01-01T10:00:00Z,store,99,"  Write to jo@example.org, slow  "\n`;

const analyzed = async (others: number) => {
  const file = fileOnDisk(`${directoryWith({ 'may.csv': csv })}/may.csv`);
  const table = await openTable(file);
  const { mapping } = await inferMapping(table, { phoneCountry: 'US', override: {} });
  const threads = analysisThreads(analyzer, files, others);
  const lines: string[] = [];
  const { file: _file, ...analysis } = await analyzeTable(table, mapping, {
    threads,
    sink: { wantsLines: true, write: async (some) => void lines.push(some), close: async () => {} },
    nameFile: false,
    onProgress: () => {},
    intake: {
      identityKey: Buffer.alloc(32),
      batchId: 'none',
      journey: emptyJourney,
      reportingTimeZone: 'UTC',
      phoneCountry: 'US',
      receivedAt: '2026-06-01T00:00:00.000Z',
    },
  });
  await threads.close();
  return { lines: lines.join(''), analysis };
};

test('threads write the same bytes in the order of the file, and count the same, as one thread does', async () => {
  const [alone, together] = [await analyzed(0), await analyzed(2)];
  expect(alone.lines.split('\n').length).toBeGreaterThan(6000);
  expect(together.lines).toBe(alone.lines);
  expect(together.analysis).toEqual(alone.analysis);
});

test('a thread that cannot start fails the analysis', async () => {
  const threads = analysisThreads(analyzer, { directory: '.', taxonomy: 'no-such-file.yaml' }, 1);
  const group = { rows: [], options: { nameQuestions: false }, wantsLines: true };
  const all = Promise.all(Array.from({ length: 12 }, () => threads.analyze(group)));
  await expect(all).rejects.toThrow('no-such-file.yaml');
  // Neither does a group that comes after it has ended wait for an answer.
  await expect(threads.analyze(group)).rejects.toThrow('no-such-file.yaml');
  await threads.close();
});
