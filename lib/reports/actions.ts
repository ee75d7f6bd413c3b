import type { z } from 'zod';
import { slug } from '../feedback/slug.ts';
import { type Action, type actionSchema, actionsFile } from './action-schema.ts';
import { parseSettings } from './schedules.ts';

/** An action with its id: the one given, or its date, touchpoint and first words. */
export const actionOf = ({ id, ...action }: z.infer<typeof actionSchema>): Action => ({
  id: id ?? slug(`${action.date} ${action.touchpoint} ${action.text}`),
  ...action,
});

/**
 * The content of `config/actions.yaml`.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseActions('actions: [{ date: 2026-05-01, touchpoint: delivery, text: New courier }]', 'config/actions.yaml')
 */
export const parseActions = (text: string, file: string): Action[] =>
  parseSettings(actionsFile, text, file).actions.map(actionOf);
