import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { assetPath } from '../lib/assets.ts';
import { startLocalCloud } from '../lib/local/cloud/cloud.ts';
import { objectKeys } from '../lib/store/keys.ts';
import { generateCsv } from './feedback-file.ts';
import { anyPort, temporaryDirectory, upload } from './local-cloud.ts';

/** Analyzing all stored comments again after the taxonomy gained a theme that many of them mention. */
export interface ReanalysisFigures {
  readonly comments: number;
  readonly seconds: number;
}

const seed = 4;
const widerTaxonomy = (): string =>
  `${readFileSync(assetPath('taxonomies/cx-core.yaml'), 'utf8')}
  - { id: steep, name: Steep prices, seeds: [very expensive] }
`;

const reanalysis = z.object({ reanalysisId: z.string(), status: z.string() });

export const measure = async (comments = 100_000): Promise<ReanalysisFigures> => {
  const { directory, remove } = temporaryDirectory();
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort });
  const reanalyses = `${cloud.endpoints.api}/reanalyses`;
  try {
    await upload(cloud, 'uploads/bench.csv', generateCsv(comments, seed));
    await cloud.idle();
    await upload(cloud, objectKeys.taxonomy, widerTaxonomy());
    const start = performance.now();
    const started = await fetch(reanalyses, { method: 'POST' });
    const { reanalysisId } = reanalysis.parse(await started.json());
    await cloud.idle();
    const seconds = (performance.now() - start) / 1000;
    const done = await fetch(`${reanalyses}/${reanalysisId}`);
    const { status } = reanalysis.parse(await done.json());
    if (status !== 'complete') throw new Error(`the reanalysis is ${status}`);
    return { comments, seconds };
  } finally {
    await cloud.stop();
    remove();
  }
};

/** Prints the figures. */
export const run = async (comments?: number): Promise<void> => {
  const figures = await measure(comments);
  console.log('Analyzing stored comments again under another taxonomy');
  console.table({ comments: figures.comments, seconds: Math.round(figures.seconds) });
};

if (import.meta.main) await run(process.argv[2] === undefined ? undefined : Number(process.argv[2]));
