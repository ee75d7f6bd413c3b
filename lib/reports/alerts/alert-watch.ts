import { breaksBetween } from '../../insights/changes/version-breaks.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { changeOf } from '../../metrics/comparisons/change.ts';
import { say } from '../sentence.ts';
import { count, differenceWithin, level, levelWithin, themeName } from '../wording.ts';
import type { AlertRule, RuleOf } from './alert-rule-schema.ts';
import type { Observation } from './alert-state.ts';
import { type Candidate, judge } from './judge.ts';
import { observeSilence } from './silence.ts';
import { observeSpike } from './theme-spike.ts';
import {
  countWindow,
  figureOf,
  path,
  seriesWords,
  type Watched,
  watchedBy,
  windowBefore,
} from './watched.ts';

const observeTarget = (rule: RuleOf<'below-target'>, watched: Watched): Observation[] => {
  const window = windowBefore(watched.today, rule.days);
  const { name, unit } = seriesWords(rule.series);
  return watchedBy(rule, watched).flatMap((touchpoint) => {
    const figure = figureOf(countWindow(touchpoint, window), rule.series, watched.options);
    if (figure?.enough !== true) return [];
    const verdict = figure.high < rule.target ? 'alarming' : figure.value >= rule.target ? 'calm' : 'between';
    return [
      {
        rule: rule.id,
        subject: touchpoint.id,
        verdict,
        text: say`${name} of ${touchpoint} was ${levelWithin(figure, unit)} in the last ${count(rule.days)} days (n = ${count(figure.n)}); target ${level(rule.target, unit)}.`
          .text,
        evidence: path(touchpoint.id, 'summaries', { grain: 'day', ...window }),
      },
    ];
  });
};

const observeDrop = (rule: RuleOf<'drop'>, watched: Watched): Observation[] => {
  const window = windowBefore(watched.today, rule.days);
  const earlier = windowBefore(window.from, rule.against);
  const { name, unit } = seriesWords(rule.series);
  const candidates = watchedBy(rule, watched).flatMap((touchpoint): Candidate[] => {
    const [now, before] = [countWindow(touchpoint, window), countWindow(touchpoint, earlier)];
    const [after, baseline] = [now, before].map((counted) => figureOf(counted, rule.series, watched.options));
    if (after?.enough !== true || baseline?.enough !== true) return [];
    if (rule.series === 'sentiment:net' && breaksBetween(now.versions, before.versions).sentiment) return [];
    const change = changeOf(baseline, after);
    return [
      {
        subject: touchpoint.id,
        change,
        matters: change.difference <= -rule.atLeast,
        text: say`${name} of ${touchpoint} was ${levelWithin(after, unit)} in the last ${count(rule.days)} days, ${differenceWithin({ ...change, value: change.difference }, unit)} compared with the ${count(rule.against)} days before (n = ${count(after.n)}).`
          .text,
        evidence: path(touchpoint.id, 'summaries', { grain: 'day', from: earlier.from, to: window.to }),
      },
    ];
  });
  return judge({ ...rule, way: 'down' }, candidates, watched.states);
};

/** The only rule that includes today: urgent feedback does not wait for the end of the day. */
const observeSignal = (rule: RuleOf<'signal'>, watched: Watched): Observation[] => {
  const window = { from: addDays(watched.today, -rule.days), to: watched.today };
  return watchedBy(rule, watched).map((touchpoint): Observation => {
    const mentions = countWindow(touchpoint, window).tally.signals[rule.signal] ?? 0;
    const quiet = mentions < rule.atLeast / 2 ? 'calm' : 'between';
    return {
      rule: rule.id,
      subject: touchpoint.id,
      verdict: mentions >= rule.atLeast ? 'alarming' : quiet,
      text: say`${mentions < rule.atLeast ? say`Fewer than ${count(rule.atLeast)}` : count(mentions)} answers at ${touchpoint} since ${{ name: window.from }} have the signal ${themeName(rule.signal)}.`
        .text,
      evidence: path(touchpoint.id, 'feedback', window),
    };
  });
};

/** A finding stays raised as long as it is in the list. */
const observeFindings = (rule: RuleOf<'finding'>, { findings, states }: Watched): Observation[] => {
  const listed = (findings?.get(rule.days)?.findings ?? []).filter(
    ({ verdict, where }) =>
      verdict === 'worse' && (rule.touchpoints?.includes(where.touchpoint?.id ?? '') ?? true),
  );
  const seen = listed.map(
    ({ id, certainty, text, evidence }): Observation => ({
      rule: rule.id,
      subject: id,
      verdict: certainty === 'significant' ? 'alarming' : 'between',
      text: [`${text.headline}.`, text.detail].filter((part) => part !== '').join(' '),
      evidence: evidence.path,
    }),
  );
  const over = [...states.values()]
    .filter((state) => state.rule === rule.id && state.raised)
    .filter(({ subject }) => !listed.some(({ id }) => id === subject))
    .map(
      ({ subject, text, evidence }): Observation => ({
        rule: rule.id,
        subject,
        verdict: 'calm',
        text,
        evidence,
      }),
    );
  return [...seen, ...over];
};

/** Touchpoints are late together, with the file that contains them: they are compared with the others' latest day. */
const observeSilentTouchpoints = (
  rule: RuleOf<'silence'>,
  { touchpoints, today }: Watched,
): Observation[] => {
  const sources = touchpoints.map(({ id, name, days }) => ({
    source: id,
    name,
    evidence: path(id, 'summaries', { grain: 'day', to: today }),
    days: days.map(({ period }) => period),
  }));
  const latest = sources
    .flatMap(({ days }) => days.slice(-1))
    .toSorted()
    .at(-1);
  return latest === undefined ? [] : observeSilence(rule, sources, latest);
};

/**
 * The observations of a rule. Figures below the minimum sample are not checked: what was raised stays raised until there is enough
 * feedback. Nothing is compared across two versions of the analysis.
 */
export const observe = (rule: AlertRule, watched: Watched): Observation[] => {
  switch (rule.kind) {
    case 'below-target':
      return observeTarget(rule, watched);
    case 'drop':
      return observeDrop(rule, watched);
    case 'theme-spike':
      return observeSpike(rule, watched);
    case 'signal':
      return observeSignal(rule, watched);
    case 'finding':
      return observeFindings(rule, watched);
    case 'silence':
      return rule.of === 'folders'
        ? observeSilence(rule, watched.folders, watched.today)
        : observeSilentTouchpoints(rule, watched);
  }
};
