import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { CorrectedComment } from '../../api/contract/comments/reviews.ts';
import { csvOf } from '../../api/export/csv-export.ts';
import { VerbatimError } from '../../errors.ts';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import { printJson } from '../render/json.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';

const learners = ['adapt', 'teach'] as const;
type Learner = (typeof learners)[number];

interface CorrectionsOptions extends ApiCommandOptions {
  readonly for: Learner;
  readonly touchpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
}

const examples = `
Comments are corrected on the page. Figures change only after adapt or teach has learned from the corrections.

Examples:
  verbatim corrections --for adapt --out labels.csv   then: verbatim adapt labels.csv
  verbatim corrections --for teach --out themes.csv   then: verbatim teach themes.csv, verbatim reanalyze
  verbatim corrections --for teach --touchpoint delivery --from 2025-04 --to 2025-05`;

export const addCorrections = (program: Command, shell: Shell): void => {
  const command = program
    .command('corrections')
    .description('export corrected comments as a labelled file for adapt or teach')
    .addOption(
      new Option('--for <command>', 'sentiment labels for adapt, or themes for teach')
        .choices(learners)
        .makeOptionMandatory(),
    )
    .option('--touchpoint <id>', 'this touchpoint only')
    .option('--from <day>', 'first day or month, e.g. 2025-03-01')
    .option('--to <day>', 'last day or month')
    .option('--out <file>', 'write the file here; default: print it')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: CorrectionsOptions) => run(shell, options));
};

/** The columns that `adapt` and `teach` read; a comment whose themes nobody corrected is no example of one without any. */
const rowsFor: Readonly<
  Record<Learner, (corrections: readonly CorrectedComment[]) => Record<string, string>[]>
> = {
  adapt: (corrections) =>
    corrections.flatMap(({ text, touchpoint, label }) =>
      label === undefined ? [] : [{ comment: text, touchpoint, label }],
    ),
  teach: (corrections) =>
    corrections.flatMap(({ text, themes }) =>
      themes === undefined ? [] : [{ comment: text, theme: themes.join('; ') }],
    ),
};

const run = async (shell: Shell, options: CorrectionsOptions): Promise<void> => {
  const { touchpoint, from, to, out } = options;
  const answer = await (await apiOf(shell, options)).listCorrections({ touchpoint, from, to });
  const rows = rowsFor[options.for](answer.corrections);
  if (options.json) return printJson(shell, { ...answer, rows });
  if (rows.length === 0)
    throw new VerbatimError('not-found', 'no corrected comments to export', {
      expected: 'comments corrected on the page, in a period with comments of at least ten respondents',
    });
  if (out === undefined) return shell.terminal.print(csvOf(rows).trimEnd());
  await writeFile(resolve(shell.directory, out), csvOf(rows));
  const { examined } = answer;
  const part =
    examined.responses < examined.of ? `, in ${examined.responses} of ${examined.of} responses` : '';
  shell.terminal.print(`${out}: ${plural(rows.length, 'corrected comment')}${part}`);
};
