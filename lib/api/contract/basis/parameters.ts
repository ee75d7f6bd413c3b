import { z } from 'zod';

/** Query parameters of several routes. Names that a route does not list are an error, not ignored. */

const periodExpected = 'a day such as 2026-05-31 or a month such as 2026-05';

/** February has no 30th. */
export const isInCalendar = (text: string): boolean =>
  z.iso.date().safeParse(text.length === 7 ? `${text}-01` : text).success && text >= '1900' && text < '2200';

/** A valid day or month from 1900 to 2199: feedback has no other dates, and date arithmetic need not support them. */
export const period = z
  .string()
  .regex(/^\d{4}-\d{2}(-\d{2})?$/, periodExpected)
  .refine(isInCalendar, 'a valid day or month, from 1900 to 2199');

export const cursor = z.string().min(1).describe('The `cursor` of the previous page.');

export const limitUpTo = (maximum: number, fallback: number) =>
  z.coerce
    .number<number | string>()
    .int()
    .min(1)
    .max(maximum)
    .default(fallback)
    .describe('Maximum entries per page.');

export const range = {
  from: period.optional().describe('The first day or month.'),
  to: period.optional().describe('The last day or month, included.'),
};

/** The earlier period: the one just before, or the same a year before. */
export const against = z.enum(['previous', 'season']);

export const touchpointId = z
  .string()
  .min(1)
  .meta({ examples: ['delivery'] });
export const stageId = z
  .string()
  .min(1)
  .meta({ examples: ['buy'] });

/** A period, and one touchpoint or all of them. */
export const scope = { touchpoint: touchpointId.optional().describe('This touchpoint only.'), ...range };

const conditionsIn = (text: string) =>
  text.split(',').map((part) => {
    const [dimension = '', value = ''] = part.split(/:(.*)/s);
    return { dimension: dimension.trim(), value: value.trim() };
  });

export const where = z
  .string()
  .regex(/^[^:,]+:[^,]*(,[^:,]+:[^,]*)?$/, 'dimension:value, or two of them separated by a comma')
  .transform(conditionsIn)
  .describe('One or two conditions on dimensions: `channel:web` or `channel:web,plan:gold`.');

/** The query of every request that reads stored responses. */
export const scanScope = { ...scope, where: where.optional() };

export const grain = z.enum(['day', 'week', 'month']);

export const flag = z.enum(['true', 'false']).default('false');

/** The parameters of a route without any. */
export const noParameters = z.strictObject({});
