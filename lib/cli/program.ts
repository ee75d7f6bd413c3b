import { Command } from 'commander';
import { addAnalyze } from './analyze/analyze.ts';
import { addExplain } from './analyze/explain.ts';
import { addMcp } from './assistant/mcp.ts';
import { addConfig } from './config/config.ts';
import { reportFailure } from './failures.ts';
import { addBatches } from './loading/batches.ts';
import { addErase } from './loading/erase.ts';
import { addImportSeries } from './loading/import-series.ts';
import { addPreview } from './loading/preview.ts';
import { addReanalyze } from './loading/reanalyze.ts';
import { addRedrive } from './loading/redrive.ts';
import { addRejects } from './loading/rejects.ts';
import { addUpload } from './loading/upload.ts';
import { addActions } from './reports/actions.ts';
import { addAlerts } from './reports/alerts.ts';
import { addDigest } from './reports/digest.ts';
import { addAdapt } from './sentiment/adapt.ts';
import { addCalibrate } from './sentiment/calibrate.ts';
import { addCorrections } from './sentiment/corrections.ts';
import type { Shell } from './shell.ts';
import { addStart } from './start/start.ts';
import { addIssues } from './taxonomy/issues.ts';
import { addTaxonomy } from './taxonomy/taxonomy.ts';
import { addTeach } from './taxonomy/teach.ts';
import { addBursts } from './views/bursts.ts';
import { addCarryOver } from './views/carry-over.ts';
import { addChanges } from './views/changes.ts';
import { addConflicts } from './views/conflicts.ts';
import { addConsistency } from './views/consistency.ts';
import { addDrivers } from './views/drivers.ts';
import { addExport } from './views/export.ts';
import { addFeedback } from './views/feedback.ts';
import { addFindings } from './views/findings.ts';
import { addJourney } from './views/journey.ts';
import { addScorecard } from './views/scorecard.ts';
import { addScores } from './views/scores.ts';
import { addSummary } from './views/summary.ts';
import { addTouchpoints } from './views/touchpoints.ts';
import { addTrends } from './views/trends.ts';

const exitCodes = `
Exit codes:
  0  done
  1  internal error
  2  usage error
  3  invalid input: the message names file, row, column, expected and got
  4  held until a question is answered, or not found
  5  unavailable: no server, port in use, disk full`;

const commands = [
  addStart,
  addAnalyze,
  addExplain,
  addPreview,
  addUpload,
  addTouchpoints,
  addSummary,
  addJourney,
  addScorecard,
  addTrends,
  addFindings,
  addIssues,
  addChanges,
  addExport,
  addFeedback,
  addDrivers,
  addConflicts,
  addConsistency,
  addScores,
  addBursts,
  addCarryOver,
  addImportSeries,
  addBatches,
  addRejects,
  addCalibrate,
  addCorrections,
  addAdapt,
  addReanalyze,
  addRedrive,
  addErase,
  addTaxonomy,
  addTeach,
  addDigest,
  addAlerts,
  addActions,
  addMcp,
  addConfig,
];

/** The whole command line; commander suggests similar names for unknown ones. */
const createProgram = (shell: Shell): Command => {
  const { terminal } = shell;
  const program = new Command('verbatim')
    .description('Turns open-text customer feedback into answers for every touchpoint.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .helpCommand('help [command]', 'show help for a command')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', exitCodes);
  for (const add of commands) add(program, shell);
  return program;
};

/**
 * Runs one command line (without the program's name) and returns its exit code. Errors are printed, never thrown.
 *
 * @example await run(['preview', 'may.csv'], shell) // 0
 */
export const run = async (args: readonly string[], shell: Shell): Promise<number> => {
  try {
    await createProgram(shell).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return reportFailure(error, shell);
  }
};
