import type { RuleOf } from './alert-rules.ts';
import type { Observation } from './alert-state.ts';
import { dayCount, dayName } from './report-period.ts';
import { say } from './sentence.ts';
import { count, plural } from './wording.ts';

/** The days on which something came from a source: files into a folder, or answers at a touchpoint. In order, each once. */
export interface SourceDays {
  readonly source: string;
  /** What it is called in a sentence: `the folder delivery`. */
  readonly name: string;
  /** A path of the HTTP API where what came can be looked up. */
  readonly evidence: string;
  readonly days: readonly string[];
}

/** Fewer gaps say nothing of how a source sends. */
export const fewestGaps = 4;
const gapsLookedAt = 20;

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

const observeSource = (
  rule: RuleOf<'silence'>,
  { source, name, evidence, days }: SourceDays,
  today: string,
): Observation[] => {
  const gaps = gapsOf(days).slice(-gapsLookedAt);
  const last = days.at(-1);
  if (last === undefined || gaps.length < fewestGaps) return [];
  const silent = daysFrom(last, today);
  const longest = Math.max(...gaps);
  return [
    {
      rule: rule.id,
      subject: source,
      // A new file ends the silence, and makes it a gap like the others.
      verdict:
        silent > longest * silenceFactor(gaps.length, rule.level)
          ? 'alarming'
          : silent <= longest
            ? 'calm'
            : 'between',
      text: say`Nothing has come from ${{ name }} for ${plural(silent, 'day')}, since ${{ name: dayName(last) }}; the longest of its last ${count(gaps.length)} gaps was ${plural(longest, 'day')}.`
        .text,
      evidence,
    },
  ];
};

/**
 * Which sources that used to send have stopped. One that sent on fewer than five days is not looked at.
 *
 * @param today the day up to which something could have come
 */
export const observeSilence = (
  rule: RuleOf<'silence'>,
  sources: readonly SourceDays[],
  today: string,
): Observation[] =>
  sources
    .filter(({ source }) => rule.sources?.includes(source) ?? true)
    .flatMap((source) => observeSource(rule, source, today));
