import { describe, expect, test } from 'vitest';
import type { FinishedDigest } from '../../../lib/pipeline/report/publish-digests.ts';
import type { ReportEffects } from '../../../lib/pipeline/report/report-effects.ts';
import { runReports } from '../../../lib/pipeline/report/run-reports.ts';
import { exampleHeader } from '../../store/examples.ts';
import { createReportWorld, customers, type ReportSettings } from '../report-world.ts';

const weekly =
  'schedules: [{ id: weekly, kind: digest, every: week, at: 7, recipients: [board@example.org] }]';

const twoWeeks = [
  ...customers(40, '2026-05-20', 'delivery', 10),
  ...customers(40, '2026-05-27', 'delivery', 0, 'It came two days late.'),
  ...customers(30, '2026-05-28', 'checkout', 9),
];

type World = Awaited<ReturnType<typeof createReportWorld>>;

const run = (world: World, changes: Partial<ReportEffects> = {}) =>
  runReports({ effects: { ...world.effects, ...changes }, configuration: world.configuration, zone: 'UTC' });

const digestAt = (world: World, key: string): FinishedDigest =>
  JSON.parse(world.objects.contents.get(key)?.toString() ?? 'null') as FinishedDigest;

const start = (settings: ReportSettings = { calendar: weekly }) => createReportWorld(settings, twoWeeks);

