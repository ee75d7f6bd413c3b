import { sum } from 'remeda';
import { dayCount, dayName } from '../../metrics/calendar/report-period.ts';
import { say } from '../sentence.ts';
import { count, plural } from '../wording.ts';
import type { RuleOf, Strictness } from './alert-rule-schema.ts';
import type { Observation } from './alert-state.ts';
import { usualFalseAlarmsAYear } from './yearly.ts';

/** The days with uploads to a folder, or with answers at a touchpoint. In order, each once. */
export interface SourceDays {
  readonly source: string;
  /** Its name in a sentence: `the folder delivery`. */
  readonly name: string;
  /** A path of the HTTP API that shows what arrived. */
  readonly evidence: string;
  readonly days: readonly string[];
}

/** Fewer gaps are not enough to know a source. */
export const minGaps = 4;
const gapsLookedAt = 40;
/** A gap of at least this share of the longest counts as one between bursts. */
const sameKind = 0.2;

/** A source that sends once a year may be reported with this chance at most, however many false alarms are allowed. */
const maxChance = 0.1;

const steps = 60;

/**
 * How many times its longest gap a source may be silent: with a share `level` of gaps of a source that sends at random times (a
 * Poisson process) the silence is longer than that many times the longest of the `gaps` before. The chance of a gap longer than c
 * times the longest of k others is Π i / (i + c), i = 1 … k.
 * Source: Rényi, Acta Math. Hung. 4 (1953) 191–231 (spacings of exponential order statistics).
 *
 * @example silenceFactor(20, 0.01) // 1.6295
 */
export const silenceFactor = (gaps: number, level: number): number => {
  const chance = (factor: number): number => {
    let product = 1;
    for (let i = 1; i <= gaps; i += 1) product *= i / (i + factor);
    return product;
  };
  let [low, high] = [0, 1];
  while (chance(high) > level) high *= 2;
  for (let step = 0; step < steps; step += 1) {
    const middle = (low + high) / 2;
    if (chance(middle) > level) low = middle;
    else high = middle;
  }
  return high;
};

const daysFrom = (from: string, to: string): number => dayCount({ firstDay: from, lastDay: to }) - 1;

const gapsOf = (days: readonly string[]): number[] =>
  days.slice(1).map((day, index) => daysFrom(days[index] ?? day, day));

/**
 * The number of days after which a source is reported silent, by its gaps. A source that sends in bursts has many short gaps within them and few
 * long ones between: only the long ones show how long it may be silent. With a single long gap that is 99 times as
 * long at a level of 1 %: too little is known yet.
 */
const maxExpectedGap = (gaps: readonly number[], level: number): number => {
  const longest = Math.max(...gaps);
  const like = gaps.filter((gap) => gap >= longest * sameKind).length;
  return longest * silenceFactor(like, level);
};

const daysAYear = 365;

/** The chance with which a gap may be reported. A source that sends more often has more gaps a year, each of which could be. */
const chanceOfGap = (
  { level, falseAlarmsAYear = usualFalseAlarmsAYear }: Strictness,
  gaps: readonly number[],
): number => {
  if (level !== undefined) return level;
  const gapsAYear = (daysAYear * gaps.length) / sum(gaps);
  return Math.min(maxChance, falseAlarmsAYear / gapsAYear);
};

const observeSource = (
  rule: RuleOf<'silence'>,
  { source, name, evidence, days, of }: SourceDays & { readonly of: number },
  today: string,
): Observation[] => {
  const gaps = gapsOf(days).slice(-gapsLookedAt);
  const last = days.at(-1);
  if (last === undefined) return [];
  const silent = daysFrom(last, today);
  const longest = Math.max(...gaps);
  return [
    {
      rule: rule.id,
      subject: source,
      // A new file ends the silence, which becomes a gap like the others.
      verdict:
        silent > maxExpectedGap(gaps, chanceOfGap(rule, gaps) / of)
          ? 'alarming'
          : silent <= longest
            ? 'calm'
            : 'between',
      text: (silent <= 0
        ? say`Feedback from ${{ name }} came in on ${{ name: dayName(last) }}.`
        : say`No feedback from ${{ name }} for ${plural(silent, 'day')}, since ${{ name: dayName(last) }}; the longest of the last ${count(gaps.length)} gaps was ${plural(longest, 'day')}.`
      ).text,
      evidence,
    },
  ];
};

/**
 * The sources that have stopped sending. One that sent on fewer than five days is not checked. The level, or the false alarms of a year, are shared
 * among those that are (Bonferroni): they are those of reporting any of them.
 *
 * @param today the day up to which something could have come
 */
export const observeSilence = (
  rule: RuleOf<'silence'>,
  sources: readonly SourceDays[],
  today: string,
): Observation[] => {
  const watched = sources.filter(
    ({ source, days }) => days.length > minGaps && (rule.sources?.includes(source) ?? true),
  );
  return watched.flatMap((source) => observeSource(rule, { ...source, of: watched.length }, today));
};
