import { z } from 'zod';
import { reportGrains } from '../../metrics/calendar/report-period.ts';

/** What may stand in requests for reports. */

export const digestsParameters = z.strictObject({
  year: z
    .string()
    .regex(/^\d{4}$/, 'a year such as 2026')
    .optional(),
});

export const digestParameters = z.strictObject({
  format: z.enum(['json', 'md', 'html']).default('json'),
  fresh: z.enum(['true', 'false']).default('false'),
});

export const digestPath = z
  .object({
    scope: z.string().min(1),
    grain: z.enum(reportGrains),
    period: z
      .string()
      .regex(
        /^(\d{4}-\d{2}(-\d{2})?|latest)$/,
        'a day such as 2026-05-25, a month such as 2026-05, or latest',
      ),
  })
  .refine(
    ({ grain, period }) =>
      period === 'latest' || (period.length === 7) === (grain === 'month' || grain === 'quarter'),
    {
      path: ['period'],
      error: 'a day for a day or a week, a month for a month or a quarter',
    },
  );

export const alertsParameters = z.strictObject({ now: z.enum(['true', 'false']).default('false') });
