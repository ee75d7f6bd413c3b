import type { Command } from 'commander';
import { createAnalyzer } from '../../analysis/analyzer.ts';
import { seedReport } from '../../analysis/taxonomy/seed-report.ts';
import { type TaxonomyChange, taxonomyChange } from '../../analysis/taxonomy/taxonomy-change.ts';
import { defaultMinimumSample, type Figure, figureMaker } from '../../metrics/figures/figure.ts';
import { type ReadingCommandOptions, withReadingOptions } from '../options/reading-options.ts';
import { readTaxonomy } from '../reading/storeless-intake.ts';
import { printJson } from '../render/json.ts';
import type { Shell } from '../shell.ts';
import { type AnalyzedResponse, analyzeResponses, scoredTexts } from './analyzed-responses.ts';
import { readResponses } from './read-responses.ts';
import { changePicture, seedsPicture } from './render-check.ts';

interface CheckOptions extends ReadingCommandOptions {
  readonly taxonomy?: string;
  readonly against?: string;
  readonly examples: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  verbatim taxonomy check survey.csv --taxonomy my-themes.yaml
  verbatim taxonomy check survey.csv --taxonomy new.yaml --against in-use.yaml --examples 2

With --against, it shows what replacing those themes by --taxonomy would change.`;

export const addCheck = (taxonomy: Command, shell: Shell): void => {
  const command = taxonomy
    .command('check')
    .description('find overlapping, unused and ambiguous seeds in your comments')
    .argument('<file...>', 'feedback files')
    .option('--taxonomy <file>', 'the themes to check (YAML); default: the general theme pack')
    .option('--against <file>', 'themes in use, to compare with')
    .option('--examples <n>', 'comments to show for each theme that changes', '0')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withReadingOptions(command).action((files: string[], options: CheckOptions) =>
    check(shell, files, options),
  );
};

/** The share of comments with content in which a theme is found; undefined without such comments. */
const coverageOf = (responses: readonly AnalyzedResponse[]): Figure | undefined => {
  const scored = responses.flatMap(({ answers }) =>
    answers.flatMap(({ analysis }) => (analysis.status === 'scored' ? [analysis] : [])),
  );
  const covered = scored.filter(({ themes }) => themes.length > 0).length;
  return scored.length === 0 ? undefined : figureMaker(defaultMinimumSample).share(covered, scored.length);
};

/** For programs: counts only, no comment. */
const changeJson = ({ themes, ...change }: TaxonomyChange) => ({
  ...change,
  themes: themes.map(({ theme, before, after, gained, lost }) => ({
    theme,
    before,
    after,
    gained: gained.length,
    lost: lost.length,
  })),
});

const check = async (shell: Shell, files: readonly string[], options: CheckOptions): Promise<void> => {
  const taxonomy = await readTaxonomy(shell, options.taxonomy);
  const inUse = options.against === undefined ? undefined : await readTaxonomy(shell, options.against);
  const responses = analyzeResponses(
    createAnalyzer({ taxonomy }),
    await readResponses(shell, files, options),
  );
  const texts = scoredTexts(responses);
  const coverage = coverageOf(responses);
  const seeds = seedReport(taxonomy, texts);
  const change = inUse === undefined ? undefined : taxonomyChange(inUse, taxonomy, texts);
  if (options.json)
    return printJson(shell, {
      taxonomy: taxonomy.version,
      coverage,
      seeds,
      ...(change === undefined || inUse === undefined
        ? {}
        : { against: inUse.version, change: changeJson(change) }),
    });
  const { terminal } = shell;
  terminal.print(seedsPicture(seeds, coverage, terminal));
  if (change !== undefined && inUse !== undefined)
    terminal.print(
      `\n${terminal.style('bold', `Against ${inUse.version}`)}\n${changePicture(change, { texts, examples: Number(options.examples) }, terminal)}`,
    );
};
