import { z } from 'zod';
import { operation } from './basis/operation.ts';
import { routes } from './routes.ts';

export const exportedViews = [
  'touchpoints',
  'summaries',
  'journey',
  'scorecard',
  'trends',
  'changes',
  'drivers',
  'feedback',
] as const;
export type ExportedView = (typeof exportedViews)[number];

export const exportFormats = ['csv', 'json', 'svg', 'png'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The content types of the formats. */
export const exportContentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
};

export const exportView = operation(routes.exportView, {
  summary: 'A view as a file, with the view’s own parameters in addition.',
  subject: 'export',
  role: 'viewer',
  query: z
    .object({ view: z.enum(exportedViews), format: z.enum(exportFormats).default('csv') })
    .catchall(z.string().optional()),
  status: 200,
  answer: z.unknown().meta({ id: 'ExportedView', description: 'With `format=json`, the view’s own answer.' }),
  files: ['text/csv', 'image/svg+xml', 'image/png'],
  errors: ['not-found'],
});
