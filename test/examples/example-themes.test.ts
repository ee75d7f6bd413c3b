import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateExample } from '../../examples/generate.ts';
import { createAnalyzer } from '../../lib/analysis/analyzer.ts';
import { loadTaxonomy } from '../../lib/analysis/themes/taxonomy.ts';
import { directoryWith, runIn } from '../cli/memory-shell.ts';

const example = generateExample();
const packText = (pack: string): string =>
  readFileSync(resolve(import.meta.dirname, `../../taxonomies/${pack}.yaml`), 'utf8');

interface Line {
  readonly status: string;
  readonly language?: string;
  readonly themes?: readonly unknown[];
}

const linesOf = async (name: string, bytes: Uint8Array): Promise<Line[]> => {
  const { exit, out } = await runIn(directoryWith({ [name]: bytes }), ['analyze', name, '--jsonl', '-']);
  expect(exit).toBe(0);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
};

test('the general pack finds themes in 85 % of the informative English comments of the retail example', async () => {
  let [informative, withThemes] = [0, 0];
  for (const { key, bytes } of example.files) {
    const lines = await linesOf(key.split('/').at(-1) ?? key, bytes);
    const scored = lines.filter(({ status, language }) => status === 'scored' && language === 'en');
    informative += scored.length;
    withThemes += scored.filter(({ themes = [] }) => themes.length > 0).length;
  }
  expect(informative).toBeGreaterThan(5000);
  expect(withThemes / informative).toBeGreaterThanOrEqual(0.85);
}, 240_000);

describe('the same comments', () => {
  const texts = [
    'The parcel took forever to turn up and the courier was rude',
    'I called three times and nobody answerd!!',
    'Lovely staff, but the queue was awful. Can you open a second till?',
    'The app keeps crashing, I was charged twice',
    'La comida estuvo muy sabrosa y el personal amable',
    'n/a',
    'Great prices, good qualitty',
  ];
  const taxonomy = loadTaxonomy(packText('cx-core'), 'cx-core.yaml');
  const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
  const alone = new Map(
    texts.map((text) => [text, digest(createAnalyzer({ taxonomy }).analyze({ text }))] as const),
  );

  test('give the same themes and signals, byte for byte, in any order and chunks', () => {
    const chunksOf = fc.array(fc.shuffledSubarray(texts, { minLength: 1 }), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(chunksOf, (chunks) => {
        for (const chunk of chunks) {
          const analyzer = createAnalyzer({ taxonomy });
          for (const text of chunk) expect(digest(analyzer.analyze({ text }))).toBe(alone.get(text));
        }
      }),
      { seed: 1, numRuns: 3 },
    );
  }, 120_000);
});
