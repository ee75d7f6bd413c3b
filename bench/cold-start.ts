import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { startLocalCloud } from '../lib/local/cloud/cloud.ts';
import { planCloud } from '../lib/local/cloud/plan.ts';
import { synthesizedTemplate } from '../lib/local/cloud/synthesize.ts';
import { anyPort, temporaryDirectory } from './local-cloud.ts';
import { type Figure, figureOf, type Part } from './report/report.ts';

/**
 * How long each function takes until it can answer: its bundle is loaded in a process of its own, as Lambda does, against the stores of a local
 * cloud. `npx node bench/cold-start.ts`.
 */

const runs = 7;

const spent = z.object({ milliseconds: z.number(), processorMilliseconds: z.number() });
type Spent = z.infer<typeof spent>;

/** In the child, before anything else is loaded. */
const measuring = (bundle: string): string => `
const [start, before] = [performance.now(), process.cpuUsage()];
await import(${JSON.stringify(pathToFileURL(bundle).href)});
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ milliseconds: performance.now() - start, processorMilliseconds: (user + system) / 1000 }));
process.exit();`;

const loadOnce = async (bundle: string, environment: NodeJS.ProcessEnv): Promise<Spent> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', measuring(bundle)],
    { env: environment },
  );
  return spent.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
};

export const measure = async (): Promise<Part> => {
  const { directory, remove } = temporaryDirectory();
  const synthesized = await synthesizedTemplate();
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort, synthesized });
  const figures: Figure[] = [];
  try {
    for (const { name, bundle, Handler } of planCloud(synthesized, (queue) => queue).functions) {
      const module = join(bundle, `${Handler.split('.')[0]}.mjs`);
      const all: Spent[] = [];
      for (let run = 0; run < runs; run += 1) all.push(await loadOnce(module, cloud.environment(name)));
      figures.push(
        figureOf(
          `${name}, processor time`,
          'ms',
          all.map(({ processorMilliseconds }) => processorMilliseconds),
        ),
        figureOf(
          `${name}, by the clock`,
          'ms',
          all.map(({ milliseconds }) => milliseconds),
        ),
      );
    }
  } finally {
    await cloud.stop();
    remove();
  }
  return { title: 'Init of each function: loading its bundle, in a process of its own', figures };
};

if (import.meta.main) console.table((await measure()).figures);
