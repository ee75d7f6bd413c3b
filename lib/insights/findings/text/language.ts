import type { DayRange } from '../../../disclosure/series.ts';
import type { Interval } from '../../../metrics/figures/intervals.ts';
import type { Difference, FindingAction, ShownFigure, Since, Unit, Verdict, What } from '../finding.ts';
import type { HeadlineScore } from '../findings-answer.ts';
import type { Numbers } from './numbers.ts';

/** The change of one figure, as a sentence needs it. */
export interface FigureChange {
  readonly what: What;
  readonly unit: Unit;
  readonly verdict: Verdict;
  readonly before: ShownFigure;
  readonly after: ShownFigure;
  /** `in April`: the period of `before`. */
  readonly inBefore: string;
}

/** A topic that comments mention, as a sentence needs it. */
export interface MentionedTopic {
  readonly name: string;
  readonly before?: ShownFigure | undefined;
  readonly after: ShownFigure;
  readonly n: number;
  readonly negative: number;
  readonly positive: number;
  readonly inBefore: string;
  /** The week, or the weeks, that the sentence before names, compared with all others instead of what was before. */
  readonly weeks?: 'one' | 'several' | undefined;
}

/** An issue of a theme, with the comments that mention it. */
export interface NamedIssue {
  readonly name: string;
  readonly n: number;
}

/** Where an issue is mentioned more often than elsewhere, as shares of all mentions and of all other comments. */
export interface MostlyIn {
  readonly dimension: string;
  readonly value: string;
  readonly inside: number;
  readonly outside: number;
}

/** Net sentiment of the comments that mention a topic, before and after. */
export interface Feeling {
  readonly before: ShownFigure;
  readonly after: ShownFigure;
}

/** When a figure changed: a step, or a temporary change of some weeks. */
export interface StepOrPeriod extends Since {
  readonly what: What;
  readonly unit: Unit;
  /** It still lasts, it was within the period, or it was before. */
  readonly form: 'step' | 'within' | 'earlier';
}

/** How much of a change comes from a different mix of customers. */
export interface MixPart {
  /** Both in words. */
  readonly part: string;
  readonly whole: string;
  /** The mix alone would have changed it as much, or more. */
  readonly isAll: boolean;
  readonly by: string;
  readonly unit: Unit;
}

/** A score with its earlier value. */
export interface ScoreComparison {
  readonly before: ShownFigure;
  readonly unit: Unit;
  readonly inBefore: string;
  readonly verdict: HeadlineScore['verdict'] | 'too-few';
}

/** The size of a list. */
export interface ListSummary {
  /** Significant changes, listed or not. */
  readonly significant: number;
  readonly instruments: number;
  readonly compared: number;
  readonly changed: number;
  readonly held: number;
  /** `in May`, `in April`: the period and what it is compared with. */
  readonly now: string;
  readonly inBefore: string;
  readonly against: string;
  readonly responses: number;
  /** Of the period compared with: responses, none, or too few people to disclose any. */
  readonly earlier: number | 'suppressed';
  readonly touchpoints: number;
  readonly read: number;
  readonly unread: number;
  /** The biggest problem, if nothing changed. */
  readonly worst?: string | undefined;
  /** Ongoing problems that are listed. */
  readonly problems: number;
}

/** One language: names, numbers, dates and every sentence of a list of findings. Plain words; subject, verb, figure. */
export interface Language extends Numbers {
  readonly code: 'en' | 'de';
  readonly everywhere: string;
  /** Feedback without a touchpoint. */
  readonly unassigned: string;
  segmentName(dimension: string, value: string): string;
  /** @example metricName('ces') // 'Found it easy' */
  metricName(metric: What['metric'], asked: string | undefined): string;
  /** A rating that is not of five stars. */
  ratingName(asked: string | undefined): string;
  topicShareName(topic: string): string;
  topicNetName(topic: string): string;
  /** @example periodName({ from: '2025-05-01', to: '2025-05-31' }) // 'May 2025' */
  periodName(range: DayRange): string;
  /** In a sentence; the year only if it is not that of `beside`. @example inPeriod(april, may) // 'in April' */
  inPeriod(range: DayRange, beside: DayRange): string;
  /** @example beforeDay('2025-04-14') // 'before 14 April' */
  beforeDay(day: string): string;
  /** The same as a subject. @example shortPeriod(april, may) // 'April' */
  shortPeriod(range: DayRange, beside: DayRange): string;
  /** The change of a figure, after the name of its place: `easy for 18%, after 41% in April`. */
  changed(change: FigureChange): string;
  mixChanged(change: FigureChange, by: string): string;
  /** The same for a figure that was different for some weeks only: `1.9 stars in the week of 12 May, otherwise 3.6`. */
  changedForWeeks(weeks: StepOrPeriod, change: FigureChange): string;
  silent(lastDay: string | undefined): string;
  instrumentChanged(what: 'sentiment' | 'themes'): string;
  /** A difference with its unit and interval: `+20 points (95% CI +12 to +28)`. */
  measuredDifference(difference: Difference, what: What): string;
  /** Each of these is a sentence. */
  since(since: StepOrPeriod): string;
  cause(topic: MentionedTopic, likely: boolean): string;
  feltCause(topic: MentionedTopic, feeling: Feeling, likely: boolean): string;
  also(change: FigureChange): string;
  /** How many responses {@link changedForWeeks} is based on, and how the whole periods compare. @param inAfter `in May`, the later period */
  weeksInNumbers(weeks: StepOrPeriod, change: FigureChange, inAfter: string): string;
  confined(place: string): string;
  mostly(where: MostlyIn): string;
  mix(mix: MixPart): string;
  action(action: FindingAction): string;
  notCertain(difference: Difference): string;
  seasonal(): string;
  repeated(responses: number): string;
  checkInstrument(scale: string): string;
  ongoing(topic: MentionedTopic): string;
  /** The issues that a theme consists of. */
  named(issues: readonly NamedIssue[]): string;
  /** What is associated with it, over the whole journey and all else equal. */
  driver(scale: string, effect: Interval & { readonly value: number }, unit: Unit): string;
  scoreOf(what: What, figure: ShownFigure, unit: Unit): string;
  target(value: number, unit: Unit, status: 'met' | 'missed' | 'open' | 'too-few'): string;
  compared(score: ScoreComparison): string;
  notCompared(): string;
  heading(list: ListSummary): string;
  summary(list: ListSummary): string;
  /** Months (`2025-06`) of the compared periods without feedback; `''` for none. */
  withoutFeedback(months: readonly string[]): string;
  /** Checks of single responses that were left out; `''` if all were done. */
  notChecked(checks: readonly string[]): string;
  /** Languages whose sentiment is provisional, as ISO 639-1; `''` for none. */
  provisional(languages: readonly string[]): string;
  suppressed(): string;
}
