import { z } from 'zod';
import { languageSettings } from '../../analysis/engines/language-settings-schema.ts';
import { journeySchema } from '../../feedback/journey-schema.ts';
import { loadLimits } from '../../feedback/load-limits-schema.ts';
import { retention } from '../../feedback/retention-schema.ts';
import { metricsSettings } from '../../metrics/figures/metrics-settings-schema.ts';
import { actionsFile } from '../../reports/action-schema.ts';
import { alertRulesSchema } from '../../reports/alerts/alert-rule-schema.ts';
import { calendarSchema } from '../../reports/calendar-schema.ts';
import type { ConfigName } from '../../store/settings/files/config-files.ts';
import type { ValueChange } from '../../store/settings/files/value-changes.ts';
import { list, schemaOf } from './basis/agree.ts';
import { errorView } from './basis/errors.ts';
import { count } from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { flag } from './basis/parameters.ts';
import { routes } from './routes.ts';

const settings = z
  .object({
    zone: z
      .string()
      .describe('The reporting time zone.')
      .meta({ examples: ['Europe/Berlin'] }),
    today: z.string().describe('Today in that time zone.'),
    confidentiality: z
      .object({ figures: count, quotes: count })
      .describe('The minimum group sizes of figures and quotes; 0 if suppression is off.'),
    minimumSample: count.describe('The n from which a figure is ranked and tested.'),
    scanLimit: count.describe('The maximum number of responses that one request reads one by one.'),
    dimensions: list(z.string()).describe('The declared dimensions; a pair is `channel+plan`.'),
    weightedBy: z.string().exactOptional().describe('The dimension that headlines are weighted by.'),
    satisfiedFrom: z
      .record(z.string(), z.number())
      .describe('The lowest satisfied rating, by the key of its CSAT scale, if configured.'),
    languages: list(z.string()).describe('The languages that are scored, ISO 639-1.'),
    limits: z
      .object({
        responsesPerBatch: count.exactOptional(),
        responsesPerMonth: count.exactOptional(),
        newTouchpoints: count,
      })
      .describe('How much may be loaded without asking a person; absent means no limit.'),
    retention: retention
      .extend({ closedBefore: z.string().exactOptional() })
      .describe(
        'How many months responses, files and digests are kept; what is absent is kept until somebody removes it. Months before `closedBefore` are closed.',
      ),
  })
  .meta({ id: 'Settings' });

export const readSettings = operation(routes.readSettings, {
  summary: 'The settings of the deployment and of the files under config/.',
  subject: 'settings',
  role: 'viewer',
  forLimited: true,
  status: 200,
  answer: settings,
});

/** What was read of a file of any name. */
const state = {
  key: z
    .string()
    .describe('Where it is in the bucket.')
    .meta({ examples: ['config/journey.yaml'] }),
  tag: z
    .string()
    .exactOptional()
    .describe('Identifies this version of the file: send it as `if-match`. Absent if there is no file yet.'),
  written: z
    .object({ by: z.string().exactOptional(), at: z.string() })
    .exactOptional()
    .describe('By whom and when; `by` is absent if it was stored in the bucket in another way.'),
  text: z.string().describe('Its YAML.'),
  problem: errorView.exactOptional().describe('Why it cannot be used; it has no `value` then.'),
};

const fileOf = <const Name extends ConfigName, Value extends z.ZodType>(name: Name, value: Value) =>
  z.object({ ...state, file: z.literal(name), value: value.exactOptional() });

/** What is edited as text only. */
const anyValues = z.record(z.string(), z.unknown());

export const configFile = z
  .discriminatedUnion('file', [
    fileOf('journey', journeySchema),
    fileOf('metrics', metricsSettings),
    fileOf('calendar', calendarSchema),
    fileOf('alerts', alertRulesSchema),
    fileOf('actions', actionsFile),
    fileOf('limits', loadLimits),
    fileOf('retention', retention),
    fileOf('redaction', anyValues),
    fileOf('languages', languageSettings),
    fileOf('webhooks', anyValues),
    fileOf('connectors', anyValues),
  ])
  .meta({
    id: 'ConfigFile',
    description: 'A file under config/: its text, and its values with defaults filled in.',
  });
export type ConfigFile = z.output<typeof configFile>;

export const configNames = [
  'journey',
  'metrics',
  'calendar',
  'alerts',
  'actions',
  'limits',
  'retention',
  'redaction',
  'languages',
  'webhooks',
  'connectors',
] as const;

const valueChange = schemaOf<ValueChange>()(
  z.object({
    path: z
      .string()
      .describe('Keys and ids from the top.')
      .meta({ examples: ['stages.buy.touchpoints.checkout.owner'] }),
    before: z.string().exactOptional(),
    after: z.string().exactOptional(),
  }),
).meta({ id: 'ValueChange' });

const configChange = z
  .object({
    stored: configFile,
    changes: list(valueChange),
    checked: z.boolean().describe('Nothing was stored.'),
  })
  .meta({ id: 'ConfigChange' });
export type ConfigChange = z.output<typeof configChange>;

const params = z.strictObject({ file: z.enum(configNames) });

export const readConfig = operation(routes.readConfig, {
  summary: 'A file under config/, with its ETag, which a change must name.',
  subject: 'settings',
  // It may name people who get mail.
  role: 'analyst',
  params,
  status: 200,
  answer: configFile,
});

export const writeConfig = operation(routes.writeConfig, {
  summary: 'Changes a file under config/, after it was checked as the pipeline reads it.',
  subject: 'settings',
  role: 'admin',
  params,
  query: z.strictObject({ check: flag.describe('Only say what would change; store nothing.') }),
  headers: {
    'if-match': 'The tag of the file as it was read.',
    'if-none-match': '`*`: there was no file.',
  },
  body: z
    .union([
      z.strictObject({ text: z.string().max(1_000_000).describe('The whole file as YAML.') }),
      z.strictObject({
        value: z.unknown().describe('The new content; comments of entries that stay are kept.'),
      }),
    ])
    .meta({ id: 'ConfigRequest', examples: [{ value: { minimumSample: 50 } }] }),
  status: 200,
  answer: configChange,
  errors: ['changed-meanwhile', 'conflict', 'journey-invalid', 'limits-invalid', 'redaction-invalid'],
});
