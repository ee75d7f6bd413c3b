import type { Command } from 'commander';
import type { ChangesView } from '../../api/contract/changes.ts';
import type { ReportedChange, ReportedMix } from '../../insights/changes/change-report.ts';
import { apiOf } from '../connection/api-client.ts';
import { withApiOptions } from '../options/api-options.ts';
import { type ComparedOptions, withComparedOptions } from '../options/compared-options.ts';
import { grid } from '../render/grid.ts';
import { printJson } from '../render/json.ts';
import { saysNothingYet } from '../render/nothing-yet.ts';
import { unitLegend } from '../render/units.ts';
import {
  boundText,
  count,
  differenceText,
  gapText,
  levelText,
  plural,
  seriesText,
} from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  verbatim changes                                the latest month compared with the month before
  verbatim changes --period 2025-04 --touchpoint delivery
  verbatim changes --from 2025-03-24 --to 2025-04-06 --against season
  verbatim changes --json`;

export const addChanges = (program: Command, shell: Shell): void => {
  const command = withComparedOptions(
    program
      .command('changes')
      .description('show what changed between two periods, and how much comes from a different customer mix'),
  )
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: ComparedOptions) => showChanges(shell, options));
};

const showChanges = async (shell: Shell, options: ComparedOptions): Promise<void> => {
  const { period, from, to, against, touchpoint } = options;
  const client = await apiOf(shell, options);
  const view = await client.readChanges({ period, from, to, against, touchpoint });
  if (options.json) return printJson(shell, view);
  const { terminal } = shell;
  const isEmpty = view.before.responses + view.after.responses === 0;
  if (isEmpty && (await saysNothingYet(client, terminal))) return;
  terminal.print(terminal.style('dim', headingOf(view)));
  if (view.after.from === 'undated') return;
  const certain = view.changes.filter((change) => change.certain);
  terminal.print(
    certain.length === 0 ? nothingChanged(comparedIn(view.changes)) : changesPicture(certain, terminal),
  );
  if (certain.length > 0)
    terminal.print(
      `\n${terminal.style('dim', `${unitLegend(certain.map(({ series }) => series))}; (95% CI)`)}`,
    );
  const mixes = certainMixes(view);
  if (mixes.length > 0) terminal.print(`\n${mixPicture(mixes, terminal)}`);
  for (const [id, kinds] of Object.entries(view.broken))
    terminal.note(
      `${id}: ${kinds.join(' and ')} not compared: the previous period was scored by another version`,
    );
};

/** The mix of the significant changes of the scope as a whole. */
const certainMixes = ({ mixes, changes, touchpoint }: ChangesView): ReportedMix[] => {
  const whole = changes.filter((change) => change.certain && change.touchpoint === touchpoint);
  return mixes.filter((mix) => whole.some(({ series }) => series === mix.series));
};

const comparedIn = (changes: readonly ReportedChange[]): number =>
  changes.filter(({ enough }) => enough).length;

const nothingChanged = (compared: number): string =>
  compared === 0
    ? 'Nothing to compare: no score or theme has enough responses in both periods.'
    : `No significant change in ${count(compared)} scores and themes.`;

const headingOf = ({ before, after, part, changes }: ChangesView): string =>
  after.from === 'undated'
    ? `${plural(after.responses, 'response')} without a date: there is no period to compare`
    : `${after.from} to ${after.to} (n=${count(after.responses)}) compared with ${before.from} to ${before.to} (n=${count(before.responses)})${part ? ', not over yet: as many days of both' : ''}; ${count(comparedIn(changes))} scores and themes compared`;

const placeOf = ({ touchpoint, stage, segment }: ReportedChange): string =>
  [
    touchpoint ?? (stage === undefined ? 'the journey' : `stage ${stage}`),
    ...(segment === undefined ? [] : [`${segment.dimension} ${segment.value || '(none)'}`]),
  ].join(', ');

const changesPicture = (changes: readonly ReportedChange[], terminal: Terminal): string =>
  grid(
    [{ title: '' }, { title: 'changed' }, { title: 'by' }, { title: 'from' }, { title: 'to' }],
    changes.map((change) => [
      placeOf(change),
      [change.series, ...(change.also ?? [])].join(', '),
      terminal.style(change.difference > 0 ? 'green' : 'red', differenceText(change.series, change)),
      change.before.atMost ? boundText(change.before) : levelText(change.series, change.before.value),
      change.after.atMost ? boundText(change.after) : seriesText(change.series, change.after),
    ]),
    terminal,
  );

const mixPicture = (mixes: readonly ReportedMix[], terminal: Terminal): string =>
  grid(
    [{ title: 'change of' }, { title: 'total' }, { title: 'customers' }, { title: 'mix' }, { title: 'over' }],
    mixes.map(({ series, by, difference, customers, mix }) => [
      series,
      gapText(series, difference),
      gapText(series, customers.value),
      gapText(series, mix.value),
      by,
    ]),
    terminal,
  );
