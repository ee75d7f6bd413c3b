import type { Command } from 'commander';
import type { BurstReport, Clones } from '../../insights/responses/burst-report.ts';
import { manyPeople } from '../../metrics/tally/respondents.ts';
import { apiOf } from '../connection/api-client.ts';
import { answerToDraw, type ScanOptions, scopeQuery, withScanOptions } from '../options/scan-options.ts';
import { grid } from '../render/grid.ts';
import { unitLegend } from '../render/units.ts';
import { count, plural, seriesText } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import type { Terminal } from '../terminal.ts';

const examples = `
Examples:
  verbatim bursts                               copied texts, days with unusually many responses
  verbatim bursts --touchpoint app --from 2025-03 --to 2025-04 --json`;

export const addBursts = (program: Command, shell: Shell): void => {
  const command = program
    .command('bursts')
    .description('show copied texts and days with unusually many responses, and figures without them')
    .addHelpText('after', examples);
  withScanOptions(command).action((options: ScanOptions) => showBursts(shell, options));
};

const showBursts = async (shell: Shell, options: ScanOptions): Promise<void> => {
  const client = await apiOf(shell, options);
  const received = await client.readBursts(scopeQuery(options));
  const answer = await answerToDraw(shell, options, { client, answer: received });
  if (answer === undefined) return;
  const { terminal } = shell;
  if (answer.clones.length + answer.bursts.length === 0)
    return terminal.print('No copied texts, and no day with unusually many responses.');
  const pictures = [clones, bursts, figures].map((picture) => picture(answer, terminal));
  terminal.print(pictures.filter((picture) => picture !== '').join('\n\n'));
  terminal.print(`\n${terminal.style('dim', `${unitLegend(Object.keys(answer.figures))}; (95% CI)`)}`);
};

const peopleText = (people: number): string =>
  people >= manyPeople ? `${manyPeople} respondents or more` : plural(people, 'respondent');

const spanText = ({ from, to }: Clones): string => (from === to ? from : `${from} to ${to}`);

const disclosedGroups = 20;

const clones = ({ clones: groups }: BurstReport, terminal: Terminal): string =>
  groups.length === 0
    ? ''
    : grid(
        [
          { title: 'copied text' },
          { title: 'responses', align: 'right' },
          { title: 'from' },
          { title: 'at' },
        ],
        groups
          .slice(0, disclosedGroups)
          .map((group) => [
            spanText(group),
            count(group.responses),
            peopleText(group.people),
            group.touchpoints.join(', '),
          ]),
        terminal,
      );

const bursts = ({ bursts: days }: BurstReport, terminal: Terminal): string =>
  days.length === 0
    ? ''
    : grid(
        [
          { title: 'burst' },
          { title: 'responses', align: 'right' },
          { title: 'expected', align: 'right' },
          { title: 'at' },
        ],
        days.map(({ day, responses, expected, touchpoint }) => [
          day,
          count(responses),
          count(expected),
          touchpoint,
        ]),
        terminal,
      );

const figures = ({ figures: all }: BurstReport, terminal: Terminal): string =>
  grid(
    [{ title: '' }, { title: 'all (n)' }, { title: 'without copies' }, { title: 'without bursts' }],
    Object.entries(all).map(([series, one]) => [
      series,
      ...[one.all, one.withoutClones, one.withoutBursts].map((figure) =>
        figure === undefined ? '' : `${seriesText(series, figure)} (${count(figure.n)})`,
      ),
    ]),
    terminal,
  );
