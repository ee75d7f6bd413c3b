import type { Command } from 'commander';
import type { Shell } from './shell.ts';

/** A command as the help lists it. Its code is loaded when it is called: loading all of it takes more than a second. */
export interface CommandEntry {
  /** Name, `[options]` if it has any, arguments. */
  readonly term: string;
  readonly summary: string;
  /** What adds the whole command to the program. */
  readonly load: () => Promise<(program: Command, shell: Shell) => void>;
}

/** The commands in the order of the help. */
export const commands: readonly CommandEntry[] = [
  {
    term: 'start [options]',
    summary: 'run everything on this machine, without an account or containers',
    load: async () => (await import('./start/start.ts')).addStart,
  },
  {
    term: 'analyze [options] <file...>',
    summary: 'score the comments of files: sentiment and themes',
    load: async () => (await import('./analyze/analyze.ts')).addAnalyze,
  },
  {
    term: 'explain [options] <text...>',
    summary: 'show why a comment gets its score: sentences, clauses, and the words that decided',
    load: async () => (await import('./analyze/explain.ts')).addExplain,
  },
  {
    term: 'preview [options] <file>',
    summary: 'show how a file will be read, before anything is loaded',
    load: async () => (await import('./loading/preview.ts')).addPreview,
  },
  {
    term: 'estimate [options] <file...>',
    summary: 'estimate rows, time and cost of loading files in AWS',
    load: async () => (await import('./loading/estimate.ts')).addEstimate,
  },
  {
    term: 'upload [options] <file...>',
    summary: 'load feedback files and show the result for every row',
    load: async () => (await import('./loading/upload.ts')).addUpload,
  },
  {
    term: 'touchpoints [options]',
    summary: 'list touchpoints in journey order, with their figures',
    load: async () => (await import('./views/touchpoints.ts')).addTouchpoints,
  },
  {
    term: 'summary [options] [touchpoint]',
    summary: 'show a touchpoint, stage or persona over time',
    load: async () => (await import('./views/summary.ts')).addSummary,
  },
  {
    term: 'journey [options]',
    summary: 'show the journey map: each touchpoint with its trend, top pain, top praise, and blind spots',
    load: async () => (await import('./views/journey.ts')).addJourney,
  },
  {
    term: 'scorecard [options]',
    summary: 'show each KPI with its target, actual value, trend and owner',
    load: async () => (await import('./views/scorecard.ts')).addScorecard,
  },
  {
    term: 'trends [options]',
    summary: 'show one metric over time, with intervals, version breaks and anomalies',
    load: async () => (await import('./views/trends.ts')).addTrends,
  },
  {
    term: 'findings [options]',
    summary: 'list what changed, why, and ongoing problems, ranked',
    load: async () => (await import('./views/findings.ts')).addFindings,
  },
  {
    term: 'issues',
    summary: 'list recurring issues, more specific than themes; rename, merge, mute or adopt them',
    load: async () => (await import('./taxonomy/issues.ts')).addIssues,
  },
  {
    term: 'changes [options]',
    summary: 'show what changed between two periods, and how much comes from a different customer mix',
    load: async () => (await import('./views/changes.ts')).addChanges,
  },
  {
    term: 'export [options] <view>',
    summary: 'write a view as CSV, JSON or a chart, complete and unrounded',
    load: async () => (await import('./export/export.ts')).addExport,
  },
  {
    term: 'feedback [options] <touchpoint>',
    summary: 'read what customers wrote at a touchpoint, newest first',
    load: async () => (await import('./views/feedback.ts')).addFeedback,
  },
  {
    term: 'drivers [options]',
    summary: 'show what a score is associated with: themes, touchpoints, imported series',
    load: async () => (await import('./views/drivers.ts')).addDrivers,
  },
  {
    term: 'conflicts [options]',
    summary: 'show where score and text disagree: promoters who complain, detractors who praise',
    load: async () => (await import('./views/conflicts.ts')).addConflicts,
  },
  {
    term: 'consistency [options]',
    summary: 'show where a touchpoint and its themes differ across channels, segments or touchpoints',
    load: async () => (await import('./views/consistency.ts')).addConsistency,
  },
  {
    term: 'scores [options]',
    summary: 'compare scores of respondents with and without comments, allowing for repeat respondents',
    load: async () => (await import('./views/scores.ts')).addScores,
  },
  {
    term: 'bursts [options]',
    summary: 'show copied texts and days with unusually many responses, and figures without them',
    load: async () => (await import('./views/bursts.ts')).addBursts,
  },
  {
    term: 'carry-over [options]',
    summary: 'show what dissatisfied respondents said at earlier touchpoints, compared with the others',
    load: async () => (await import('./views/carry-over.ts')).addCarryOver,
  },
  {
    term: 'import-series [options] <file>',
    summary: 'import operational figures or outcomes, to test against scores',
    load: async () => (await import('./loading/import-series.ts')).addImportSeries,
  },
  {
    term: 'batches [options] [batch] [undone]',
    summary: 'list uploads, show the result for every row, undo an upload',
    load: async () => (await import('./loading/batches.ts')).addBatches,
  },
  {
    term: 'rejects [options] <batch>',
    summary: 'list the rejected rows of an upload, or save them to correct and upload again',
    load: async () => (await import('./loading/rejects.ts')).addRejects,
  },
  {
    term: 'calibrate [options] <file>',
    summary: 'measure sentiment accuracy on comments that people labelled',
    load: async () => (await import('./sentiment/calibrate.ts')).addCalibrate,
  },
  {
    term: 'corrections [options]',
    summary: 'export corrected comments as a labelled file for adapt or teach',
    load: async () => (await import('./sentiment/corrections.ts')).addCorrections,
  },
  {
    term: 'adapt [options] [file]',
    summary: 'fit the sentiment model to comments that your team labelled',
    load: async () => (await import('./sentiment/adapt.ts')).addAdapt,
  },
  {
    term: 'reanalyze [options]',
    summary: 'analyze stored feedback again under the current themes and sentiment model',
    load: async () => (await import('./loading/reanalyze.ts')).addReanalyze,
  },
  {
    term: 'redrive [options] [batch]',
    summary: 'try failed parts of uploads again',
    load: async () => (await import('./loading/redrive.ts')).addRedrive,
  },
  {
    term: 'erase [options]',
    summary: 'erase a person from files, responses, summaries and digests',
    load: async () => (await import('./loading/erase.ts')).addErase,
  },
  {
    term: 'taxonomy',
    summary: 'discover, check and edit themes',
    load: async () => (await import('./taxonomy/taxonomy.ts')).addTaxonomy,
  },
  {
    term: 'teach [options] <file>',
    summary: 'fit themes to comments that your team labelled',
    load: async () => (await import('./taxonomy/teach.ts')).addTeach,
  },
  {
    term: 'digest [options]',
    summary: 'show what changed in a period, ongoing problems, and the scores',
    load: async () => (await import('./reports/digest.ts')).addDigest,
  },
  {
    term: 'alerts [options]',
    summary: 'list raised alerts, with their evidence',
    load: async () => (await import('./reports/alerts.ts')).addAlerts,
  },
  {
    term: 'actions [options]',
    summary: 'list actions, with scores before and after',
    load: async () => (await import('./reports/actions.ts')).addActions,
  },
  {
    term: 'mcp [options]',
    summary: 'let an AI assistant read findings, figures and comments (Model Context Protocol)',
    load: async () => (await import('./assistant/mcp.ts')).addMcp,
  },
  {
    term: 'config [options]',
    summary: 'list, read, check and store configuration files',
    load: async () => (await import('./config/config.ts')).addConfig,
  },
];
