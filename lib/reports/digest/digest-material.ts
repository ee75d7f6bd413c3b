import type { Counted } from '../../disclosure/parts.ts';
import type { Verdict } from '../../insights/findings/finding.ts';
import type { Quote } from '../../insights/quotes/quotes.ts';
import type { ReportPeriod } from '../../metrics/calendar/report-period.ts';
import type { Tally } from '../../metrics/tally/tally.ts';
import type { Sentence } from '../sentence.ts';

/** The subject of a digest: a touchpoint, or all of them under {@link wholeScope}. */
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

/** The reported days, and those they are compared with: a part of a period is compared with a part of the same length. */
export interface Span {
  readonly period: ReportPeriod;
  /** The last day that counts, if the period is not over yet. */
  readonly through?: string;
  readonly previous: ReportPeriod;
  /** The last day of the previous period that counts, if only a part of it does. */
  readonly previousThrough?: string;
}

/** One past period, for the curve; without counts if it is suppressed or has no responses. */
export interface PastPeriod {
  readonly period: ReportPeriod;
  readonly tally?: Pick<Tally, 'ratings' | 'sentiment' | 'people' | 'responses'>;
}

/** A quote in a digest has no day: there may be days with a single customer. */
export type DigestQuote = Omit<Quote, 'cell'>;

/** The input of a digest. */
export interface DigestMaterial {
  readonly scope: Scope;
  readonly span: Span;
  /** Absent where it is suppressed. */
  readonly now?: Counted;
  /** Absent where it is suppressed. */
  readonly before?: Counted;
  /** For the whole journey: its touchpoints without suppressed ones. For a touchpoint: empty. */
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
export const digestSections = ['summary', 'changed', 'ongoing', 'signals'] as const;
export type DigestSection = (typeof digestSections)[number];

/** A sentence of a digest, with a path to look it up. */
export interface Fact extends Sentence {
  /** Its subject: `summary`, `finding:score:delivery:nps:transactional`, `ongoing:store:theme:speed`. */
  readonly id: string;
  readonly section: DigestSection;
  /** The beginning of the text, without a full stop. */
  readonly headline: string;
  /** For a finding: whether it is good or bad news about customers. */
  readonly verdict?: Verdict;
  /** If the sentence is about an increase or a decrease. */
  readonly direction?: 'up' | 'down';
  /** A path of the HTTP API that opens what was counted. */
  readonly evidence: string;
}
