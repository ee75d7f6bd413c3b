import { z } from 'zod';
import { span } from '../../../analysis/analysis.ts';
import type { Concentration } from '../../../insights/issues/concentrations.ts';
import { issueDecision } from '../../../insights/issues/issue-descriptor.ts';
import type { LoudSource } from '../../../insights/issues/loud-source.ts';
import type { IssueWeek } from '../../../insights/issues/recorded/count-mentions.ts';
import { decidedEditShape, issueEdit } from '../../../insights/issues/recorded/decisions.ts';
import { list, schemaOf } from '../basis/agree.ts';
import { answeredScope, count, dayRange, effect, figure, yes } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import { flag, limitUpTo, scope, touchpointId } from '../basis/parameters.ts';
import { routes } from '../routes.ts';

const week = schemaOf<IssueWeek>()(
  z.object({
    week: z.string().describe('Its Monday.'),
    n: count.exactOptional().describe('Absent where it is suppressed, which does not mean zero.'),
    of: count.describe('Answers read in it.'),
  }),
);

const concentration = schemaOf<Concentration>()(
  z.object({
    dimension: z.string(),
    value: z.string(),
    said: count,
    shareOfIssue: z.number(),
    shareElsewhere: z.number(),
    falseDiscoveryRate: z.number(),
  }),
);

const loudSource = schemaOf<LoudSource>()(
  z.object({ kind: z.enum(['account', 'respondent', 'wording']), share: z.number() }),
);

const decision = issueDecision.meta({ id: 'IssueDecision' });

const issue = z
  .object({
    id: z.string().describe('Stays the same from week to week.'),
    name: z.string().describe('In customers’ words.'),
    touchpoint: z.string(),
    keywords: list(z.string()),
    themes: list(z.string()).describe(
      'Themes that at least half of its answers are about, the most frequent first.',
    ),
    n: count.describe('Answers that mention it.'),
    people: count,
    share: figure.describe('Of the answers read.'),
    sentiment: z.object({ negative: count, neutral: count, positive: count }),
    firstSeen: z.string().exactOptional(),
    lastSeen: z.string().exactOptional(),
    decision: decision.exactOptional().describe('What people decided about it.'),
    mergedFrom: list(z.string()).describe('Issues that were merged into it.'),
    change: z
      .object({
        direction: z.enum(['began', 'rose', 'fell', 'unchanged']),
        errorRate: z.number(),
        doublingDays: effect.exactOptional(),
      })
      .describe('The last seven days of the search compared with all days before.'),
    weeks: list(week),
    concentrations: list(concentration).describe(
      'Where it is mentioned significantly more often than elsewhere.',
    ),
    loudSource: loudSource.exactOptional(),
    quotes: list(z.object({ responseId: z.string(), text: z.string(), span })).describe(
      'At most three; none below the minimum group size of quotes.',
    ),
    evidence: z.string().describe('The API path of the comments that mention it.'),
  })
  .meta({ id: 'Issue', description: 'Something that many customers mention, below the level of themes.' });
const issueList = z
  .object({
    ...answeredScope,
    issues: list(issue).describe('The most frequent first.'),
    lookedAt: list(z.object({ touchpoint: z.string(), ...dayRange })).describe(
      'The days that were searched for issues: at most half a year, up to the latest.',
    ),
    partial: yes.describe('Something was left out: below the minimum group size.'),
  })
  .meta({ id: 'Issues' });

export type IssueList = z.output<typeof issueList>;

export const listIssues = operation(routes.listIssues, {
  summary: 'What customers mention below the level of themes, on any days of the last half year.',
  subject: 'issues',
  role: 'viewer',
  query: z.strictObject({
    ...scope,
    theme: z.string().min(1).optional().describe('Issues of this theme, or of a theme below it.'),
    muted: flag.describe('Only those that were muted, in place of all others.'),
    limit: limitUpTo(500, 50),
  }),
  status: 200,
  answer: issueList,
  errors: ['not-found'],
});

const issueParams = z.strictObject({ touchpoint: touchpointId, issue: z.string().min(1) });

const decided = z
  .object({
    touchpoint: z.string(),
    issue: z.string(),
    decision: decision.describe('What holds now.'),
    edits: list(z.object(decidedEditShape)).describe('In order of time; undone ones are marked.'),
  })
  .meta({ id: 'DecidedIssue' });

export type DecidedIssueView = z.output<typeof decided>;

export const decideIssue = operation(routes.decideIssue, {
  summary: 'Renames, merges, adopts as a theme or mutes an issue.',
  subject: 'issues',
  role: 'analyst',
  params: issueParams,
  body: issueEdit.meta({ id: 'IssueEdit', examples: [{ kind: 'rename', name: 'Parcels in the rain' }] }),
  status: 201,
  answer: decided,
  errors: ['not-found', 'changed-meanwhile', 'conflict'],
});

export const undoIssueDecision = operation(routes.undoIssueDecision, {
  summary: 'Undoes the latest decision about an issue.',
  subject: 'issues',
  role: 'analyst',
  params: issueParams,
  status: 200,
  answer: decided,
  errors: ['not-found', 'changed-meanwhile', 'conflict'],
});
