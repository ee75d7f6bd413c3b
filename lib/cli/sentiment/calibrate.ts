import type { Command } from 'commander';
import { createAnalyzer } from '../../analysis/analyzer.ts';
import { minLabelCount } from '../../analysis/sentiment/adaptation/correct-shares.ts';
import { shippedLanguages } from '../../analysis/sentiment/languages/shipped-languages.ts';
import { VerbatimError } from '../../errors.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import type { StoredCalibration } from '../../store/settings/sentiment-config.ts';
import { readLanguages } from '../../store/settings/sentiment-config.ts';
import { type BucketOptions, deploymentBucket, withBucketOptions } from '../connection/deployment-bucket.ts';
import { withMapOption } from '../options/reading-options.ts';
import { readTaxonomy } from '../reading/storeless-intake.ts';
import { printJson } from '../render/json.ts';
import type { Shell } from '../shell.ts';
import { deployedSentiment, sentimentOfFile } from './chosen-sentiment.ts';
import { type LabelledFileOptions, readLabelledFile } from './labelled-file.ts';
import { checkPicture } from './render-sentiment-check.ts';
import { checkSentiment, type SentimentCheck } from './sentiment-check.ts';

interface CalibrateOptions extends LabelledFileOptions, BucketOptions {
  readonly sentiment?: string;
  readonly save: boolean;
  readonly json?: boolean;
}

const examples = `
The file has comments and a column "label" filled in by people: negative, neutral, positive; or -1, 0, 1; or 1 to 5
stars. Draw the comments at random from those that are summarized.

Examples:
  verbatim calibrate labelled.csv
  verbatim calibrate labelled.xlsx --label Judgement --map comment=Text --map touchpoint=Place
  verbatim calibrate labelled.csv --save       summaries then show corrected shares`;

export const addCalibrate = (program: Command, shell: Shell): void => {
  const command = program
    .command('calibrate')
    .description('measure sentiment accuracy on comments that people labelled')
    .argument('<file>', 'comments with a label column, in any supported format')
    .option('--label <column>', 'label column; default: label')
    .option('--sheet <name>', 'sheet of a workbook; default: the first with rows below its header')
    .option('--sentiment <weights>', 'weights written by `verbatim adapt --out`; default: the built-in ones')
    .option('--save', 'save the result in the deployment, to correct the shares in its summaries', false)
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withBucketOptions(withMapOption(command)).action((file: string, options: CalibrateOptions) =>
    calibrate(shell, file, options),
  );
};

const storedOf = (shell: Shell, { sentiment, overall }: SentimentCheck, file: string): StoredCalibration => {
  const labelled = Object.values(overall?.confusion ?? {}).map((row) =>
    Object.values(row).reduce((sum, n) => sum + n, 0),
  );
  if (overall === undefined || Math.min(...labelled) < minLabelCount)
    throw new VerbatimError('labels-unreadable', 'too few labelled comments to correct shares', {
      file,
      expected: `${minLabelCount} or more of each label`,
      got: labelled.length === 0 ? 'none' : `${labelled.join(', ')} negative, neutral, positive`,
    });
  return {
    version: sentiment,
    labelled: overall.count,
    savedAt: shell.now().toISOString(),
    confusion: overall.confusion,
  };
};

const bucketToSaveIn = (shell: Shell, options: CalibrateOptions): ObjectStore | undefined => {
  if (!options.save) return undefined;
  if (options.sentiment === undefined) return deploymentBucket(shell, options);
  throw new VerbatimError('usage', '--save can only measure the model of the deployment', {
    expected: '--save or --sentiment',
    got: 'both',
  });
};

/** Its shares mix languages, but the labelled comments are English, so they can't correct them. */
const refuseOtherLanguages = async (bucket: ObjectStore): Promise<void> => {
  const { builtIn, comprehend } = await readLanguages(bucket);
  const languages = [...builtIn, ...comprehend].toSorted();
  if (languages.length === 0) return;
  throw new VerbatimError(
    'conflict',
    "the deployment also scores other languages: its shares can't be corrected with English comments",
    {
      expected: `engines: { ${languages.map((language) => `${language}: none`).join(', ')} } in config/languages.yaml`,
      got: languages.join(', '),
    },
  );
};

const calibrate = async (shell: Shell, file: string, options: CalibrateOptions): Promise<void> => {
  const bucket = bucketToSaveIn(shell, options);
  if (bucket !== undefined) await refuseOtherLanguages(bucket);
  const sample = await readLabelledFile(shell, file, options);
  const model =
    bucket === undefined ? await sentimentOfFile(shell, options.sentiment) : await deployedSentiment(bucket);
  const engines = { sentiment: model, languages: shippedLanguages(bucket === undefined ? undefined : []) };
  const analyzer = createAnalyzer({ taxonomy: await readTaxonomy(shell), ...engines });
  const check = checkSentiment(sample, analyzer, engines);
  if (bucket !== undefined)
    await bucket.write(objectKeys.calibration, JSON.stringify(storedOf(shell, check, file), null, 2));
  if (options.json) return printJson(shell, check);
  shell.terminal.print(checkPicture(check, shell.terminal));
  if (bucket !== undefined) shell.terminal.print('\nSaved: summaries of this version show corrected shares.');
};