describe('digests', () => {
  test('are written for all touchpoints and for each, in three forms, then listed, announced and emailed', async () => {
    const world = await start();
    await run(world);
    expect([...world.objects.contents.keys()].toSorted()).toEqual(
      ['_all', 'checkout', 'delivery'].flatMap((scope) =>
        ['html', 'json', 'md'].map((ending) => `digests/${scope}/week/2026-05-25.${ending}`),
      ),
    );
    expect((await world.effects.reports.digestsOf('2026')).map(({ scope }) => scope).toSorted()).toEqual([
      '_all',
      'checkout',
      'delivery',
    ]);
    expect(world.notices).toMatchObject([{ subject: 'The whole journey, the week of 25 May 2026' }]);
    expect(world.mails).toMatchObject([{ to: 'board@example.org', subject: world.notices[0]?.subject }]);
  });

  test('report what happened, with quotes from the stored answers', async () => {
    const world = await start();
    await run(world);
    const { digest } = digestAt(world, 'digests/delivery/week/2026-05-25.json');
    expect(digest.facts.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^Delivery: NPS and comments contradict each other .* NPS fell from \+100 to −100\./,
      ),
    );
    expect(digest.quotes.length).toBeGreaterThan(0);
    const { copies } = await world.effects.feedback.readCell('delivery', '2026-05-27');
    for (const { responseId, answer, span, text } of digest.quotes) {
      const stored = copies.find((copy) => copy.responseId === responseId)?.answers[answer]?.text;
      expect(stored?.slice(...span)).toBe(text);
    }
  });

  test('are the same in any order and split of the uploads', async () => {
    const world = await start();
    await run(world);
    const other = await createReportWorld({ calendar: weekly }, []);
    const shuffled = twoWeeks.toSorted((left, right) => (left.responseId < right.responseId ? -1 : 1));
    for (let first = 0; first < shuffled.length; first += 17)
      await other.store(shuffled.slice(first, first + 17));
    await run(other);
    expect(other.objects.contents).toEqual(world.objects.contents);
  });

  test('send no comment text in notifications', async () => {
    const world = await start();
    await run(world);
    expect(world.notices[0]?.text).not.toContain('two days late');
    expect(world.mails[0]?.html).toContain('two days late');
  });

  test('quote nothing below ten respondents, and report nothing below five', async () => {
    const world = await createReportWorld({ calendar: weekly }, [
      ...customers(9, '2026-05-27', 'delivery', 0),
      ...customers(4, '2026-05-27', 'checkout', 0),
    ]);
    await run(world);
    expect(digestAt(world, 'digests/delivery/week/2026-05-25.json').digest.quotes).toEqual([]);
    const { digest } = digestAt(world, 'digests/checkout/week/2026-05-25.json');
    expect([digest.suppressed, digest.facts]).toEqual([true, []]);
    const whole = digestAt(world, 'digests/_all/week/2026-05-25.json').digest;
    expect([whole.coverage.responses, whole.partial]).toEqual([9, true]);
  });

  test('report everything with suppression switched off', async () => {
    const few = customers(4, '2026-05-27', 'checkout', 0, 'Far too slow for me.');
    const world = await createReportWorld({ calendar: weekly, metrics: { confidentiality: 'off' } }, few);
    await run(world);
    const { digest } = digestAt(world, 'digests/checkout/week/2026-05-25.json');
    expect([digest.coverage.responses, digest.quotes.length]).toEqual([4, 1]);
  });

  test('do not change when the same hour runs twice', async () => {
    const world = await start();
    await run(world);
    const written = new Map(world.objects.contents);
    world.objects.contents.clear();
    await run(world);
    expect([written.size, world.objects.contents.size, world.notices.length]).toEqual([9, 0, 1]);
  });

  test('are sent once when two runs overlap', async () => {
    const world = await start();
    await Promise.all([run(world), run(world)]);
    expect([world.notices.length, world.mails.length]).toEqual([1, 1]);
  });

  test('that were missed are sent later, the oldest first', async () => {
    const world = await start();
    await run(world);
    world.at('2026-06-15T09:00:00Z');
    await run(world);
    expect(world.notices.map(({ subject }) => subject)).toEqual(
      ['25 May', '1 June', '8 June'].map((day) => `The whole journey, the week of ${day} 2026`),
    );
  });

  test('that fail are retried the next hour, and delay no other schedule', async () => {
    const calendar = `schedules: [{ id: broken, kind: digest, every: week, at: 7 }, { id: daily, kind: digest, every: day, at: 7 }]`;
    const world = await start({ calendar });
    const broken = {
      ...world.effects.objects,
      write: async (key: string, body: string | Uint8Array) => {
        if (key.includes('/week/')) throw new Error('the bucket is away');
        await world.effects.objects.write(key, body);
      },
    };
    await expect(run(world, { objects: broken })).rejects.toThrow('the bucket is away');
    expect(world.notices.map(({ subject }) => subject)).toEqual(['The whole journey, 31 May 2026']);
    await run(world);
    expect(world.notices.map(({ subject }) => subject)).toContain(
      'The whole journey, the week of 25 May 2026',
    );
  });

  test('reach the other recipients if one address is refused, and the error is reported once', async () => {
    const two = weekly.replace('board@example.org', 'gone@example.org, board@example.org');
    const world = await start({ calendar: two });
    const mail = async (message: (typeof world.mails)[number]) => {
      if (message.to.startsWith('gone')) throw new Error('address refused');
      world.mails.push(message);
    };
    await expect(run(world, { mail })).rejects.toThrow('address refused');
    await run(world, { mail });
    expect([world.mails.map(({ to }) => to), world.notices.length]).toEqual([['board@example.org'], 1]);
  });

  test('keep the computed sentences where a narrative contains a number that was not computed, and say so', async () => {
    const world = await start();
    await run(world, { narrate: async () => '[1] 71 responses came in.' });
    const finished = digestAt(world, 'digests/_all/week/2026-05-25.json');
    expect(finished.narrative).toEqual({
      accepted: false,
      reason: 'line 1: it has a number that is not in its sentence',
    });
    expect(world.objects.contents.get('digests/_all/week/2026-05-25.md')?.toString()).toContain(
      'The sentences were not rephrased: line 1: it has a number that is not in its sentence.',
    );
  });

  test('begin with a narrative that rephrases the sentences', async () => {
    const world = await start();
    await run(world, { narrate: async () => '[1] There were 70 responses.' });
    expect(world.objects.contents.get('digests/_all/week/2026-05-25.md')?.toString()).toContain(
      '\n\nThere were 70 responses.\n\n**One thing changed in the week of 25 May.** 70 responses',
    );
  });
});

