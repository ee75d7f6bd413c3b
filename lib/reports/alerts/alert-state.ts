import { z } from 'zod';
import type { Figure } from '../../metrics/figures/figure.ts';

/** What a rule saw at one look. */
export interface Observation {
  readonly rule: string;
  /** What it looked at: a touchpoint, a touchpoint and a theme, a source. */
  readonly subject: string;
  /** `alarming` raises; `calm` clears; anything between leaves it as it is. */
  readonly verdict: 'alarming' | 'between' | 'calm';
  /** One sentence with its numbers. */
  readonly text: string;
  /** A path of the HTTP API that opens what was counted. */
  readonly evidence: string;
  /** What is measured against, once it is raised. */
  readonly baseline?: Figure;
}

const figure = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number(),
  enough: z.boolean(),
});

/** What is remembered of a rule and a subject: what it saw, but for the verdict. */
export const alertState = z.object({
  rule: z.string(),
  subject: z.string(),
  text: z.string(),
  evidence: z.string(),
  baseline: figure.exactOptional(),
  raised: z.boolean(),
  /** When it last was raised or cleared, ISO instant. */
  since: z.string(),
  /** False until the last change was told. */
  told: z.boolean(),
});
export type AlertState = Readonly<z.infer<typeof alertState>>;

/**
 * What becomes of an alert by an observation: raised by an alarming one, cleared by a calm one, else as it was. Undefined where
 * nothing is to be remembered: calm, and never raised. While it is raised, its text follows what is seen and its baseline stays.
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
