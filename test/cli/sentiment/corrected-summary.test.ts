import { afterEach, expect, test } from 'vitest';
import { apiWorld, responsesOn } from '../../api/world.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The summary of a day with 40 responses that lexicon-1 scored, as the command line shows it. */
const summaryUnder = async (version: string): Promise<string> => {
  const world = apiWorld();
  await world.store(responsesOn('2026-05-31', 40));
  const row = { negative: 10, neutral: 10, positive: 10 };
  const confusion = {
    negative: { ...row, negative: 80 },
    neutral: { ...row, neutral: 80 },
    positive: { ...row, positive: 80 },
  };
  const calibration = { version, labelled: 300, savedAt: '2026-06-01T12:00:00Z', confusion };
  await world.effects.objects.write('config/calibration.json', JSON.stringify(calibration));
  const { url, close } = await serveApi(world.api);
  stops.push(close);
  const { out } = await runIn(directoryWith({}), ['summary', 'delivery', '--grain', 'day', '--api', url]);
  return out;
};

test('summary shows shares as found and corrected, with intervals', async () => {
  const out = await summaryUnder('lexicon-1');
  expect(out).toContain('found → corrected by 300 labels');
  expect(out).toMatch(/2026-05-31.*0% → 0% \(0% to \d+%\).*100% → 100% \(\d+% to 100%\)/u);
});

test('summary ignores a calibration of another version', async () => {
  expect(await summaryUnder('lexicon-2')).not.toContain('corrected');
});
