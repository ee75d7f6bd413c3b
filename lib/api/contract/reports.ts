import { z } from 'zod';
import { findingsAnswer } from '../../insights/findings/findings-answer.ts';
import { type ReportPeriod, reportGrains } from '../../metrics/calendar/report-period.ts';
import type { ActionEffect } from '../../reports/action-effect.ts';
import { type Action, actionSchema } from '../../reports/action-schema.ts';
import { alertRulesSchema } from '../../reports/alerts/alert-rule-schema.ts';
import type { AlertState } from '../../reports/alerts/alert-state.ts';
import type { Digest } from '../../reports/digest/digest.ts';
import { digestLanguages, digestSections } from '../../reports/digest/digest-material.ts';
import type { Narrative } from '../../reports/digest/narrative.ts';
import { list, schemaOf } from './basis/agree.ts';
import { count, dayRange, figure, seriesChange } from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { flag, isInCalendar } from './basis/parameters.ts';
import { routes } from './routes.ts';
import { quoteShape } from './scans.ts';

const reportGrain = z.enum(reportGrains);

const issuedDigest = z
  .object({
    scope: z.string(),
    grain: reportGrain,
    period: z.string(),
    title: z.string(),
    suppressed: z.boolean(),
    issuedAt: z.string().describe('ISO instant.'),
    schedule: z.string().describe('The schedule that issued it.'),
  })
  .meta({ id: 'IssuedDigest' });

const digestList = z.object({ digests: list(issuedDigest) }).meta({ id: 'Digests' });
export type DigestList = z.output<typeof digestList>;

export const listDigests = operation(routes.listDigests, {
  summary: 'Digests issued for periods that begin in a year, latest first.',
  subject: 'reports',
  role: 'viewer',
  query: z.strictObject({
    year: z
      .string()
      .regex(/^\d{4}$/, 'a year such as 2026')
      .optional()
      .describe('Default: this one.'),
  }),
  status: 200,
  answer: digestList,
});

const reportPeriod = schemaOf<ReportPeriod>()(
  z.object({ grain: reportGrain, period: z.string(), firstDay: z.string(), lastDay: z.string() }),
).meta({ id: 'ReportPeriod' });

/** `pptx` is a presentation. */
const digestFormats = ['json', 'md', 'html', 'pptx'] as const;
export type DigestFormat = (typeof digestFormats)[number];

/** The content type of a presentation. */
export const pptxType = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

const reportLanguage = z.enum(digestLanguages);

const named = { id: z.string(), name: z.string() };

const digest = schemaOf<Digest>()(
  z.object({
    lang: reportLanguage,
    scope: z.object(named),
    span: z.object({
      period: reportPeriod,
      through: z.string().exactOptional(),
      previous: reportPeriod,
      previousThrough: z.string().exactOptional(),
    }),
    title: z.string(),
    suppressed: z.boolean(),
    partial: z.boolean(),
    findings: findingsAnswer
      .exactOptional()
      .describe('The findings that it reports; absent if there are none.'),
    facts: list(
      z.object({
        text: z.string(),
        numbers: list(z.object({ text: z.string(), value: z.number() })),
        names: list(z.string()),
        id: z.string(),
        section: z.enum(digestSections),
        headline: z.string().describe('What the text begins with.'),
        verdict: z.enum(['better', 'worse', 'neither']).exactOptional(),
        direction: z.enum(['up', 'down']).exactOptional(),
        evidence: z.string().describe('The API path of what was counted.'),
      }),
    ).describe('At most ten.'),
    quotes: list(z.object(quoteShape)),
    coverage: z.object({ responses: count, asked: count, scored: count, unread: figure.exactOptional() }),
    breaks: z.object({ sentiment: z.boolean(), themes: z.boolean() }),
    headlines: list(
      z.object({
        series: z.string(),
        name: z.string(),
        unit: z.enum(['points', 'share', 'mean']),
        figure,
      }),
    ),
    themes: list(
      z.object({
        id: z.string(),
        name: z.string(),
        mentions: count,
        share: figure,
        negative: figure,
        positive: figure,
      }),
    ),
    touchpoints: list(z.object({ ...named, responses: count, figure: figure.exactOptional() })),
    curve: list(z.object({ period: z.string(), name: z.string(), figure: figure.exactOptional() })),
  }),
).meta({ id: 'Digest', description: 'A computed report on a period.' });

const narrative = schemaOf<Narrative>()(
  z.discriminatedUnion('accepted', [
    z.object({ accepted: z.literal(true), text: z.string() }),
    z.object({ accepted: z.literal(false), reason: z.string() }),
  ]),
);

/** A digest as it is stored. */
export const finishedDigestShape = { digest, narrative: narrative.exactOptional() };

const digestAnswer = z
  .object({
    ...finishedDigestShape,
    issued: z.boolean().describe('False if it was computed for this request.'),
  })
  .meta({ id: 'DigestAnswer' });
export type DigestAnswer = z.output<typeof digestAnswer>;

