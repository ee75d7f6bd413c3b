import { z } from 'zod';
import type { BlindSpot, JourneyEntry, SignalFact, ThemeFact } from '../../insights/journey/journey-map.ts';
import type { TouchpointMoment } from '../../insights/journey/moments-of-truth.ts';
import type { ScorecardRow } from '../../insights/journey/scorecard.ts';
import type { IssueFact } from '../../insights/journey/sharpest-issues.ts';
import { list, schemaOf } from './basis/agree.ts';
import {
  change,
  count,
  dayRange,
  effect,
  figure,
  figures,
  rankings,
  versionNames,
  view,
  yes,
} from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { against, grain, range } from './basis/parameters.ts';
import { routes } from './routes.ts';
import { weightedHeadline } from './summaries.ts';
import { placeShape } from './touchpoints.ts';

const themeFact = schemaOf<ThemeFact>()(
  z.object({ id: z.string(), mentions: count, share: figure, negative: figure, positive: figure }),
).meta({ id: 'ThemeFact', description: 'A theme with its share of answers and its sentiment.' });

const signalFact = schemaOf<SignalFact>()(z.object({ id: z.string(), share: figure })).meta({
  id: 'SignalFact',
});

const issueFact = schemaOf<IssueFact>()(
  z.object({
    id: z.string(),
    name: z.string().describe('In customers’ words.'),
    mentions: count.describe('Answers that mention it.'),
    negative: figure,
    positive: figure,
  }),
).meta({ id: 'IssueFact', description: 'An issue below the level of themes, with its sentiment.' });

const touchpointMoment = schemaOf<TouchpointMoment>()(
  z.object({
    touchpoint: z.string(),
    impact: effect.describe('The headline of all touchpoints minus that of all others, in its unit.'),
    here: figure,
    elsewhere: figure,
    falseDiscoveryRate: z.number().min(0).max(1),
    enough: z.boolean().describe('Both reach the minimum sample.'),
  }),
).meta({ id: 'TouchpointMoment', description: 'What a touchpoint adds to a headline of all together.' });

const blindSpot = schemaOf<BlindSpot>()(z.enum(['none', 'too-few', 'no-open-question']));

const entryShape = {
  pain: themeFact.exactOptional(),
  praise: themeFact.exactOptional(),
  emotion: signalFact.exactOptional(),
  question: signalFact.exactOptional(),
  suppressed: yes,
  partial: yes,
  incomplete: yes,
  blind: blindSpot.exactOptional(),
  responses: count.exactOptional(),
  figures: figures.exactOptional(),
  curve: list(
    z.object({
      period: z.string(),
      suppressed: yes,
      part: yes.describe('The period has not ended, or is not completely in the range.'),
      responses: count.exactOptional(),
      net: figure.exactOptional().describe('Absent if nothing was scored.'),
    }),
  ),
  versions: versionNames,
};
/** Proves that the shape equals that of an entry of the map. */
schemaOf<JourneyEntry>()(z.object(entryShape));

const issueShape = {
  painIssue: issueFact.exactOptional().describe('Most complained about, of issues that can be quoted.'),
  praiseIssue: issueFact.exactOptional(),
};

const mapTouchpoint = z.object({ ...placeShape, ...entryShape, ...issueShape }).meta({ id: 'MapTouchpoint' });
export type MapTouchpoint = z.output<typeof mapTouchpoint>;

const mapStage = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: z.string().exactOptional(),
    touchpoints: list(mapTouchpoint),
  })
  .meta({ id: 'MapStage' });
export type MapStage = z.output<typeof mapStage>;

const journeyView = z
  .object({
    ...dayRange,
    grain,
    stages: list(mapStage),
    others: list(mapTouchpoint).describe('Touchpoints with feedback outside the journey.'),
    blindSpots: list(z.object({ id: z.string(), reason: blindSpot })),
    rankings: rankings.describe('By headline; only the touchpoints that have it.'),
    momentsOfTruth: z
      .record(z.string(), list(touchpointMoment))
      .describe('By headline: what each touchpoint adds to that of all together, the largest impact first.'),
    total: view.describe('All responses together, each counted once.'),
    weighted: z
      .object({ by: z.string(), headlines: z.record(z.string(), weightedHeadline) })
      .exactOptional()
      .describe('The same headlines, weighted to the shares in the settings, from whole months.'),
  })
  .meta({ id: 'Journey' });
export type JourneyView = z.output<typeof journeyView>;

export const readJourney = operation(routes.readJourney, {
  summary: 'The journey map: stages with their touchpoints in order, curves, pain, praise and blind spots.',
  subject: 'journey',
  role: 'viewer',
  query: z.strictObject({ grain: grain.default('week').describe('The grain of the curves.'), ...range }),
  status: 200,
  answer: journeyView,
});

const scorecardRow = schemaOf<ScorecardRow>()(
  z.object({
    scope: z.enum(['touchpoint', 'stage', 'journey']),
    id: z.string(),
    name: z.string(),
    owner: z.string().exactOptional(),
    kpi: z.string().describe('A headline: the key of a scale, or `sentiment:net`.'),
    target: z.number().exactOptional(),
    actual: figure.exactOptional(),
    suppressed: yes,
    status: z.enum(['met', 'missed', 'open', 'too-few', 'unknown']).exactOptional(),
    trend: change.exactOptional().describe('Compared with the earlier period.'),
    certain: yes.describe('The trend is significant, as in `GET /changes` of the same period.'),
    broken: yes.describe('The earlier period was scored by another version: there is no trend.'),
  }),
).meta({ id: 'ScorecardRow' });

const scorecardView = z
  .object({
    ...dayRange,
    before: z.object(dayRange).describe('What the trend is compared with.'),
    part: yes.describe('The period has not ended: the same number of days is compared in both.'),
    rows: list(scorecardRow).describe('The journey as a whole, then its stages and touchpoints in order.'),
  })
  .meta({ id: 'Scorecard' });
export type ScorecardView = z.output<typeof scorecardView>;

export const readScorecard = operation(routes.readScorecard, {
  summary: 'Each KPI of the journey, its stages and touchpoints with target, status, trend and owner.',
  subject: 'journey',
  role: 'viewer',
  query: z.strictObject({ ...range, against: against.default('previous') }),
  status: 200,
  answer: scorecardView,
});

export const readJourneyReport = operation(routes.readJourneyReport, {
  summary:
    'All touchpoints of a period in one page to print: findings, scores against targets, complaints, praise, personas and actions.',
  subject: 'journey',
  role: 'viewer',
  query: z.strictObject({ ...range, lang: z.enum(['en', 'de']).default('en') }),
  status: 200,
  answer: z.never().meta({ id: 'JourneyReport', description: 'Only as a file.' }),
  files: ['text/html'],
});