describe('alerts', () => {
  const alerts = 'rules: [{ id: nps, kind: below-target, series: "nps:transactional", target: 30 }]';

  test('are checked every morning without a schedule, and sent once', async () => {
    const world = await start({ alerts });
    await run(world);
    world.at('2026-06-02T07:30:00Z');
    await run(world);
    expect(world.notices).toEqual([
      {
        subject: 'Alert: nps, delivery',
        text: expect.stringMatching(
          /^NPS \(transactional\) of delivery was 0 .*; target \+30\.\n\nEvidence: GET \/touchpoints\/delivery\/summaries\?grain=day&from=2026-05-04&to=2026-05-31\n/i,
        ),
      },
    ]);
  });

  test('follow the findings: what is significantly worse is raised, in the words of the list, and cleared when it is not in it', async () => {
    const silent = (count: number, day: string, nps: number) =>
      customers(count, day, 'delivery', nps).map((copy) => ({ ...copy, answers: [] }));
    const world = await createReportWorld({ alerts: 'rules: [{ id: news, kind: finding, days: 7 }]' }, [
      ...silent(60, '2026-05-20', 10),
      ...silent(60, '2026-05-27', 0),
    ]);
    await run(world);
    await world.store([...silent(60, '2026-06-01', 10), ...silent(60, '2026-06-08', 10)]);
    world.at('2026-06-12T07:30:00Z');
    await run(world);
    expect(world.notices).toMatchObject([
      {
        subject: 'Alert: news, score:delivery:nps:transactional',
        text: expect.stringMatching(
          /^Delivery: NPS fell from \+100 to −100\..*\n\nEvidence: GET \/comments\?touchpoint=delivery&from=2026-05-25&to=2026-05-31\n/s,
        ),
      },
      { subject: 'Cleared: news, score:delivery:nps:transactional' },
    ]);
  });

  test('are sent again when cleared', async () => {
    const world = await start({ alerts });
    await run(world);
    await world.store(customers(900, '2026-06-01', 'delivery', 10));
    world.at('2026-06-02T07:30:00Z');
    await run(world);
    expect(world.notices.map(({ subject }) => subject)).toEqual([
      'Alert: nps, delivery',
      'Cleared: nps, delivery',
    ]);
  });

  test('that could not be sent are sent the next hour', async () => {
    const world = await start({ alerts });
    await expect(run(world, { notify: () => Promise.reject(new Error('no topic')) })).rejects.toThrow(
      'no topic',
    );
    world.at('2026-06-01T08:30:00Z');
    await run(world);
    expect(world.notices.map(({ subject }) => subject)).toEqual(['Alert: nps, delivery']);
  });

  test('are removed without notice when their rule is removed', async () => {
    const world = await start({ alerts });
    await run(world);
    world.at('2026-06-02T07:30:00Z');
    const other = 'rules: [{ id: other, kind: signal }]';
    const { configuration } = await createReportWorld({ alerts: other }, []);
    await runReports({ effects: world.effects, configuration, zone: 'UTC' });
    expect([
      world.notices.length,
      (await world.effects.reports.alerts()).map(({ raised }) => raised),
    ]).toEqual([1, [false]]);
  });

  test('about a silent source are raised from its uploads', async () => {
    const world = await start({ alerts: 'rules: [{ id: silent, kind: silence }]' });
    for (let week = 0; week < 10; week += 1) {
      const uploadedAt = new Date(Date.parse('2026-02-02T09:00:00Z') + week * 7 * 86_400_000).toISOString();
      await world.batches.begin(exampleHeader({ batchId: `b${week}`, contentHash: `c${week}`, uploadedAt }));
    }
    await run(world);
    expect(world.notices).toMatchObject([{ subject: 'Alert: silent, delivery' }]);
  });
});
