import { z } from 'zod';

/** An action that was taken, and the day of its expected effect. */
export interface Action {
  /** Lower-case words joined by hyphens. */
  readonly id: string;
  /** The first day of its effect. */
  readonly date: string;
  readonly touchpoint: string;
  /** The theme whose feedback should change; without it the scores. */
  readonly theme?: string;
  readonly text: string;
}

export const actionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
    .max(80)
    .exactOptional(),
  date: z.iso.date('a day such as 2026-05-31'),
  touchpoint: z.string().min(1),
  theme: z.string().min(1).exactOptional(),
  text: z.string().min(1).max(500),
});

/** The content of `config/actions.yaml`. */
export const actionsFile = z.strictObject({ actions: z.array(actionSchema).default([]) });
