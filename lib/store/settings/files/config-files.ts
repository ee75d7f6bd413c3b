import type { z } from 'zod';
import { parseLanguageSettings } from '../../../analysis/engines/language-settings.ts';
import { languageSettings } from '../../../analysis/engines/language-settings-schema.ts';
import type { ErrorCode } from '../../../errors.ts';
import { parseJourney } from '../../../feedback/journey.ts';
import { journeySchema } from '../../../feedback/journey-schema.ts';
import { loadLimits } from '../../../feedback/load-limits-schema.ts';
import { ownNumbersFile, parseOwnNumbers } from '../../../feedback/response/redaction/own-numbers.ts';
import { retention } from '../../../feedback/retention-schema.ts';
import { connectorSettings } from '../../../feedback/stream/connector-settings.ts';
import { webhookSettings } from '../../../feedback/stream/webhooks/webhook-settings.ts';
import { parseMetricsSettings } from '../../../metrics/figures/metrics-settings.ts';
import { metricsSettings } from '../../../metrics/figures/metrics-settings-schema.ts';
import { actionsFile } from '../../../reports/action-schema.ts';
import { parseActions } from '../../../reports/actions.ts';
import { alertRulesSchema } from '../../../reports/alerts/alert-rule-schema.ts';
import { parseAlertRules } from '../../../reports/alerts/alert-rules.ts';
import { calendarSchema } from '../../../reports/calendar-schema.ts';
import { parseCalendar } from '../../../reports/schedules.ts';
import { objectKeys } from '../../keys.ts';
import { parseConnectorSettings } from '../connectors.ts';
import { parseLoadLimits } from '../load-limits.ts';
import { parseRetention } from '../retention.ts';
import { parseWebhookSettings } from '../webhooks.ts';

/** A YAML file of `config/` that people edit. */
interface ConfigFile {
  readonly key: string;
  /** Of its errors. */
  readonly code: ErrorCode;
  /** Its shape. */
  readonly schema: z.ZodType;
  /** What the pipeline reads it by. Throws for what it can't use. */
  readonly parse: (text: string, file: string) => unknown;
}

/** Every file of `config/` that people edit, by its name. The taxonomy is not among them: it has commands of its own. */
export const configFiles = {
  journey: { key: objectKeys.journey, code: 'journey-invalid', schema: journeySchema, parse: parseJourney },
  metrics: { key: objectKeys.metrics, code: 'usage', schema: metricsSettings, parse: parseMetricsSettings },
  calendar: { key: objectKeys.calendar, code: 'usage', schema: calendarSchema, parse: parseCalendar },
  alerts: { key: objectKeys.alerts, code: 'usage', schema: alertRulesSchema, parse: parseAlertRules },
  actions: { key: objectKeys.actions, code: 'usage', schema: actionsFile, parse: parseActions },
  limits: { key: objectKeys.limits, code: 'limits-invalid', schema: loadLimits, parse: parseLoadLimits },
  retention: { key: objectKeys.retention, code: 'usage', schema: retention, parse: parseRetention },
  redaction: {
    key: objectKeys.redaction,
    code: 'redaction-invalid',
    schema: ownNumbersFile,
    parse: parseOwnNumbers,
  },
  languages: {
    key: objectKeys.languages,
    code: 'usage',
    schema: languageSettings,
    parse: parseLanguageSettings,
  },
  webhooks: {
    key: objectKeys.webhooks,
    code: 'usage',
    schema: webhookSettings,
    parse: parseWebhookSettings,
  },
  connectors: {
    key: objectKeys.connectors,
    code: 'usage',
    schema: connectorSettings,
    parse: parseConnectorSettings,
  },
} as const satisfies Readonly<Record<string, ConfigFile>>;

export type ConfigName = keyof typeof configFiles;
