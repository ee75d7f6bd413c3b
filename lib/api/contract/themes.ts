import { z } from 'zod';
import { span } from '../../analysis/analysis.ts';
import type { DiscoveredTheme } from '../../insights/discovery/discover.ts';
import { list, schemaOf } from './basis/agree.ts';
import { count } from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { limitUpTo, scope } from './basis/parameters.ts';
import { routes } from './routes.ts';

const discoveredTheme = schemaOf<DiscoveredTheme>()(
  z.object({
    name: z.string(),
    phrases: list(z.object({ wording: z.string(), responses: count })),
    responses: count,
    share: z.number(),
    sentiment: z.object({ negative: count, neutral: count, positive: count }),
    falseDiscoveryRateUnder: z.number().exactOptional(),
    change: z
      .object({ earlier: count, logOddsRatio: z.number(), z: z.number(), p: z.number() })
      .exactOptional(),
    quotes: list(z.object({ responseId: z.string(), text: z.string(), spans: list(span) })),
  }),
).meta({
  id: 'DiscoveredTheme',
  description: 'A topic of many customers, named in their words.',
});

const discoveredThemes = z
  .object({
    responses: count,
    earlierResponses: count.exactOptional(),
    themes: list(discoveredTheme),
    against: z.object({ from: z.string(), to: z.string() }).exactOptional(),
    comments: count.describe('Scored comments of the period.'),
    unassigned: count.describe('Those without a theme.'),
  })
  .meta({ id: 'DiscoveredThemes' });
export type DiscoveredThemes = z.output<typeof discoveredThemes>;

const discoveredQuery = z.strictObject({
  ...scope,
  against: z.string().optional().describe('A day, a month, FROM..TO, or previous together with from and to.'),
  scope: z
    .enum(['unassigned', 'all'])
    .default('unassigned')
    .describe('Only comments without a theme, or all.'),
  limit: limitUpTo(100, 20),
});
export type DiscoveredParameters = z.output<typeof discoveredQuery>;

export const discoverThemes = operation(routes.discoverThemes, {
  summary: 'New topics, in customers’ own words.',
  subject: 'themes',
  role: 'viewer',
  query: discoveredQuery,
  status: 200,
  answer: discoveredThemes,
  errors: ['not-found', 'scan-too-large', 'conflict'],
});
