import { parseSettings } from '../schedules.ts';
import { type AlertRule, alertRulesSchema } from './alert-rule-schema.ts';

/**
 * The rules of `config/alerts.yaml`, defaults filled in.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseAlertRules('rules: [{ id: nps, kind: below-target, series: nps:transactional, target: 30 }]', 'config/alerts.yaml')
 */
export const parseAlertRules = (text: string, file: string): AlertRule[] =>
  parseSettings(alertRulesSchema, text, file).rules;
