import type { Command } from 'commander';
import type { AlertList } from '../../api/contract/reports.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { printJson } from '../render/json.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

interface AlertsOptions extends ApiCommandOptions {
  readonly now?: boolean;
}

const examples = `
Examples:
  verbatim alerts            alerts as of the last check
  verbatim alerts --now      what the rules would trigger now; nothing is stored or sent

Rules are in config/alerts.yaml in the bucket. falseAlarmsAYear of a rule limits its false alarms; each is listed with that number.`;

export const addAlerts = (program: Command, shell: Shell): void => {
  const command = program
    .command('alerts')
    .description('list raised alerts, with their evidence')
    .option('--now', 'check the rules now')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: AlertsOptions) => showAlerts(shell, options));
};

const showAlerts = async (shell: Shell, options: AlertsOptions): Promise<void> => {
  const now = options.now === true ? 'true' : undefined;
  const list = await (await apiOf(shell, options)).listAlerts({ now });
  if (options.json) return printJson(shell, list);
  shell.terminal.print(alertsPicture(list, shell.terminal));
};

type RatedRule = AlertList['rules'][number];

/** The yearly number stands beside each rule: what is rare at a single check is not in a year of them. */
const falseAlarmsText = ({ kind, falseAlarmsAYear }: RatedRule): string => {
  if (falseAlarmsAYear === undefined) return 'no false alarms: it counts and tests nothing';
  const each = kind === 'below-target' ? ' for each touchpoint exactly at its target' : '';
  return `at most ${Number(falseAlarmsAYear.toPrecision(2))} false alarms expected in a year of daily checks${each}`;
};

const rulesPicture = (rules: readonly RatedRule[]): string =>
  ['Rules:', ...rules.map((rule) => `  ${rule.id} (${rule.kind}): ${falseAlarmsText(rule)}`)].join('\n');

const alertsPicture = ({ rules, alerts, alarming }: AlertList, terminal: Terminal): string => {
  const raised = alerts.filter(({ raised: isRaised }) => isRaised);
  const stored = raised.map(({ rule, text, evidence, since }) =>
    [
      `${terminal.style('red', '●')} ${terminal.style('bold', rule)}  ${text}`,
      terminal.style('dim', `  since ${since}; GET ${evidence}`),
    ].join('\n'),
  );
  const seen = alarming?.map(({ rule, text, evidence }) =>
    [
      `${terminal.style('yellow', '●')} ${terminal.style('bold', rule)}  ${text}`,
      terminal.style('dim', `  GET ${evidence}`),
    ].join('\n'),
  );
  return [
    stored.length === 0 ? 'No alerts.' : stored.join('\n'),
    ...(seen === undefined ? [] : [`Now:\n${seen.length === 0 ? 'No rule triggered.' : seen.join('\n')}`]),
    ...(rules.length === 0 ? [] : [rulesPicture(rules)]),
  ].join('\n\n');
};