const digestParams = z
  .strictObject({
    scope: z.string().min(1).describe('A touchpoint, or `_all`.'),
    grain: reportGrain,
    period: z
      .string()
      .regex(
        /^(\d{4}-\d{2}(-\d{2})?|latest)$/,
        'a day such as 2026-05-25, a month such as 2026-05, or latest',
      )
      .refine((text) => text === 'latest' || isInCalendar(text), 'a valid day or month, from 1900 to 2199'),
  })
  .refine(
    ({ grain, period }) =>
      period === 'latest' || (period.length === 7) === (grain === 'month' || grain === 'quarter'),
    { path: ['period'], error: 'a day for a day or a week, a month for a month or a quarter' },
  );
export type DigestParameters = z.output<typeof digestParams>;

export const readDigest = operation(routes.readDigest, {
  summary: 'A digest as issued, otherwise (or with `fresh=true`) computed now.',
  subject: 'reports',
  role: 'viewer',
  params: digestParams,
  query: z.strictObject({
    format: z.enum(digestFormats).default('json'),
    lang: reportLanguage.optional().describe('Default: as it was issued, otherwise English.'),
    fresh: flag,
  }),
  status: 200,
  answer: digestAnswer,
  files: ['text/markdown', 'text/html', pptxType],
  errors: ['not-found'],
});

const observationShape = {
  rule: z.string(),
  subject: z.string(),
  text: z.string(),
  evidence: z.string().describe('The API path of what was counted.'),
};

const alert = schemaOf<Omit<AlertState, 'baseline'>>()(
  z.object({
    ...observationShape,
    raised: z.boolean(),
    since: z.string().describe('When it was last raised or cleared, ISO instant.'),
    told: z.boolean(),
  }),
).meta({ id: 'Alert' });

const alertRule = z.object({
  id: z.string(),
  kind: z.string(),
  level: z
    .number()
    .exactOptional()
    .describe('The false alarm rate of a single check, if the rule is set by it.'),
  falseAlarmsAYear: z
    .number()
    .exactOptional()
    .describe(
      'At most this many false alarms are expected in a year of daily checks where nothing changes, over everything that the rule checks; of `below-target`, for each touchpoint exactly at its target. Absent for `signal`, which counts and tests nothing.',
    ),
});

const alertList = z
  .object({
    rules: list(alertRule).describe('The rules of `config/alerts.yaml`.'),
    alerts: list(alert).describe('Raised and cleared, as of the last check.'),
    alarming: list(z.object(observationShape))
      .exactOptional()
      .describe('What the rules find now, if requested.'),
  })
  .meta({ id: 'Alerts' });
export type AlertList = z.output<typeof alertList>;

export const listAlerts = operation(routes.listAlerts, {
  summary: 'Alerts that were raised and cleared, with their evidence.',
  subject: 'reports',
  role: 'viewer',
  query: z.strictObject({ now: flag.describe('Also check the rules now.') }),
  status: 200,
  answer: alertList,
});

export const tryAlerts = operation(routes.tryAlerts, {
  summary: 'What rules would have raised on the last day with feedback. Nothing is stored or sent.',
  subject: 'reports',
  role: 'analyst',
  body: alertRulesSchema.meta({
    id: 'AlertRules',
    examples: [{ rules: [{ id: 'nps', kind: 'below-target', series: 'nps:transactional', target: 30 }] }],
  }),
  status: 200,
  answer: z
    .object({
      rules: list(alertRule),
      day: z.string().describe('The last day with feedback: the rules look back from its end.'),
      checked: count.describe('What the rules checked, triggered or not.'),
      alarming: list(z.object(observationShape)),
    })
    .meta({ id: 'AlertTrial' }),
});

const actionShape = {
  id: z.string(),
  date: z.string(),
  touchpoint: z.string(),
  theme: z.string().exactOptional(),
  text: z.string(),
};
const action = schemaOf<Action>()(z.object(actionShape)).meta({ id: 'Action' });

const actionEffect = schemaOf<ActionEffect>()(
  z.object({
    before: z.object(dayRange),
    after: z.object(dayRange).exactOptional().describe('Absent until a full week has passed.'),
    changes: list(seriesChange),
    atMost: z
      .enum(['before', 'after'])
      .exactOptional()
      .describe('Where the share of the theme is less: fewer people than the minimum group size mention it.'),
    suppressed: z.boolean(),
  }),
).meta({ id: 'ActionEffect' });

const actionList = z
  .object({ actions: list(z.object({ ...actionShape, effect: actionEffect })) })
  .meta({ id: 'Actions' });
export type ActionList = z.output<typeof actionList>;

export const listActions = operation(routes.listActions, {
  summary: 'Actions, latest first, with their effect.',
  subject: 'reports',
  role: 'viewer',
  forLimited: true,
  status: 200,
  answer: actionList,
});

export const enterAction = operation(routes.enterAction, {
  summary: 'Records an action.',
  subject: 'reports',
  role: 'analyst',
  body: actionSchema.meta({
    id: 'ActionRequest',
    examples: [{ date: '2026-05-01', touchpoint: 'delivery', text: 'New courier' }],
  }),
  status: 201,
  answer: action,
  errors: ['not-found', 'conflict'],
});
