import { Command } from 'commander';
import { addActions } from './commands/actions.ts';
import { addAdapt } from './commands/adapt.ts';
import { addAlerts } from './commands/alerts.ts';
import { addAnalyze } from './commands/analyze.ts';
import { addBatches } from './commands/batches.ts';
import { addBursts } from './commands/bursts.ts';
import { addCalibrate } from './commands/calibrate.ts';
import { addCarryOver } from './commands/carry-over.ts';
import { addChanges } from './commands/changes.ts';
import { addConflicts } from './commands/conflicts.ts';
import { addConsistency } from './commands/consistency.ts';
import { addDigest } from './commands/digest.ts';
import { addDrivers } from './commands/drivers.ts';
import { addExplain } from './commands/explain.ts';
import { addExport } from './commands/export.ts';
import { addFeedback } from './commands/feedback.ts';
import { addImportSeries } from './commands/import-series.ts';
import { addJourney } from './commands/journey.ts';
import { addPreview } from './commands/preview.ts';
import { addReanalyze } from './commands/reanalyze.ts';
import { addScorecard } from './commands/scorecard.ts';
import { addScores } from './commands/scores.ts';
import { addStart } from './commands/start.ts';
import { addSummary } from './commands/summary.ts';
import { addTaxonomy } from './commands/taxonomy.ts';
import { addTeach } from './commands/teach.ts';
import { addTouchpoints } from './commands/touchpoints.ts';
import { addTrends } from './commands/trends.ts';
import { addUpload } from './commands/upload.ts';
import { reportFailure } from './failures.ts';
import type { Shell } from './shell.ts';

const exitCodes = `
Exit codes:
  0  done
  1  our own failure
  2  wrong use of a command
  3  the input is wrong: the message names file, row, column, expected and got
  4  held until a question is answered, or not found
  5  a part is unreachable: no server, a port taken, a disk full`;

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
  addCalibrate,
  addAdapt,
  addReanalyze,
  addTaxonomy,
  addTeach,
  addDigest,
  addAlerts,
  addActions,
];

/** The whole command line; commander finds near names for what it does not know. */
const createProgram = (shell: Shell): Command => {
  const { terminal } = shell;
  const program = new Command('verbatim')
    .description('Open-text customer feedback in, answers for every touchpoint out.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .helpCommand('help [command]', 'say more about a command')
    .helpOption('-h, --help', 'say what there is')
    .addHelpText('after', exitCodes);
  for (const add of commands) add(program, shell);
  return program;
};

/**
 * Runs one command line (without the program's name) and gives its exit code. Errors are told on the terminal, never
 * thrown.
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
