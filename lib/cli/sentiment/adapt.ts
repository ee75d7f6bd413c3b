import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createAnalyzer } from '../../analysis/analyzer.ts';
import {
  type AdaptationCheck,
  adaptWeights,
  checkAdaptation,
  type LabelledComment,
} from '../../analysis/sentiment/adaptation/adapt.ts';
import {
  decodeWeights,
  encodeWeights,
  type SentimentWeights,
} from '../../analysis/sentiment/model/model-file.ts';
import { shippedWeights } from '../../analysis/sentiment/model/shipped-model.ts';
import { createSentimentModel } from '../../analysis/sentiment/model/trained-model.ts';
import { assetPath } from '../../assets.ts';
import { VerbatimError } from '../../errors.ts';
import { objectKeys } from '../../store/keys.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { adaptedTo, readSentimentPointer, rolledBack } from '../../store/settings/sentiment-config.ts';
import { type BucketOptions, deploymentBucket, withBucketOptions } from '../connection/deployment-bucket.ts';
import { withMapOption } from '../options/reading-options.ts';
import { readTaxonomy } from '../reading/storeless-intake.ts';
import { printJson } from '../render/json.ts';
import { plural } from '../render/wording.ts';
import type { Shell } from '../shell.ts';
import { type LabelledFileOptions, type LabelledSample, readLabelledFile } from './labelled-file.ts';
import { adaptationPicture, adaptationsPicture } from './render-adaptation.ts';

interface AdaptOptions extends LabelledFileOptions, BucketOptions {
  readonly out?: string;
  readonly rollback: boolean;
  readonly list: boolean;
  readonly json?: boolean;
}

const examples = `
The file is the same as for calibrate: comments and a label column. 200 labels of comments drawn at random are usually
enough. The gain is measured on labels left out of the fit, and the weights are refused if there is none. Later comments are scored by the new sentiment version; trends break there.

Examples:
  verbatim adapt labelled.csv                  the deployment uses it from the next batch on
  verbatim adapt labelled.csv --out my.bin     without a server; then: verbatim analyze survey.csv --sentiment my.bin
  verbatim adapt --list
  verbatim adapt --rollback                    back to the previous version`;

export const addAdapt = (program: Command, shell: Shell): void => {
  const command = program
    .command('adapt')
    .description('fit the sentiment model to comments that your team labelled')
    .argument('[file]', 'comments with a label column, in any supported format')
    .option('--label <column>', 'label column; default: label')
    .option('--sheet <name>', 'sheet of a workbook; default: the first with rows below its header')
    .option('--out <weights>', 'write the weights to a file and leave the deployment unchanged')
    .option('--rollback', 'go back to the previous version', false)
    .option('--list', 'list versions', false)
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
  withBucketOptions(withMapOption(command)).action((file: string | undefined, options: AdaptOptions) =>
    run(shell, file, options),
  );
};

const run = async (shell: Shell, file: string | undefined, options: AdaptOptions): Promise<void> => {
  const wishes = [file !== undefined, options.rollback, options.list].filter(Boolean);
  if (wishes.length !== 1)
    throw new VerbatimError('usage', 'give exactly one of FILE, --rollback and --list', {
      expected: 'a FILE, --rollback or --list',
      got: wishes.length === 0 ? 'none of them' : 'several of them',
    });
  if (options.rollback) return rollback(shell, options);
  if (options.list) return list(shell, options);
  return adapt(shell, file ?? '', options);
};

const readShipped = async (): Promise<SentimentWeights> =>
  decodeWeights(await readFile(assetPath(shippedWeights)));

/** Only answers that the model scores are used: English, and with content. */
const learnable = async (
  shell: Shell,
  { answers }: LabelledSample,
  weights: SentimentWeights,
): Promise<LabelledComment[]> => {
  const analyzer = createAnalyzer({
    taxonomy: await readTaxonomy(shell),
    sentiment: createSentimentModel(weights),
  });
  return answers
    .filter(({ answer }) => analyzer.analyze(answer).status === 'scored')
    .map(({ answer, label }) => ({ text: answer.text, label }));
};

const refuseUseless = (check: AdaptationCheck, file: string): void => {
  if (check.helps) return;
  throw new VerbatimError(
    'no-gain',
    'adapting to these labels brings no significant gain: nothing was changed',
    {
      file,
      expected: 'a significant gain in accuracy, and no lower macro-F1; label more comments, drawn at random',
      got: `accuracy ${check.before.toFixed(3)} before, ${check.after.toFixed(3)} after; macro-F1 ${check.macroF1.before.toFixed(3)} before, ${check.macroF1.after.toFixed(3)} after`,
    },
  );
};

interface Adaptation {
  readonly shipped: SentimentWeights;
  readonly adapted: SentimentWeights;
  readonly check: AdaptationCheck;
}

const deploy = async (
  shell: Shell,
  bucket: ObjectStore,
  { shipped, adapted, check }: Adaptation,
): Promise<void> => {
  const { version } = adapted;
  const pointer = adaptedTo(await readSentimentPointer(bucket), shipped.version, {
    version,
    adaptedAt: shell.now().toISOString(),
    labels: check.labels,
    accuracyBefore: check.before,
    accuracyAfter: check.after,
  });
  // The pointer last, so that the weights it names exist.
  await bucket.write(objectKeys.sentimentWeights(version), encodeWeights(adapted));
  await bucket.write(objectKeys.sentiment, JSON.stringify(pointer, null, 2));
};

const adapt = async (shell: Shell, file: string, options: AdaptOptions): Promise<void> => {
  const bucket = options.out === undefined ? deploymentBucket(shell, options) : undefined;
  const shipped = await readShipped();
  const labelled = await learnable(shell, await readLabelledFile(shell, file, options), shipped);
  shell.terminal.status(`fitting to ${plural(labelled.length, 'label')}`);
  const check = checkAdaptation(shipped, labelled);
  shell.terminal.status('');
  if (!options.json) shell.terminal.print(adaptationPicture(check, shell.terminal));
  refuseUseless(check, file);
  const adapted = adaptWeights(shipped, labelled);
  if (bucket !== undefined) await deploy(shell, bucket, { shipped, adapted, check });
  else await writeFile(resolve(shell.directory, options.out ?? ''), encodeWeights(adapted));
  if (options.json) return printJson(shell, { version: adapted.version, ...check });
  shell.terminal.print(
    bucket === undefined
      ? `\nWritten: sentiment ${adapted.version}`
      : `\nFrom the next batch on: sentiment ${adapted.version}`,
  );
};

const rollback = async (shell: Shell, options: AdaptOptions): Promise<void> => {
  const bucket = deploymentBucket(shell, options);
  const pointer = rolledBack(await readSentimentPointer(bucket));
  if (pointer === undefined)
    throw new VerbatimError(
      'conflict',
      'the deployment uses the built-in weights: there is no earlier version',
    );
  await bucket.write(objectKeys.sentiment, JSON.stringify(pointer, null, 2));
  if (options.json) return printJson(shell, pointer);
  shell.terminal.print(`From the next batch on: sentiment ${pointer.version}`);
};

const list = async (shell: Shell, options: AdaptOptions): Promise<void> => {
  const { version: shipped } = await readShipped();
  const pointer = await readSentimentPointer(deploymentBucket(shell, options));
  const versions = pointer ?? { version: shipped, previous: [], adaptations: [] };
  if (options.json) return printJson(shell, { shipped, ...versions });
  shell.terminal.print(adaptationsPicture(versions, shipped, shell.terminal));
};
