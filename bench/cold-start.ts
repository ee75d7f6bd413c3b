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
 * cloud. And until query, just started, has answered `GET /touchpoints`. `npx node bench/cold-start.ts`, with names of functions only these.
 */

const runs = 7;

const time = z.object({ milliseconds: z.number(), processorMilliseconds: z.number() });
/** From the first line of code to the loaded bundle, and from the start of the process to the first answer. */
const spent = z.object({ loaded: time, answered: time.exactOptional() });
type Spent = z.infer<typeof spent>;

/** A request as API Gateway passes it to query. */
const firstRequest = {
  version: '2.0',
  rawPath: '/touchpoints',
  rawQueryString: '',
  headers: {},
  requestContext: {
    authorizer: { iam: { userArn: 'arn:aws:iam::111122223333:user/bench' } },
    domainName: '127.0.0.1',
    http: { method: 'GET', path: '/touchpoints' },
  },
};

/** In the child: loads the bundle before anything else, then calls it if there is an event for it. */
const measuring = (bundle: string, event: object | undefined): string => `
const since = (start, before) => {
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: performance.now() - start, processorMilliseconds: (user + system) / 1000 };
};
const [start, before] = [performance.now(), process.cpuUsage()];
const { handler } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
const spent = { loaded: since(start, before) };
const event = ${JSON.stringify(event ?? null)};
if (event !== null) {
  const { statusCode } = await handler(event, { awsRequestId: 'cold' });
  if (statusCode !== 200) throw new Error('answered with ' + statusCode);
  spent.answered = since(0);
}
console.log(JSON.stringify(spent));
process.exit();`;

interface Start {
  readonly bundle: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly event: object | undefined;
}

const startOnce = async ({ bundle, environment, event }: Start): Promise<Spent> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', measuring(bundle, event)],
    { env: environment },
  );
  return spent.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
};

const figuresOf = (what: string, times: readonly z.infer<typeof time>[]): Figure[] =>
  times.length === 0
    ? []
    : [
        figureOf(
          `${what}, processor time`,
          'ms',
          times.map(({ processorMilliseconds }) => processorMilliseconds),
        ),
        figureOf(
          `${what}, by the clock`,
          'ms',
          times.map(({ milliseconds }) => milliseconds),
        ),
      ];

export const measure = async (only: readonly string[] = []): Promise<Part> => {
  const { directory, remove } = temporaryDirectory();
  const synthesized = await synthesizedTemplate();
  const cloud = await startLocalCloud({ directory, inMemory: true, ports: anyPort, synthesized });
  const figures: Figure[] = [];
  try {
    for (const { name, bundle, Handler } of planCloud(synthesized, (queue) => queue).functions) {
      const step = Handler.split('.')[0] ?? '';
      if (only.length > 0 && !only.includes(step)) continue;
      const start: Start = {
        bundle: join(bundle, `${step}.mjs`),
        environment: cloud.environment(name),
        event: step === 'query' ? firstRequest : undefined,
      };
      const all: Spent[] = [];
      for (let run = 0; run < runs; run += 1) all.push(await startOnce(start));
      figures.push(
        ...figuresOf(
          name,
          all.map(({ loaded }) => loaded),
        ),
        ...figuresOf(
          `${name}, from the start of the process to its first answer`,
          all.flatMap(({ answered }) => answered ?? []),
        ),
      );
    }
  } finally {
    await cloud.stop();
    remove();
  }
  return { title: 'Init of each function: loading its bundle, in a process of its own', figures };
};

if (import.meta.main) console.table((await measure(process.argv.slice(2))).figures);
