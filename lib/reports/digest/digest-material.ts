import type { Counted } from '../../disclosure/parts.ts';
import type { Verdict } from '../../insights/findings/finding.ts';
import type { Quote } from '../../insights/quotes/quotes.ts';
import type { ReportPeriod } from '../../metrics/calendar/report-period.ts';
import type { Tally } from '../../metrics/tally/tally.ts';
import type { Sentence } from '../sentence.ts';

/** Whom a digest is about: a touchpoint, or all of them under {@link wholeScope}. */
export interface Scope {
  readonly id: string;
  readonly name: string;
}

/** No touchpoint has an underscore in its id. */
export const wholeScope: Scope = { id: '_all', name: 'the whole journey' };

/** A touchpoint in the two periods that are compared. */
export interface TouchpointCounts extends Scope {
  readonly now: Counted;
  readonly before: Counted;
}

/** The days that are reported on, and those they are compared with: like for like, so a part is compared with a part as long. */
export interface Span {
  readonly period: ReportPeriod;
  /** The last day that counts, where the period is not over yet. */
  readonly through?: string;
  readonly previous: ReportPeriod;
  /** The last day of the previous period that counts, where not all of it does. */
  readonly previousThrough?: string;
}

/** One period of the past, for the curve; without counts where it is suppressed or nobody answered. */
export interface PastPeriod {
  readonly period: ReportPeriod;
  readonly tally?: Pick<Tally, 'ratings' | 'sentiment' | 'people' | 'responses'>;
}

/** A quote in a digest says not of which day it is: there may be days with one customer. */
export type DigestQuote = Omit<Quote, 'cell'>;

/** Everything that a digest is computed from. */
export interface DigestMaterial {
  readonly scope: Scope;
  readonly span: Span;
  /** Absent where it is suppressed. */
  readonly now?: Counted;
  /** Absent where it is suppressed. */
  readonly before?: Counted;
  /** Of the whole: its touchpoints, those suppressed left out. Of a touchpoint: none. */
  readonly touchpoints: readonly TouchpointCounts[];
  /** True if groups below the minimum size are left out. */
  readonly partial: boolean;
  /** Oldest first, the period itself last. */
  readonly past: readonly PastPeriod[];
  readonly quotes: readonly DigestQuote[];
}

/** The languages that a digest is written in. */
export const digestLanguages = ['en', 'de'] as const;
export type DigestLanguage = (typeof digestLanguages)[number];

/** The parts of a digest, in the order in which they are read. */
export const digestSections = ['summary', 'changed', 'standing', 'signals'] as const;
export type DigestSection = (typeof digestSections)[number];

/** A sentence of a digest, and where what it says can be looked up. */
export interface Fact extends Sentence {
  /** What it is about: `summary`, `finding:score:delivery:nps:transactional`, `standing:store:theme:speed`. */
  readonly id: string;
  readonly section: DigestSection;
  /** What the text begins with, without a full stop. */
  readonly headline: string;
  /** Of a finding: whether it is good or bad news of customers. */
  readonly verdict?: Verdict;
  /** Where it says that something went up or down. */
  readonly direction?: 'up' | 'down';
  /** A path of the HTTP API that opens what was counted. */
  readonly evidence: string;
}
