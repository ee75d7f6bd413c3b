import { readFileSync } from 'node:fs';
import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import { shippedWeights } from '../../lib/analysis/sentiment/model/shipped-model.ts';
import { loadSentimentModel } from '../../lib/analysis/sentiment/model/trained-model.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { assetPath } from '../../lib/assets.ts';
import { createPeers, type Engine, engineOf } from '../../models/sentiment/engines.ts';
import { phrasebook } from '../../models/sentiment/phrasebook.ts';
import { createRandom, shuffle } from '../../models/sentiment/random.ts';

/** Comments of the project's own phrases, two at a time, all different: everyone has them. */
export const ownComments = (count: number): string[] => {
  const lines = phrasebook(createRandom(1), 40).map(({ text }) => text);
  const pairs = lines.map((line, index) => `${line} ${lines[(index * 7 + 1) % lines.length]}`);
  return shuffle([...new Set(pairs)], createRandom(2)).slice(0, count);
};

/** Everything that is said of an answer: language, sentiment, themes of the general pack, signals. */
const fullAnalysis = (): Engine => {
  const pack = 'taxonomies/cx-core.yaml';
  const analyzer = createAnalyzer({ taxonomy: loadTaxonomy(readFileSync(assetPath(pack), 'utf8'), pack) });
  return (text) => {
    const analysis = analyzer.analyze({ text });
    return analysis.status === 'scored' ? analysis.sentiment : { label: 'neutral', score: 0 };
  };
};

export const fullAnalysisName = 'verbatim, full analysis';
export const reference = 'wink-sentiment';

/** Ours and the rivals, in one process. */
export const createEngines = (): ReadonlyMap<string, Engine> =>
  new Map([
    ['verbatim, sentiment', engineOf(loadSentimentModel(readFileSync(assetPath(shippedWeights))))],
    [fullAnalysisName, fullAnalysis()],
    ...Object.entries(createPeers()),
  ]);

const processorSeconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

const piece = 500;

/** Seconds of processor time of each engine, round by round. */
export type EngineSeconds = ReadonlyMap<string, readonly number[]>;

/**
 * All engines read the same piece of the texts in turn, then the next: what else runs on the machine disturbs them alike. In the first
 * round every text is new to them; in the later ones they have read all of them.
 */
export const secondsOfEngines = (
  engines: ReadonlyMap<string, Engine>,
  texts: readonly string[],
  rounds: number,
): EngineSeconds => {
  const seconds = new Map<string, number[]>(Array.from(engines.keys(), (name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (let start = 0; start < texts.length; start += piece) {
      const some = texts.slice(start, start + piece);
      for (const [name, engine] of engines) {
        const all = seconds.get(name) ?? [];
        const spent = processorSeconds(() => {
          for (const text of some) engine(text);
        });
        all[round] = (all[round] ?? 0) + spent;
      }
    }
  return seconds;
};

const least = (seconds: EngineSeconds, name: string): number => Math.min(...(seconds.get(name) ?? []));

/** The speed of an engine as a share of the reference's, each in its best round: other work on the machine only ever adds. */
export const bestRatio = (seconds: EngineSeconds, name: string): number =>
  least(seconds, reference) / least(seconds, name);

/** The speed of an engine as a share of the reference's, round by round. */
export const ratiosOf = (seconds: EngineSeconds, name: string): number[] => {
  const own = seconds.get(name) ?? [];
  return (seconds.get(reference) ?? []).map((spent, round) => spent / (own[round] ?? Number.NaN));
};
