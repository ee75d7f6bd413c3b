import { z } from 'zod';
import { sentimentLabel, span } from '../../analysis/analysis.ts';
import type { Quote } from '../../insights/quotes/quotes.ts';
import type { BurstReport } from '../../insights/responses/burst-report.ts';
import type { CarriedOver } from '../../insights/responses/carry-over.ts';
import type { Conflict } from '../../insights/responses/conflict-report.ts';
import type { Consistency } from '../../insights/responses/consistency-report.ts';
import { list, schemaOf } from './basis/agree.ts';
import { scanErrors } from './basis/errors.ts';
import {
  answeredScope,
  change,
  clusteredFigure,
  count,
  figure,
  suppressedShape,
  yes,
} from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { scanScope, scope } from './basis/parameters.ts';
import { routes } from './routes.ts';

/** Routes that read the stored responses of a period one by one. */

const partial = { partial: yes };

const burstShape = {
  clones: list(
    z.object({
      touchpoints: list(z.string()),
      from: z.string(),
      to: z.string(),
      responses: count,
      people: count.describe('Counted up to ten.'),
    }),
  ),
  bursts: list(
    z.object({
      touchpoint: z.string(),
      day: z.string(),
      responses: count,
      expected: z.number(),
      score: z.number(),
    }),
  ),
  figures: z.record(
    z.string(),
    z.object({
      all: figure,
      withoutClones: figure.exactOptional(),
      withoutBursts: figure.exactOptional(),
    }),
  ),
};
schemaOf<BurstReport>()(z.object(burstShape));

const burstsAnswer = z
  .union([
    z.object({ ...answeredScope, ...partial, ...suppressedShape }),
    z.object({ ...answeredScope, ...partial, ...burstShape }),
  ])
  .meta({ id: 'Bursts' });
export type BurstsAnswer = z.output<typeof burstsAnswer>;

export const readBursts = operation(routes.readBursts, {
  summary: 'Copied texts, days with unusually many responses, and figures without them.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject(scanScope),
  status: 200,
  answer: burstsAnswer,
  errors: scanErrors,
});

export const quoteShape = {
  touchpoint: z.string(),
  responseId: z.string(),
  answer: count.describe('The index of the answer in the response.'),
  span: span.describe('Half-open UTF-16 offsets into the answer as it is stored.'),
  text: z.string(),
  excerpt: z.boolean(),
  question: z.string(),
  label: sentimentLabel,
  themes: list(z.string()),
};

const quote = schemaOf<Quote>()(z.object({ ...quoteShape, cell: z.string() })).meta({ id: 'Quote' });

const conflict = schemaOf<Conflict>()(
  z.object({
    scale: z.string(),
    kind: z.enum(['promoters-who-complain', 'detractors-who-praise']),
    responses: count,
    share: clusteredFigure,
    themes: list(z.object({ theme: z.string(), responses: count })),
    issues: list(
      z.object({ touchpoint: z.string(), id: z.string(), name: z.string(), responses: count }),
    ).describe('What they say below themes, where issues are known.'),
    quotes: list(quote),
  }),
).meta({ id: 'Conflict' });

const conflictsAnswer = z
  .union([
    z.object({ ...answeredScope, ...partial, ...suppressedShape }),
    z.object({ ...answeredScope, ...partial, conflicts: list(conflict) }),
  ])
  .meta({ id: 'Conflicts' });
export type ConflictsAnswer = z.output<typeof conflictsAnswer>;

export const readConflicts = operation(routes.readConflicts, {
  summary: 'Promoters who complain and detractors who praise.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject(scanScope),
  status: 200,
  answer: conflictsAnswer,
  errors: scanErrors,
});

const consistency = schemaOf<Consistency>()(
  z.object({
    touchpoint: z.string().exactOptional(),
    series: z.string(),
    statistic: z.number(),
    p: z.number(),
    parts: list(z.object({ value: z.string(), figure })),
    spread: z.number(),
    falseDiscoveryRate: z.number(),
  }),
).meta({ id: 'Consistency' });

const consistencyHead = { by: z.string(), ...answeredScope, ...partial };
const consistencyAnswer = z
  .union([
    z.object({ ...consistencyHead, ...suppressedShape }),
    z.object({
      ...consistencyHead,
      tests: list(consistency),
      known: list(z.string())
        .exactOptional()
        .describe('Without tests: dimensions in which responses of the scope have values.'),
    }),
  ])
  .meta({ id: 'ConsistencyTests' });
export type ConsistencyAnswer = z.output<typeof consistencyAnswer>;

export const readConsistency = operation(routes.readConsistency, {
  summary: 'Where a touchpoint and its themes differ by channel, touchpoint or another dimension.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject({ by: z.string().min(1).default('channel'), ...scanScope }),
  status: 200,
  answer: consistencyAnswer,
  errors: scanErrors,
});

const carriedOver = schemaOf<CarriedOver>()(
  z.object({
    touchpoint: z.string(),
    what: z.string().describe('`theme:<id>` complained about, or `dissatisfied` by rating.'),
    also: list(z.string()).exactOptional().describe('Other themes of exactly the same people there.'),
    dissatisfied: figure,
    others: figure,
    difference: change,
    falseDiscoveryRate: z.number(),
  }),
).meta({ id: 'CarriedOver' });

const carryOverHead = { ...answeredScope, ...partial, lookbackDays: count };
const carryOverAnswer = z
  .union([
    z.object({ ...carryOverHead, scale: z.string().exactOptional(), ...suppressedShape }),
    z.object({
      ...carryOverHead,
      scale: z.string(),
      people: z.object({ dissatisfied: count, others: count }),
      carriedOver: list(carriedOver),
    }),
  ])
  .meta({ id: 'CarryOver' });
export type CarryOverAnswer = z.output<typeof carryOverAnswer>;

export const readCarryOver = operation(routes.readCarryOver, {
  summary: 'Earlier feedback of dissatisfied respondents, compared with the others.',
  subject: 'drivers',
  role: 'viewer',
  query: z.strictObject({
    metric: z
      .enum(['nps', 'csat', 'ces', 'rating'])
      .optional()
      .describe('Default: the first of these with ratings.'),
    scale: z.string().min(1).optional(),
    lookback: z.coerce
      .number<number | string>()
      .int()
      .min(1)
      .max(1100)
      .default(180)
      .describe('Days to look back before `from`.'),
    ...scope,
  }),
  status: 200,
  answer: carryOverAnswer,
  errors: scanErrors,
});
