import { z } from 'zod';
import { defaultCut, reportGrains, weekdays } from '../metrics/calendar/report-period.ts';
import { digestLanguages } from './digest/digest-material.ts';

const schedule = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
    kind: z.enum(['digest', 'alerts']),
    every: z.enum(reportGrains),
    at: z.int().min(0).max(23),
    weekday: z.enum(weekdays).exactOptional(),
    touchpoints: z.array(z.string().min(1)).exactOptional(),
    recipients: z.array(z.email()).max(50).exactOptional(),
    language: z.enum(digestLanguages).exactOptional(),
  })
  .refine(({ weekday, every }) => weekday === undefined || every === 'week', {
    path: ['weekday'],
    message: 'every: week, or no weekday',
  })
  .refine(
    ({ kind, touchpoints, recipients, language }) =>
      kind === 'digest' || (touchpoints ?? recipients ?? language) === undefined,
    {
      path: ['kind'],
      message: 'digest, if touchpoints, recipients or a language are given',
    },
  );

/** The content of `config/calendar.yaml`. */
export const calendarSchema = z.strictObject({
  weekStart: z.enum(weekdays).default(defaultCut.weekStart),
  fiscalYearStart: z.int().min(1).max(12).default(defaultCut.fiscalYearStart),
  schedules: z
    .array(schedule)
    .max(50)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'a unique id for each schedule')
    .default([]),
});
