import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiWorld, responsesOn } from '../../api/world.ts';
import { answerOn } from '../../insights/planted-copies.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

/** The commands that follow people, and those who answer too much, against the API over stores in memory. */
let served: Awaited<ReturnType<typeof serveApi>>;

const person = (index: number): string => `${String(index).padStart(3, '0')}-hash`;
const slogan = 'Never buy anything from this terrible shop again';
const weeks = Array.from({ length: 6 }, (_, index) => `2025-0${index < 3 ? 3 : 4}-${10 + 7 * (index % 3)}`);

beforeAll(async () => {
  const world = apiWorld();
  await world.store(
    responsesOn('2026-03-01', 80, (index) => ({
      touchpoint: 'onboarding',
      respondent: person(index),
      ratings: {},
      answers: [answerOn(index % 2 === 0 ? ['price'] : ['staff'], index % 2 === 0 ? 'negative' : 'positive')],
    })),
    responsesOn('2026-05-01', 80, (index) => ({
      touchpoint: 'contract',
      respondent: person(index),
      ratings: { 'nps:transactional': index % 2 === 0 ? 2 : 9 },
      ...(index % 2 === 0 ? {} : { answers: [] }),
    })),
    responsesOn('2026-02-02', 3, () => ({ touchpoint: 'chat' })),
    responsesOn('2026-04-06', 40, () => ({ touchpoint: 'chat' })),
    weeks.flatMap((day, week) =>
      responsesOn(day, 40, (index) => ({
        touchpoint: 'app',
        respondent: `${week}-${person(index)}`,
        ratings: { 'nps:transactional': week === 5 && index < 12 ? 0 : 9 },
        answers: [
          {
            ...answerOn(['price'], 'negative'),
            text: week === 5 && index < 12 ? slogan : `number ${week}.${index}`,
          },
        ],
      })),
    ),
  );
  served = await serveApi(world.api);
});
afterAll(() => served.close());

const run = (...args: string[]) => runIn(directoryWith({}), [...args, '--api', served.url]);

describe('verbatim scores', () => {
  test('shows the score of everyone, with and without comment, and the difference', async () => {
    const { exit, out, err } = await run('scores', '--touchpoint', 'contract');
    expect([exit, err]).toEqual([0, '']);
    expect(out).toMatch(/^nps:transactional +everyone +0 \(.*\) +80 +80$/m);
    expect(out).toMatch(/^ +with comment +-100 \(.*\) +40 +40$/m);
    expect(out).toMatch(/^ +without comment +\+100 \(.*\) +40 +40$/m);
    expect(out).toMatch(/^ +difference +▼ -200 points \(.*\) +●$/m);
  });

  test('says that there are no ratings', async () => {
    expect((await run('scores', '--touchpoint', 'onboarding')).out).toBe(
      '2026-03-01 to 2026-05-31\nNo ratings in this period.\n',
    );
  });

  test('prints the whole answer as JSON', async () => {
    const { out } = await run('scores', '--touchpoint', 'contract', '--json');
    expect(JSON.parse(out)).toMatchObject({ touchpoint: 'contract', scales: [{ unit: 'points' }] });
  });

  test('notes groups below the minimum size, as every view of single responses does', async () => {
    const commands = ['scores', 'bursts', 'carry-over', 'drivers', 'conflicts', 'consistency'];
    for (const command of commands)
      expect((await run(command, '--touchpoint', 'chat', '--from', '2026-02')).err).toBe(
        'Groups below the minimum size are left out.\n',
      );
  });

  test('says that the answer is suppressed, and that a declared pair discloses more', async () => {
    const asked = ['scores', '--touchpoint', 'chat', '--to', '2026-02'];
    const few = 'Suppressed: this group is below the minimum size, or would reveal one that is.';
    expect((await run(...asked)).out).toBe(`${few}\n`);
    expect((await run(...asked, '--where', 'channel:,account:')).out).toBe(
      `${few} A pair declared in config/metrics.yaml discloses more.\n`,
    );
  });

  test('says that conditions cover whole months', async () => {
    const asked = ['--touchpoint', 'contract', '--where', 'channel:'];
    const { err } = await run('scores', ...asked, '--from', '2026-05-02', '--to', '2026-05-20');
    expect(err).toBe('Only without channel.\nMonths count as a whole here.\n');
    expect((await run('scores', ...asked, '--from', '2026-05', '--to', '2026-05')).err).toBe(
      'Only without channel.\n',
    );
  });

  test('repeats the conditions, also if no respondent meets them', async () => {
    const { out, err } = await run('scores', '--touchpoint', 'contract', '--where', 'voice:partner');
    expect([out, err]).toEqual([
      '2026-03 to 2026-05\nNo ratings in this period.\n',
      'Only voice "partner".\n',
    ]);
  });

  test('refuses a condition on a dimension that no response has, with those that there are', async () => {
    const { exit, err } = await run('scores', '--touchpoint', 'contract', '--where', 'channel:wbe');
    expect([exit, err]).toEqual([4, expect.stringMatching(/value in this dimension .*got channel/)]);
  });

  test('names an unknown touchpoint', async () => {
    const { exit, err } = await run('scores', '--touchpoint', 'nowhere');
    expect(exit).toBe(4);
    expect(err).toContain('touchpoint not found');
  });
});

describe('verbatim bursts', () => {
  test('shows copied texts, and the figures with and without them', async () => {
    const { exit, out } = await run('bursts', '--touchpoint', 'app');
    expect(exit).toBe(0);
    expect(out).toMatch(/^2025-04-24 +12 +10 respondents or more +app$/m);
    expect(out).toMatch(/^nps:transactional +\+90 \(.*\) \(240\) +\+100 \(.*\) \(228\)$/m);
  });

  test('says that nothing was found', async () => {
    expect((await run('bursts', '--touchpoint', 'contract')).out).toBe(
      'All feedback\nNo copied texts, and no day with unusually many responses.\n',
    );
  });
});

describe('verbatim carry-over', () => {
  const asked = ['carry-over', '--touchpoint', 'contract', '--from', '2026-05'] as const;

  test('shows earlier feedback of dissatisfied respondents, compared with the others', async () => {
    const { exit, out } = await run(...asked);
    expect(exit).toBe(0);
    expect(out).toContain('nps:transactional: 40 dissatisfied and 40 others, looking back 180 days');
    expect(out).toMatch(/^onboarding +complained of price +● +100% \(.*\) \(40\) +0% \(.*\) \(40\)$/m);
  });

  test('looks back as far as requested', async () => {
    expect((await run(...asked, '--lookback', '30')).out).toContain(
      'Too few of them gave earlier feedback to compare.',
    );
  });

  test('rejects an invalid period', async () => {
    const { exit, err } = await run(...asked, '--lookback', 'long');
    expect(exit).toBe(2);
    expect(err).toContain('parameter "lookback" is invalid');
  });
});
