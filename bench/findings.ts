import { type FoundDraft, find, isSeasonal } from '../lib/insights/findings/find.ts';
import { isMix } from '../lib/insights/findings/journey-drafts.ts';
import { grammarVoices, materialOf, plantedResponses, type Story } from '../test/insights/planted-journey.ts';

/**
 * Findings on planted journeys: how often each story comes first, by the size of the journey, and how often something is called proven
 * where nothing was planted. `node bench/findings.ts [journeys]`, 100 by default.
 */

const journeys = Number(process.argv[2] ?? 100);
const sizes = [15, 30, 60, 120];
const voices = grammarVoices(60);

const at = (touchpoint: string, verdict: string) => (draft: FoundDraft) =>
  draft.scope.touchpoint === touchpoint && draft.verdict === verdict;

const stories: readonly [string, Story, (draft: FoundDraft) => boolean][] = [
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

const provenFirst = (story: Story | undefined, perWeek: number, seed: number): FoundDraft | undefined => {
  const options = { seed, perWeek, voices, ...(story && { story }) };
  const [first] = find(materialOf(plantedResponses(options))).listed;
  return first?.lead.status === 'proven' && !isSeasonal(first) ? first : undefined;
};

const rateOf = (holds: (seed: number) => boolean): string => {
  let hits = 0;
  for (let seed = 1; seed <= journeys; seed += 1) if (holds(seed)) hits += 1;
  return `${((100 * hits) / journeys).toFixed(0)} %`.padStart(6);
};

const line = (name: string, rates: readonly string[]): void =>
  console.log(`${name.padEnd(40)}${rates.map((rate) => rate.padStart(10)).join('')}`);

line('responses a touchpoint and week', sizes.map(String));
line(
  'nothing planted: anything proven',
  sizes.map((perWeek) => rateOf((seed) => provenFirst(undefined, perWeek, seed) !== undefined)),
);
for (const [name, story, isIt] of stories)
  line(
    `first: ${name}`,
    sizes.map((perWeek) =>
      rateOf((seed) => {
        const first = provenFirst(story, perWeek, seed);
        return first !== undefined && isIt(first);
      }),
    ),
  );
line(
  'news: issue that comes every year',
  sizes.map((perWeek) =>
    rateOf(
      (seed) =>
        provenFirst({ kind: 'seasonal', touchpoint: 'delivery', share: 0.4 }, perWeek, seed) !== undefined,
    ),
  ),
);
line(
  'proven: one complaint of 25 copies',
  sizes.map((perWeek) =>
    rateOf(
      (seed) => provenFirst({ kind: 'loud', touchpoint: 'support', copies: 25 }, perWeek, seed) !== undefined,
    ),
  ),
);
