import { parseArgs } from 'node:util';
import { dated, type FoundDraft, find, isSeasonal } from '../lib/insights/findings/find.ts';
import { isMix } from '../lib/insights/findings/journey-drafts.ts';
import { english } from '../lib/insights/findings/text/en.ts';
import { presentFindings } from '../lib/insights/findings/text/present-findings.ts';
import {
  grammarVoices,
  materialOf,
  plantedResponses,
  type Scenario,
  weeksOf,
} from '../test/insights/planted-journey.ts';
import { realVoices } from '../test/insights/real-voices.ts';

/**
 * Findings on planted journeys: how often each scenario comes first, by the size of the journey, and how often something is called significant
 * where nothing was planted.
 *
 *   node bench/findings.ts [journeys]     100 journeys of each kind by default
 *     --voices grammar|airline            comments of the example's grammar, or real tweets to airlines
 *     --sizes 15,30,60,120                responses of a touchpoint in a week
 *     --show                              prints the findings of one journey of each kind instead
 */

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    voices: { type: 'string', default: 'grammar' },
    sizes: { type: 'string', default: '15,30,60,120' },
    show: { type: 'boolean', default: false },
  },
});
const journeys = Number(positionals[0] ?? 100);
const sizes = options.sizes.split(',').map(Number);
const voices = options.voices === 'airline' ? realVoices(120) : grammarVoices(60);

const at = (touchpoint: string, verdict: string) => (draft: FoundDraft) =>
  draft.scope.touchpoint === touchpoint && draft.verdict === verdict;

const scenarios: readonly [string, Scenario, (draft: FoundDraft) => boolean][] = [
  [
    'beginning, 1 comment in 10',
    { kind: 'beginning', touchpoint: 'checkout', share: 0.1 },
    at('checkout', 'worse'),
  ],
  ['beginning, 1 in 5', { kind: 'beginning', touchpoint: 'checkout', share: 0.2 }, at('checkout', 'worse')],
  ['beginning, 2 in 5', { kind: 'beginning', touchpoint: 'checkout', share: 0.4 }, at('checkout', 'worse')],
  ['fading, 2 in 5', { kind: 'fading', touchpoint: 'delivery', share: 0.4 }, at('delivery', 'better')],
  ['mix of channels, app 30 to 75 %', { kind: 'mix' }, isMix],
  [
    'gold customers, 1 standard deviation',
    { kind: 'segment', touchpoint: 'returns', drop: 1 },
    at('returns', 'worse'),
  ],
  [
    'scale read upside down',
    { kind: 'instrument', touchpoint: 'website' },
    ({ lead }) => lead.checks !== undefined,
  ],
];

const significantFirst = (
  scenario: Scenario | undefined,
  perWeek: number,
  seed: number,
): FoundDraft | undefined => {
  const options = { seed, perWeek, voices, ...(scenario && { scenario }) };
  const [first] = find(materialOf(plantedResponses(options))).listed;
  return first?.lead.status === 'significant' && !isSeasonal(first) ? first : undefined;
};

const rateOf = (holds: (seed: number) => boolean): string => {
  let hits = 0;
  for (let seed = 1; seed <= journeys; seed += 1) if (holds(seed)) hits += 1;
  return `${((100 * hits) / journeys).toFixed(0)} %`.padStart(6);
};

const line = (name: string, rates: readonly string[]): void =>
  console.log(`${name.padEnd(40)}${rates.map((rate) => rate.padStart(10)).join('')}`);

const everySize = (): void => {
  line('responses a touchpoint and week', sizes.map(String));
  line(
    'nothing planted: anything significant',
    sizes.map((perWeek) => rateOf((seed) => significantFirst(undefined, perWeek, seed) !== undefined)),
  );
  for (const [name, scenario, isIt] of scenarios)
    line(
      `first: ${name}`,
      sizes.map((perWeek) =>
        rateOf((seed) => {
          const first = significantFirst(scenario, perWeek, seed);
          return first !== undefined && isIt(first);
        }),
      ),
    );
  line(
    'news: issue that comes every year',
    sizes.map((perWeek) =>
      rateOf(
        (seed) =>
          significantFirst({ kind: 'seasonal', touchpoint: 'delivery', share: 0.4 }, perWeek, seed) !==
          undefined,
      ),
    ),
  );
  line(
    'significant: one complaint of 25 copies',
    sizes.map((perWeek) =>
      rateOf(
        (seed) =>
          significantFirst({ kind: 'loud', touchpoint: 'support', copies: 25 }, perWeek, seed) !== undefined,
      ),
    ),
  );
};

/** The texts of the findings of one journey, as a reader gets them. */
const showJourney = (name: string, scenario: Scenario | undefined): void => {
  const copies = plantedResponses({
    seed: 1,
    perWeek: sizes.at(-1) ?? 120,
    voices,
    ...(scenario && { scenario }),
  });
  const material = materialOf(copies);
  const found = dated(find(material), material, weeksOf(copies));
  const { text, findings, ongoing } = presentFindings(found, material, {
    asked: {},
    language: english,
    counts: new Map(),
  });
  console.log(`\n## ${name}\n\n${text.heading}. ${text.detail}`);
  for (const { certainty, text: own } of findings)
    console.log(`${certainty === 'significant' ? '-' : '  not certain:'} ${own.headline}. ${own.detail}`);
  for (const { text: own } of ongoing) console.log(`  ongoing: ${own.headline}. ${own.detail}`);
};

if (options.show) {
  showJourney('nothing planted', undefined);
  for (const [name, scenario] of scenarios) showJourney(name, scenario);
  showJourney('issue that comes every year', { kind: 'seasonal', touchpoint: 'delivery', share: 0.4 });
  showJourney('one complaint of 25 copies', { kind: 'loud', touchpoint: 'support', copies: 25 });
} else everySize();
