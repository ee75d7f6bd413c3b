import { z } from 'zod';
import { sentimentLabel } from '../analysis/analysis.ts';
import type { Condition } from '../disclosure/narrowing.ts';
import { VerbatimError } from '../errors.ts';
import { wantedBy } from '../wanted.ts';

/** What may stand behind `?` in a request, one schema a route. Names that are not listed are an error, not ignored. */

const period = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/,
    'a day such as 2026-05-31 or a month such as 2026-05',
  );
const cursor = z.string().min(1);
const limitUpTo = (maximum: number, fallback: number) =>
  z.coerce.number().int().min(1).max(maximum).default(fallback);

const range = { from: period.optional(), to: period.optional() };
const touchpoint = z.string().min(1).optional();

/** A span of time, and one touchpoint or all of them. */
export const scope = { touchpoint, ...range };

const conditionsIn = (text: string): Condition[] =>
  text.split(',').map((part) => {
    const [dimension = '', value = ''] = part.split(/:(.*)/s);
    return { dimension: dimension.trim(), value: value.trim() };
  });

/** What stands behind `?` in every request that reads stored responses. `where` is `channel:web` or `channel:web,plan:gold`. */
export const scopeParameters = {
  ...scope,
  where: z
    .string()
    .regex(/^[^:,]+:[^,]*(,[^:,]+:[^,]*)?$/, 'dimension:value, or two of them with a comma between')
    .transform(conditionsIn)
    .optional(),
};

const grain = z.enum(['day', 'week', 'month']);

/** By a dimension, the one grain is the month, and the default. */
export const summariesParameters = z
  .strictObject({ by: z.string().min(1).optional(), grain: grain.optional(), ...range })
  .refine(({ by, grain: asked = 'month' }) => by === undefined || asked === 'month', {
    path: ['grain'],
    error: 'month: by a dimension, figures are by the month',
  });

export const journeyParameters = z.strictObject({ grain: grain.default('week'), ...range });

export const scorecardParameters = z.strictObject(range);

export const trendsParameters = z
  .strictObject({
    metric: z.string().min(1),
    touchpoint,
    stage: z.string().min(1).optional(),
    grain: grain.default('week'),
    ...range,
  })
  .refine(({ touchpoint, stage }) => touchpoint === undefined || stage === undefined, {
    path: ['stage'],
    error: 'a touchpoint or a stage',
  });

export const changesParameters = z.strictObject({
  period: period.optional(),
  ...range,
  against: z.enum(['previous', 'season']).default('previous'),
  touchpoint,
});

export const personaParameters = z.strictObject(scope);

export const feedbackParameters = z.strictObject({
  ...range,
  label: sentimentLabel.optional(),
  theme: z.string().min(1).optional(),
  limit: limitUpTo(200, 50),
  cursor: cursor.optional(),
});
export type FeedbackParameters = z.infer<typeof feedbackParameters>;

export const batchesParameters = z.strictObject({
  object: z.string().min(1).optional(),
  limit: limitUpTo(100, 20),
  cursor: cursor.optional(),
});

/** The cursor is the index of the first entry of the page. */
export const rejectsParameters = z.strictObject({
  limit: limitUpTo(1000, 100),
  cursor: z.coerce.number().int().min(0).default(0),
});

export const reanalysisParameters = z.strictObject(scope);

export const discoveredParameters = z.strictObject({
  ...scope,
  against: z.string().optional(),
  scope: z.enum(['unassigned', 'all']).default('unassigned'),
  limit: limitUpTo(100, 20),
});
export type DiscoveredParameters = z.infer<typeof discoveredParameters>;

/** The parameters of a request, or `usage` that names the first one that is wrong and what it may be. */
export const parseParameters = <Schema extends z.ZodType>(
  schema: Schema,
  given: Readonly<Record<string, string>>,
): z.infer<Schema> => {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue?.path[0] ?? '');
  throw new VerbatimError('usage', `parameter "${name}" is wrong`, {
    expected: wantedBy(parsed.error) ?? 'another value',
  });
};
