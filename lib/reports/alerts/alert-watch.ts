import type { Counted } from '../../disclosure/parts.ts';
import { sumVersions } from '../../disclosure/parts.ts';
import { breaksBetween } from '../../insights/changes/version-breaks.ts';
import type { FindingsAnswer } from '../../insights/findings/finding.ts';
import { addDays } from '../../metrics/calendar/calendar.ts';
import { falseDiscoveryRates } from '../../metrics/comparisons/benjamini-hochberg.ts';
import { type Change, changeOf } from '../../metrics/comparisons/change.ts';
import { seriesOf } from '../../metrics/comparisons/changes.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { figuresOf } from '../../metrics/figures/figures.ts';
import { type MetricsSettings, thresholdsOf } from '../../metrics/figures/metrics-settings.ts';
import { polarityCount } from '../../metrics/figures/moments.ts';
import { countPeople } from '../../metrics/tally/respondents.ts';
import { sumTallies } from '../../metrics/tally/tally.ts';
import type { Scope } from '../digest/digest-material.ts';
import { type Sentence, say } from '../sentence.ts';
import {
  count,
  differenceWithin,
  level,
  levelWithin,
  scaleName,
  themeName,
  type Unit,
  unitOfScale,
} from '../wording.ts';
import type { AlertRule, RuleOf } from './alert-rule-schema.ts';
import type { AlertState, Observation } from './alert-state.ts';
import { observeSilence, type SourceDays } from './silence.ts';

/** A touchpoint's days, in order; days without feedback are left out. */
export interface WatchedTouchpoint extends Scope {
  readonly days: readonly (Counted & { readonly period: string })[];
}

/** The input of rules. */
export interface Watched {
  /** In the reporting zone. */
  readonly today: string;
  readonly touchpoints: readonly WatchedTouchpoint[];
  /** Of the folders below `uploads/`, by the days on which files came. */
  readonly folders: readonly SourceDays[];
  /** By {@link stateKey}. */
  readonly states: ReadonlyMap<string, AlertState>;
  readonly options: MetricsSettings;
  /** By the days of a rule: the changes in them. Only if a rule needs it. */
  readonly findings?: ReadonlyMap<number, FindingsAnswer>;
}

/** @example stateKey({ rule: 'nps', subject: 'delivery' }) // 'nps#delivery' */
export const stateKey = ({ rule, subject }: Pick<AlertState, 'rule' | 'subject'>): string =>
  `${rule}#${subject}`;

interface Window {
  readonly from: string;
  readonly to: string;
}

/** The days up to yesterday. Today is not over, and would be compared with whole days. */
const windowBefore = (day: string, days: number): Window => ({
  from: addDays(day, -days),
  to: addDays(day, -1),
});

const countWindow = ({ days }: WatchedTouchpoint, { from, to }: Window): Counted => {
  const within = days.filter(({ period }) => from <= period && period <= to);
  return {
    tally: sumTallies(within.map(({ tally }) => tally)),
    versions: sumVersions(within.map(({ versions }) => versions)),
  };
};

const figureOf = ({ tally }: Counted, series: string, options: MetricsSettings): Figure | undefined =>
  seriesOf(figuresOf(tally, options)).get(series);

const seriesWords = (series: string): { readonly name: Sentence; readonly unit: Unit } =>
  series === 'sentiment:net'
    ? { name: say`Net sentiment`, unit: 'points' }
    : { name: say`${scaleName(series)}`, unit: unitOfScale(series) };

const path = (
  touchpoint: string,
  view: 'summaries' | 'feedback',
  query: Readonly<Record<string, string>>,
): string => `/touchpoints/${encodeURIComponent(touchpoint)}/${view}?${new URLSearchParams(query)}`;

const watchedBy = ({ touchpoints }: Exclude<AlertRule, { kind: 'silence' }>, watched: Watched) =>
  watched.touchpoints.filter(({ id }) => touchpoints?.includes(id) ?? true);

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

/** A change since the baseline that is not tested yet. */
interface Candidate {
  readonly subject: string;
  readonly change: Change;
  /** False if it changed in the other direction, or by less than the rule requires. */
  readonly matters: boolean;
  readonly text: string;
  readonly evidence: string;
}

type Way = 'up' | 'down';

/** The one-sided p-value in this direction: half of the two-sided one. */
const oneSided = ({ p, difference }: Change, way: Way): number =>
  difference !== 0 && difference < 0 === (way === 'down') ? p / 2 : 1 - p / 2;

/** A raised alert is compared with the baseline of before it was raised: the days since then are part of the new baseline. */
const stillOff = (baseline: Figure, now: Figure, way: Way): boolean => {
  const { low, high } = changeOf(baseline, now);
  return way === 'down' ? high < 0 : low > 0;
};

