import { z } from 'zod';
import type { Figure } from '../../metrics/figures/figure.ts';

/** The result of one check of a rule. */
export interface Observation {
  readonly rule: string;
  /** The subject: a touchpoint, a touchpoint and a theme, a source. */
  readonly subject: string;
  /** `alarming` raises; `calm` clears; anything between changes nothing. */
  readonly verdict: 'alarming' | 'between' | 'calm';
  /** One sentence with its numbers. */
  readonly text: string;
  /** A path of the HTTP API that opens what was counted. */
  readonly evidence: string;
  /** What later checks compare with, once it is raised. */
  readonly baseline?: Figure;
}

const figure = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number(),
  enough: z.boolean(),
});

/** The stored state of a rule and a subject: the last result, without the verdict. */
export const alertState = z.object({
  rule: z.string(),
  subject: z.string(),
  text: z.string(),
  evidence: z.string(),
  baseline: figure.exactOptional(),
  raised: z.boolean(),
  /** When it was last raised or cleared, ISO instant. */
  since: z.string(),
  /** False until the last change was sent. */
  told: z.boolean(),
});
export type AlertState = Readonly<z.infer<typeof alertState>>;

/**
 * The state after a check: an alarming result raises it, a calm one clears it, otherwise it is unchanged. Undefined if
 * nothing needs to be stored: calm, and never raised. While it is raised, its text is updated and its baseline kept.
 */
export const nextState = (
  before: AlertState | undefined,
  { verdict, ...seen }: Observation,
  now: string,
): AlertState | undefined => {
  const wasRaised = before?.raised === true;
  const raised = verdict === 'alarming' || (wasRaised && verdict === 'between');
  if (before === undefined && !raised) return undefined;
  if (before !== undefined && raised === wasRaised) return raised ? stillRaised(before, seen) : before;
  return { ...seen, raised, since: now, told: false };
};

const stillRaised = (before: AlertState, { text, evidence }: Omit<Observation, 'verdict'>): AlertState => ({
  ...before,
  text,
  evidence,
});
