import pMap from 'p-map';
import type { CalendarCut } from '../../metrics/calendar/report-period.ts';
import { thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { gatherDigests } from '../../query/digest/gather-digest.ts';
import { digestWriter } from '../../query/digest/write-digest.ts';
import { knownActions } from '../../query/findings/known-actions.ts';
import type { Digest } from '../../reports/digest/digest.ts';
import { digestMarkdown, factsIn, scoreRows } from '../../reports/digest/digest-markdown.ts';
import { digestSections } from '../../reports/digest/digest-material.ts';
import { wordsIn } from '../../reports/digest/digest-words.ts';
import { type Narrative, narrativeOf, openingOf } from '../../reports/digest/narrative.ts';
import { spanOf } from '../../reports/digest/report-span.ts';
import type { DueRun } from '../../reports/due-runs.ts';
import { wallClock } from '../../reports/due-runs.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ReportContext, ReportEffects } from './report-effects.ts';

/** A digest as it is stored and sent. */
export interface FinishedDigest {
  readonly digest: Digest;
  /** Why there is no narrative, if one was requested. */
  readonly narrative?: Narrative;
}

const digestsAtOnce = 4;

/** A narrative is checked by English words: digests in other languages have none. */
const finish = async ({ narrate }: ReportEffects, digest: Digest): Promise<FinishedDigest> =>
  narrate === undefined || digest.suppressed || digest.lang !== 'en'
    ? { digest }
    : { digest, narrative: await narrativeOf(digest, narrate) };

/** The chart libraries are loaded on demand: in most hours no digest is due. */
const pageOf = async (finished: FinishedDigest): Promise<string> => {
  const { digestPage } = await import('../../reports/digest/digest-html.ts');
  return digestPage(finished.digest, openingOf(finished.narrative));
};

const files = async (
  finished: FinishedDigest,
): Promise<Readonly<Record<'md' | 'html' | 'json', string>>> => ({
  md: digestMarkdown(finished.digest, openingOf(finished.narrative)),
  html: await pageOf(finished),
  json: JSON.stringify(finished),
});

/** Writes the three forms of a digest, and then its record. */
const store = async (
  { objects, reports, now }: ReportEffects,
  finished: FinishedDigest,
  schedule: string,
): Promise<void> => {
  const { scope, span, suppressed } = finished.digest;
  const { grain, period } = span.period;
  for (const [ending, body] of Object.entries(await files(finished)))
    await objects.write(objectKeys.digest({ scope: scope.id, grain, period }, ending), body);
  await reports.putDigest({
    scope: scope.id,
    grain,
    period,
    title: finished.digest.title,
    suppressed,
    issuedAt: now().toISOString(),
    schedule,
  });
};

/** The sentences under their headings, and the scores a line each. */
const sentencesOf = (digest: Digest): string[] => {
  const words = wordsIn(digest);
  const headings = {
    summary: undefined,
    changed: words.changed,
    ongoing: words.ongoing,
    signals: words.signalsHeading,
  };
  const sections = digestSections.map((section) => ({
    heading: headings[section],
    lines: factsIn(digest, section).map(({ place, text }) =>
      section === 'summary' ? text : `${place}. ${text}`,
    ),
  }));
  const scores = scoreRows(digest).map(
    ([name, value, range, people, text]) => `${name} ${value} (${range}, n ${people}): ${text}`,
  );
  return [...sections, { heading: words.scores, lines: scores }]
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => [...(heading === undefined ? [] : [heading]), ...lines].join('\n'));
};

/** Figures only: subscribers on a phone or in a chat get no words of a customer. */
const noticeText = ({ digest }: FinishedDigest, all: readonly FinishedDigest[]): string => {
  const { span, suppressed, title } = digest;
  const where = all.map(({ digest: one }) =>
    [`- ${one.scope.name}:`, objectKeys.digest({ scope: one.scope.id, ...span.period }, 'html')].join(' '),
  );
  return [
    title,
    ...(suppressed ? [wordsIn(digest).suppressed] : sentencesOf(digest)),
    ['In the bucket:', ...where].join('\n'),
    `verbatim digest --grain ${span.period.grain} --period ${span.period.period}`,
  ].join('\n\n');
};

/**
 * Mails each recipient separately, so that nobody sees the others and one bad address affects no other. Failures are returned
 * and not retried: the others would get theirs twice.
 */
const mailPages = async (
  { mail, log }: ReportEffects,
  { schedule }: DueRun,
  all: readonly FinishedDigest[],
): Promise<readonly unknown[]> => {
  const { recipients = [], touchpoints = [] } = schedule;
  if (recipients.length === 0) return [];
  if (mail === undefined) {
    log('no mail sender configured', { schedule: schedule.id });
    return [];
  }
  const mailed = touchpoints.length === 0 ? all.slice(0, 1) : all.slice(1);
  const pages = await Promise.all(
    mailed.map(async (finished) => ({ subject: finished.digest.title, html: await pageOf(finished) })),
  );
  const sent = await Promise.allSettled(
    recipients.flatMap((to) => pages.map((page) => mail({ to, ...page }))),
  );
  return sent.filter((one) => one.status === 'rejected').map(({ reason }): unknown => reason);
};

/**
 * Publishes the digests of a run: for the whole journey and for its touchpoints, in the bucket and in the table, then one notification and the
 * mails. Repeating it overwrites the same files. Errors of mails are returned: everything else is done.
 */
export const publishDigests = async (
  { effects, configuration, zone }: ReportContext,
  cut: CalendarCut,
  run: DueRun,
): Promise<readonly unknown[]> => {
  const { schedule, period } = run;
  const span = spanOf(period, wallClock(effects.now(), zone).day, cut);
  const [journey, options] = [await configuration.journey(), await configuration.metrics()];
  const { whole, touchpoints } = await gatherDigests(effects, journey, {
    span,
    cut,
    thresholds: thresholdsOf(options),
  });
  const write = await digestWriter(
    {
      effects: { ...effects, milliseconds: () => effects.now().getTime() },
      configuration,
      actions: await knownActions({ effects, configuration }),
    },
    { span, today: wallClock(effects.now(), zone).day, lang: schedule.language ?? 'en' },
  );
  const asked = touchpoints.filter(({ scope }) => schedule.touchpoints?.includes(scope.id) ?? true);
  const finished = await pMap([whole, ...asked], async (material) => finish(effects, await write(material)), {
    concurrency: digestsAtOnce,
  });
  for (const one of finished) await store(effects, one, schedule.id);
  const [first] = finished;
  if (first === undefined) return [];
  await effects.notify({ subject: first.digest.title, text: noticeText(first, finished) });
  const unsent = await mailPages(effects, run, finished);
  effects.log('digests issued', {
    schedule: schedule.id,
    period: period.period,
    digests: finished.length,
    unsent: unsent.length,
  });
  return unsent;
};
