import { VerbatimError } from '../../errors.ts';
import { expectedBy } from '../../expected.ts';
import { readYaml } from '../../yaml-source.ts';
import type { Dimension } from '../tally/dimensions.ts';
import type { FiguresOptions } from './figures.ts';
import { metricsSettings } from './metrics-settings-schema.ts';

/** The minimum group sizes. */
export interface ConfidentialityThresholds {
  /** Figures. Default 5. */
  readonly figures: number;
  /** Quotes. Default 10. */
  readonly quotes: number;
}

export const defaultThresholds: ConfidentialityThresholds = { figures: 5, quotes: 10 };

/** A persona: customers with all of the listed values, of one dimension or of two. */
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

/** A team's settings of figures. */
export interface MetricsSettings extends FiguresOptions {
  /** Saved rules over declared dimensions. */
  readonly personas?: readonly Persona[];
  /** The share of all customers for each value of a dimension: figures are weighted to it. Default: unweighted. */
  readonly weights?: Weights;
  /** The minimum group sizes of figures (default 5) and quotes (default 10); `off` for no suppression. */
  readonly confidentiality?: 'off' | Partial<ConfidentialityThresholds>;
  /** The dimensions that summaries are broken down by: `channel`, an attribute of the files, a pair `channel+plan`. Default: none. */
  readonly dimensions?: readonly Dimension[];
  /** The maximum number of responses that one request may read one by one. Default 200,000. */
  readonly scanLimit?: number;
}

/**
 * The content of `config/metrics.yaml`: satisfied ranges, minimum sample, and the dimensions that
 * summaries are broken down by.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseMetricsSettings('satisfiedFrom: { "csat:1-5": 5 }', 'config/metrics.yaml') // top box only
 */
const settingsFile = { code: 'usage', named: 'the file' } as const;

export const parseMetricsSettings = (text: string, file: string): MetricsSettings => {
  const parsed = metricsSettings.safeParse(readYaml(text, file, settingsFile).value ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('usage', `${issue?.path.join('.') || 'the file'} is invalid`, {
    file,
    expected:
      expectedBy(parsed.error) ?? 'minimumSample, satisfiedFrom, dimensions, confidentiality, scanLimit',
  });
};

/**
 * The minimum group sizes of figures and quotes; 0 if suppression is off.
 *
 * @example thresholdsOf({}) // { figures: 5, quotes: 10 }
 */
export const thresholdsOf = ({ confidentiality = {} }: MetricsSettings): ConfidentialityThresholds =>
  confidentiality === 'off' ? { figures: 0, quotes: 0 } : { ...defaultThresholds, ...confidentiality };
