import type { Command } from 'commander';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { printJson } from '../render/json.ts';
import { nothingYet } from '../render/nothing-yet.ts';
import { journeyLegend, journeyPicture } from '../render/render-journey.ts';
import type { Shell } from '../shell.ts';

export const addTouchpoints = (program: Command, shell: Shell): void => {
  const command = program
    .command('touchpoints')
    .description('list touchpoints in journey order, with their figures')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  verbatim touchpoints\n  verbatim touchpoints --json');
  withApiOptions(command).action((options: ApiCommandOptions) => showTouchpoints(shell, options));
};

export const showTouchpoints = async (shell: Shell, options: ApiCommandOptions): Promise<void> => {
  const answer = await (await apiOf(shell, options)).listTouchpoints();
  if (options.json) return printJson(shell, answer);
  const { terminal } = shell;
  if (answer.touchpoints.length === 0) return terminal.print(nothingYet);
  terminal.print(journeyPicture(answer.touchpoints, terminal));
  terminal.print(`\n${terminal.style('dim', journeyLegend(answer.touchpoints))}`);
};
