import { readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { type HierarchyRectangularNode, hierarchy, partition } from 'd3-hierarchy';
import { createEngines, fullAnalysisName, ownComments } from './report/engines.ts';

/**
 * Draws where the full analysis of a comment spends its time, from a CPU profile of V8: `npx node bench/flame-graph.ts`, as
 * `docs/pictures/flame-graph.svg`. Each bar is a function as wide as the time in it and in what it calls, and below it are those.
 */

interface Call {
  readonly name: string;
  readonly calls: Map<string, Call>;
  /** Samples in the function itself. */
  samples: number;
}

const newCall = (name: string): Call => ({ name, calls: new Map(), samples: 0 });

type Profile = Awaited<ReturnType<typeof profileOf>>;
type ProfileNode = Profile['nodes'][number];

const warmUpRounds = 6;
const rounds = 12;
const microsecondsPerSample = 200;

/** After it has run warm: what the compiler still did not know would be most of the picture. */
const profileOf = async () => {
  const analyze = createEngines().get(fullAnalysisName);
  const texts = ownComments(4000);
  const pass = () => texts.forEach((text) => void analyze?.(text));
  for (let round = 0; round < warmUpRounds; round += 1) pass();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: microsecondsPerSample });
  await session.post('Profiler.start');
  for (let round = 0; round < rounds; round += 1) pass();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile;
};

const fileOf = (url: string): string => /(?:lib|node_modules)\/(.+)$/.exec(url)?.[1] ?? url;

const nameOf = ({ callFrame: { functionName, url } }: ProfileNode): string =>
  url === '' ? functionName : `${functionName || 'anonymous'}, ${fileOf(url)}`;

const entry = 'analyze, analysis/analyzer.ts';

const entered = (root: Call, name: string): Call | undefined => (name === entry ? root : undefined);

const called = (caller: Call, name: string): Call => {
  const call = caller.calls.get(name) ?? newCall(name);
  caller.calls.set(name, call);
  return call;
};

/** The calls from the analyzer's entry on, those of one function below one caller together. */
const callsOf = ({ nodes, samples = [] }: Profile): Call => {
  const counts = new Map<number, number>();
  for (const id of samples) counts.set(id, (counts.get(id) ?? 0) + 1);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const root = newCall('full analysis');
  const visit = (node: ProfileNode, caller: Call | undefined): void => {
    const call = caller === undefined ? entered(root, nameOf(node)) : called(caller, nameOf(node));
    if (call !== undefined) call.samples += counts.get(node.id) ?? 0;
    for (const child of node.children ?? []) {
      const next = byId.get(child);
      if (next !== undefined) visit(next, call);
    }
  };
  const [first] = nodes;
  if (first !== undefined) visit(first, undefined);
  return root;
};

const width = 1200;
const barHeight = 18;
const narrowest = 0.004;
const characterWidth = 5.6;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** By subject: the folder of `lib/analysis` that a function is in. */
const colours: Readonly<Record<string, string>> = {
  language: '#f2b8a0',
  sentiment: '#f6d78b',
  themes: '#b9d8a6',
  signals: '#a9cfe8',
  words: '#d3bfe6',
};
const colourOf = (name: string): string => colours[/analysis\/(\w+)\//.exec(name)?.[1] ?? ''] ?? '#dddddd';

const barOf = ({ x0, x1, depth, data }: HierarchyRectangularNode<Call>): string => {
  const share = `${(100 * (x1 - x0)).toFixed(1)} %`;
  const [left, wide] = [(width * x0).toFixed(1), (width * (x1 - x0) - 0.5).toFixed(1)];
  const label = `${data.name.split(',')[0]} ${share}`;
  const fits = label.length * characterWidth < Number(wide);
  const text = fits
    ? `<text x="${(Number(left) + 3).toFixed(1)}" y="${depth * barHeight + 12}">${escaped(label)}</text>`
    : '';
  return `<g><title>${escaped(data.name)}, ${share}</title><rect x="${left}" y="${depth * barHeight}" width="${wide}" height="${barHeight - 1}" fill="${colourOf(data.name)}"/>${text}</g>`;
};

const pictureOf = (root: Call): string => {
  const calls = hierarchy(root, ({ calls: below }) => [...below.values()])
    .sum(({ samples }) => samples)
    .sort((left, right) => (right.value ?? 0) - (left.value ?? 0));
  const bars = partition<Call>()(calls)
    .descendants()
    .filter(({ x0, x1 }) => x1 - x0 >= narrowest);
  const height = (1 + Math.max(...bars.map(({ depth }) => depth))) * barHeight;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="10">\n<title>Where the full analysis of a comment spends its time</title>\n${bars.map(barOf).join('\n')}\n</svg>\n`;
};

const file = join(import.meta.dirname, '../docs/pictures/flame-graph.svg');
writeFileSync(file, pictureOf(callsOf(await profileOf())));
console.log(`${file}, ${Math.round(readFileSync(file).length / 1000)} kB`);