/** All checks of a rule are one family: its alerts have a false discovery rate of at most the rule's level. */
const judge = (
  rule: { readonly id: string; readonly level: number; readonly way: Way },
  candidates: readonly Candidate[],
  states: Watched['states'],
): Observation[] => {
  const { way } = rule;
  const rates = falseDiscoveryRates(candidates.map(({ change }) => oneSided(change, way)));
  return candidates.map(({ subject, change, matters, text, evidence }, index): Observation => {
    const before = states.get(stateKey({ rule: rule.id, subject }));
    const baseline = before?.raised === true ? (before.baseline ?? change.before) : change.before;
    const isAlarming = matters && (rates[index] ?? 1) <= rule.level;
    const calm = stillOff(baseline, change.after, way) ? 'between' : 'calm';
    return { rule: rule.id, subject, verdict: isAlarming ? 'alarming' : calm, text, evidence, baseline };
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

interface ThemeShare {
  /** Of the scored answers. */
  readonly share: Figure;
  readonly people: number;
  /** Below this nothing is disclosed. */
  readonly minPeople: number;
}

const themeShare = ({ tally }: Counted, theme: string, options: MetricsSettings): ThemeShare | undefined => {
  const { minimumSample = defaultMinimumSample } = options;
  const { scored } = tally.answers;
  if (scored < minimumSample) return undefined;
  const mentions = tally.themes[theme];
  const share = figureMaker(minimumSample).share(
    mentions === undefined ? 0 : polarityCount(mentions),
    scored,
  );
  return { share, people: countPeople(mentions?.people ?? []), minPeople: thresholdsOf(options).figures };
};

const isDisclosable = ({ people, minPeople }: ThemeShare): boolean => people === 0 || people >= minPeople;

/** For few respondents only an upper limit. */
const shareText = (mentioned: ThemeShare, write: (share: Figure) => Sentence): Sentence =>
  isDisclosable(mentioned)
    ? write(mentioned.share)
    : say`Under ${level(Math.max(mentioned.minPeople / mentioned.share.n, 0.01), 'share')}`;

/** The themes of a touchpoint that a rule has raised. */
const raisedAt = (rule: RuleOf<'theme-spike'>, touchpoint: string, states: Watched['states']): string[] =>
  [...states.values()]
    .filter((state) => state.rule === rule.id && state.subject.startsWith(`${touchpoint}/`))
    .map(({ subject }) => subject.slice(touchpoint.length + 1));

/** Themes that are mentioned now or were before, and raised ones that may no longer be mentioned. */
const themesAt = (rule: RuleOf<'theme-spike'>, counts: readonly Counted[], raised: readonly string[]) => {
  const themes = new Set([...counts.flatMap(({ tally }) => Object.keys(tally.themes)), ...raised]);
  return [...themes].filter((theme) => rule.themes?.includes(theme) ?? true).toSorted();
};

const themeCandidates = (
  rule: RuleOf<'theme-spike'>,
  touchpoint: WatchedTouchpoint,
  { today, options, states }: Watched,
): Candidate[] => {
  const window = windowBefore(today, rule.days);
  const now = countWindow(touchpoint, window);
  const before = countWindow(touchpoint, windowBefore(window.from, rule.against));
  if (breaksBetween(now.versions, before.versions).themes) return [];
  return themesAt(rule, [now, before], raisedAt(rule, touchpoint.id, states)).flatMap((theme) => {
    const [after, earlier] = [themeShare(now, theme, options), themeShare(before, theme, options)];
    if (after === undefined || earlier === undefined) return [];
    const isMore = after.share.value >= rule.factor * earlier.share.value;
    return [
      {
        subject: `${touchpoint.id}/${theme}`,
        change: changeOf(earlier.share, after.share),
        matters: isMore && after.people >= after.minPeople,
        text: say`${shareText(after, (share) => levelWithin(share, 'share'))} of answers at ${touchpoint} mentioned ${themeName(theme)} in the last ${count(rule.days)} days, ${shareText(earlier, ({ value }) => say`${level(value, 'share')}`)} in the ${count(rule.against)} days before (n = ${count(after.share.n)}).`
          .text,
        evidence: path(touchpoint.id, 'feedback', { ...window, theme }),
      },
    ];
  });
};

const observeSpike = (rule: RuleOf<'theme-spike'>, watched: Watched): Observation[] =>
  judge(
    { ...rule, way: 'up' },
    watchedBy(rule, watched).flatMap((touchpoint) => themeCandidates(rule, touchpoint, watched)),
    watched.states,
  );

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
      verdict: certainty === 'proven' ? 'alarming' : 'between',
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
