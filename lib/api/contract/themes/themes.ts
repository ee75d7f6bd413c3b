import { z } from 'zod';
import { sentimentLabel, span } from '../../../analysis/analysis.ts';
import type { DiscoveredTheme } from '../../../insights/discovery/discover.ts';
import type { ThemeChange, ThemeEntry, ThemeFacts } from '../../../query/themes/read-themes.ts';
import type { ThemePhrase, ThemeQuote } from '../../../query/themes/theme-words.ts';
import { list, schemaOf } from '../basis/agree.ts';
import { count, dayRange, figure, intervalShape, yes } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import {
  against,
  isInCalendar,
  limitUpTo,
  period,
  range,
  scope,
  stageId,
  touchpointId,
} from '../basis/parameters.ts';
import { routes } from '../routes.ts';

const facts = schemaOf<ThemeFacts>()(
  z.object({
    mentions: count.describe('Comments that mention it.'),
    negative: count,
    neutral: count,
    positive: count,
    share: figure.describe('Of scored comments, 0..1.'),
    net: figure,
  }),
).meta({ id: 'ThemeFacts' });

const themeChange = schemaOf<ThemeChange>()(
  z.object({
    difference: z.number().describe('After minus before.'),
    ...intervalShape,
    enough: z.boolean(),
    certain: z
      .boolean()
      .exactOptional()
      .describe('Significant over the whole journey, as in `GET /findings`; absent for a stage.'),
  }),
);

const themeEntry = schemaOf<ThemeEntry>()(
  z.object({
    id: z.string(),
    name: z.string().exactOptional().describe('Default: the id.'),
    names: z.record(z.string(), z.string()).exactOptional().describe('By language.'),
    parent: z.string().exactOptional(),
    removed: yes.describe('No longer in the taxonomy; comments keep it until they are analyzed again.'),
    suppressed: yes.describe('Mentioned by fewer people than the minimum group size, or by nobody.'),
    facts: facts.exactOptional().describe('Absent if nobody mentions it, or if it is suppressed.'),
    share: themeChange.exactOptional(),
    net: themeChange.exactOptional(),
  }),
).meta({ id: 'Theme' });

const side = z.object(dayRange);

const themePart = {
  period: period.optional().describe('The day or month, instead of `from` and `to`.'),
  ...range,
  touchpoint: touchpointId.optional(),
  stage: stageId.optional(),
};

const themesQuery = z
  .strictObject({ ...themePart, against: against.default('previous') })
  .refine(({ touchpoint, stage }) => touchpoint === undefined || stage === undefined, {
    path: ['stage'],
    error: 'a touchpoint or a stage',
  });

export const listThemes = operation(routes.listThemes, {
  summary: 'Every theme with its frequency, sentiment and change, over all touchpoints or some.',
  subject: 'themes',
  role: 'viewer',
  query: themesQuery,
  status: 200,
  answer: z
    .object({
      before: side,
      after: side,
      part: yes.describe('The period is not over: the same number of days is compared in both.'),
      partial: yes,
      comments: count.describe('Scored comments of the period.'),
      themes: list(themeEntry),
      broken: list(z.string()).describe(
        'Touchpoints whose comments of the period before were analyzed by another version: nothing is compared there.',
      ),
      outdated: yes.describe('Some comments were analyzed with another taxonomy than the configured one.'),
    })
    .meta({ id: 'Themes' }),
  errors: ['not-found'],
});
export type ThemesAnswer = z.output<typeof listThemes.answer>;

const themePlace = z.object({
  touchpoint: z.string(),
  name: z.string(),
  suppressed: yes,
  facts: facts.exactOptional(),
});

export const readTheme = operation(routes.readTheme, {
  summary: 'One theme: its touchpoints, its matched words, and quotes.',
  subject: 'themes',
  role: 'viewer',
  params: z.strictObject({ theme: z.string().min(1) }),
  query: z
    .strictObject(themePart)
    .refine(({ touchpoint, stage }) => touchpoint === undefined || stage === undefined, {
      path: ['stage'],
      error: 'a touchpoint or a stage',
    }),
  status: 200,
  answer: z
    .object({
      theme: z.string(),
      ...dayRange,
      places: list(themePlace).describe('In the order of the journey.'),
      phrases: list(schemaOf<ThemePhrase>()(z.object({ wording: z.string(), comments: count }))).describe(
        'The phrases that found it, the most frequent first.',
      ),
      quotes: list(
        schemaOf<ThemeQuote>()(
          z.object({
            touchpoint: z.string(),
            responseId: z.string(),
            text: z.string(),
            excerpt: z.boolean(),
            label: sentimentLabel.describe('The sentiment about the theme.'),
            spans: list(span),
          }),
        ),
      ),
      examined: z
        .object({ responses: count, of: count })
        .describe('Responses read for phrases and quotes, of those in the scope.'),
      suppressed: yes.describe('Its words are suppressed: mentioned by too few people.'),
      partial: yes,
    })
    .meta({ id: 'ThemeDetails' }),
  errors: ['not-found'],
});
export type ThemeDetails = z.output<typeof readTheme.answer>;

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
  against: z
    .string()
    .refine(
      (text) => text === 'previous' || text.split('..').every(isInCalendar),
      'a valid day or month, FROM..TO, or previous',
    )
    .optional()
    .describe('A day, a month, FROM..TO, or previous together with from and to.'),
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
