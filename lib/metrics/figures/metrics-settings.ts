import { parse } from 'yaml';
import { VerbatimError } from '../../errors.ts';
import { wantedBy } from '../../wanted.ts';
import type { Dimension } from '../tally/dimensions.ts';
import type { FiguresOptions } from './figures.ts';
import { metricsSettings } from './metrics-settings-schema.ts';

/** Under how many respondents something is suppressed. */
export interface ConfidentialityThresholds {
  /** Figures. Default 5. */
  readonly figures: number;
  /** Quotes. Default 10. */
  readonly quotes: number;
}

export const defaultThresholds: ConfidentialityThresholds = { figures: 5, quotes: 10 };

/** Customers of a kind: all whose values are listed, of one dimension or of two. */
export interface Persona {
  readonly id: string;
  readonly name?: string;
  readonly where: Readonly<Record<Dimension, readonly string[]>>;
}

export interface Weights {
  readonly by: Dimension;
  /** 0..1 by value; they add up to 1. */
  readonly shares: Readonly<Record<string, number>>;
}

/** What a team says of its figures. */
export interface MetricsSettings extends FiguresOptions {
  /** Saved rules over declared dimensions. */
  readonly personas?: readonly Persona[];
  /** What share of all customers each value of a dimension has: figures are weighted to it. Default: unweighted. */
  readonly weights?: Weights;
  /** Under how many people figures (default 5) and quotes (default 10) are suppressed; `off` where nothing was promised. */
  readonly confidentiality?: 'off' | Partial<ConfidentialityThresholds>;
  /** What summaries are broken down by, beside the touchpoint: `channel`, an attribute of the files, a pair `channel+plan`. Default: none. */
  readonly dimensions?: readonly Dimension[];
  /** Most responses that one question may read one by one. Default 200,000. */
  readonly scanLimit?: number;
}

/**
 * The content of `config/metrics.yaml`: what a team counts as satisfied, how few answers are too few, and what
 * its summaries are broken down by.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseMetricsSettings('satisfiedFrom: { "csat:1-5": 5 }', 'config/metrics.yaml') // top box only
 */
export const parseMetricsSettings = (text: string, file: string): MetricsSettings => {
  const parsed = metricsSettings.safeParse(parse(text) ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('usage', `${issue?.path.join('.') || 'the file'} is invalid`, {
    file,
    expected:
      wantedBy(parsed.error) ?? 'minimumSample, satisfiedFrom, dimensions, confidentiality, scanLimit',
  });
};

/**
 * Under how many people figures and quotes are suppressed; 0 where confidentiality is off.
 *
 * @example thresholdsOf({}) // { figures: 5, quotes: 10 }
 */
export const thresholdsOf = ({ confidentiality = {} }: MetricsSettings): ConfidentialityThresholds =>
  confidentiality === 'off' ? { figures: 0, quotes: 0 } : { ...defaultThresholds, ...confidentiality };
