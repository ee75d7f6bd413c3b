import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createReportApi } from '../../api/report-api.ts';
import type { ReportSettings } from '../../pipeline/report-world.ts';
import { opened } from '../../reports/slides/opened.ts';
import { directoryWith, runIn } from '../memory-shell.ts';
import { serveApi } from '../served-api.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The real API behind a port, and the command line that asks it. */
const serve = async (settings?: ReportSettings) => {
  const world = await createReportApi(settings);
  const { url, close } = await serveApi(world.api);
  stops.push(close);
  const directory = directoryWith({});
  return {
    ...world,
    directory,
    verbatim: (...args: string[]) => runIn(directory, [...args, '--api', url]),
  };
};

test('digest shows the last complete period with feedback, and the evidence of each sentence', async () => {
  const { verbatim } = await serve();
  const { exit, out } = await verbatim('digest');
  expect(exit).toBe(0);
  expect(out).toMatch(
    /^The whole journey, the week of 25 May 2026\n\nOne thing changed in the week of 25 May\. 40 responses [\s\S]+\n\nWhat changed\n 1 {3}Delivery: NPS and comments contradict/,
  );
  expect(out).toContain(' 1  GET /comments?touchpoint=delivery&from=2026-05-25&to=2026-05-31');
});

test('digest writes a page and Markdown', async () => {
  const { verbatim, directory } = await serve();
  const { err } = await verbatim(
    ...['digest', '--touchpoint', 'delivery', '--grain', 'month', '--period', '2026-05'],
    ...['--html', 'may.html', '--markdown', 'may.md'],
  );
  expect(err).toBe('Written: may.html\nWritten: may.md\n');
  expect(readFileSync(join(directory, 'may.html'), 'utf8')).toContain('<title>Delivery, May 2026</title>');
  expect(readFileSync(join(directory, 'may.md'), 'utf8')).toMatch(/^# Delivery, May 2026\n/);
});

test('a digest of a month needs no grain', async () => {
  const { verbatim } = await serve();
  const { exit, out } = await verbatim('digest', '--period', '2026-05');
  expect([exit, out.split('\n')[0]]).toEqual([0, 'The whole journey, May 2026']);
});

test('digest writes slides', async () => {
  const { verbatim, directory } = await serve();
  const { err } = await verbatim('digest', '--lang', 'de', '--slides', 'woche.pptx');
  expect(err).toBe('Written: woche.pptx\n');
  const { slides } = opened(readFileSync(join(directory, 'woche.pptx')));
  expect(slides[0]?.[0]).toBe('Die ganze Customer Journey, die Woche vom 25. Mai 2026');
});

test('digest --list shows issued digests', async () => {
  const { verbatim, issue } = await serve();
  expect((await verbatim('digest', '--list')).out).toBe('No digests issued this year.\n');
  await issue();
  expect((await verbatim('digest', '--list')).out).toMatch(/2026-05-25 +week +_all +2026-06-01T07:30/);
});

test('a digest of an unknown touchpoint is not found', async () => {
  const { verbatim } = await serve();
  const { exit, err } = await verbatim('digest', '--touchpoint', 'chekout');
  expect([exit, err.includes('touchpoint not found')]).toEqual([4, true]);
});

test('alerts lists raised alerts, and --now what would trigger', async () => {
  const alerts = 'rules: [{ id: low, kind: below-target, series: "nps:transactional", target: 30, days: 7 }]';
  const { verbatim, issue } = await serve({ alerts });
  const now = await verbatim('alerts', '--now');
  expect(now.out).toMatch(/^No alerts\.\n\nNow:\n● low {2}NPS \(transactional\) of Delivery was −100/);
  await issue();
  expect((await verbatim('alerts')).out).toMatch(
    /^● low .*\n {2}since 2026-06-01T07:30:00.000Z; GET \/touchpoints\/delivery[^\n]*\n\nRules:\n {2}low \(below-target\): at most 4.4 false alarms expected in a year/,
  );
});

test('actions are recorded, and shown with their effect', async () => {
  const { verbatim } = await serve();
  expect((await verbatim('actions')).out).toMatch(/^No actions yet/);
  const added = await verbatim(
    ...['actions', 'add', 'New courier', '--date', '2026-05-25', '--touchpoint', 'delivery'],
  );
  expect([added.exit, added.out]).toEqual([0, 'Recorded as 2026-05-25-delivery-new-courier.\n']);
  const { out } = await verbatim('actions');
  expect(out).toMatch(
    /^2026-05-25 {2}New courier {2}delivery\n.*2026-04-27 to 2026-05-24.*2026-05-25 to 2026-05-31/,
  );
  expect(out).toMatch(/nps:transactional.*\+100.*-100.*-200/);
});

test('an action without a date is a usage error', async () => {
  const { verbatim } = await serve();
  expect((await verbatim('actions', 'add', 'New courier', '--touchpoint', 'delivery')).exit).toBe(2);
});
