import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { ApiClient } from '../../api/client/client.ts';
import type { LocalCloud } from '../../local/cloud/cloud.ts';
import type { LocalEvent } from '../../local/cloud/options.ts';
import { createApiClient } from '../connection/api-client.ts';
import { defaultDirectory } from '../connection/endpoints.ts';
import { Interruption, reportFailure } from '../failures.ts';
import { localTarget } from '../loading/upload-target.ts';
import { printJson } from '../render/json.ts';
import { batchPicture } from '../render/render-batch.ts';
import { journeyLegend, journeyPicture } from '../render/render-journey.ts';
import type { Shell } from '../shell.ts';
import { headlineOf } from '../views/findings.ts';
import { forgetData, isNew } from './data-directory.ts';
import { feedInbox } from './feed-inbox.ts';
import { firstFreeBlock, requireFree } from './free-ports.ts';
import { isExampleOrdered, loadExample, orderExample } from './load-example.ts';

interface StartOptions {
  readonly fresh?: boolean;
  /** Undefined: on the first start only. */
  readonly example?: boolean;
  readonly port?: number;
  readonly s3Port?: number;
  readonly sqsPort?: number;
  readonly dynamodbPort?: number;
  readonly pagePort?: number;
  readonly directory: string;
  readonly inbox: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  verbatim start                        the first start loads the example, later ones keep their data
  verbatim start --fresh                delete all data and start empty
  verbatim start --fresh --example      delete all data and load the example again
  verbatim start --port 5700            the other ports follow: 5701 to 5704

It runs until Ctrl-C. Files in ./inbox are loaded; files in ./inbox/delivery belong to that touchpoint.
Exit codes: 0 stopped, 130 interrupted while loading (the next start continues), 5 port in use or disk full.`;

const portNumber = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('a port is a whole number from 0 (any free port) to 65535');
};

export const addStart = (program: Command, shell: Shell): void => {
  program
    .command('start')
    .description('run everything on this machine, without an account or containers')
    .option('--fresh', 'delete all data first and start empty')
    .option('--example', 'load the example; default: on the first start')
    .option('--no-example', 'do not load the example')
    .option(
      '--port <n>',
      'port of the API on 127.0.0.1; default: 4700, or the next free block of five',
      portNumber,
    )
    .option('--s3-port <n>', 'port of S3; default: the next one', portNumber)
    .option('--sqs-port <n>', 'port of SQS; default: the one after', portNumber)
    .option('--dynamodb-port <n>', 'port of DynamoDB; default: the one after that', portNumber)
    .option('--page-port <n>', 'port of the page; default: the one after that', portNumber)
    .option('--directory <path>', 'data directory', defaultDirectory)
    .option('--inbox <path>', 'folder to watch for files', 'inbox')
    .option('--json', 'print endpoints and journey as JSON once it runs')
    .addHelpText('after', examples)
    .action((options: StartOptions) => start(shell, options));
};

const firstPort = 4700;

/** A first port of 0 takes free ports for all. Without any port, the next free block is taken. */
const portsOf = async ({ s3Port, sqsPort, dynamodbPort, pagePort, ...options }: StartOptions) => {
  const port = options.port ?? (await firstFreeBlock(firstPort, 5));
  const after = (steps: number): number => (port === 0 ? 0 : port + steps);
  return {
    api: port,
    s3: s3Port ?? after(1),
    sqs: sqsPort ?? after(2),
    dynamodb: dynamodbPort ?? after(3),
    page: pagePort ?? after(4),
  };
};

/** Checked before anything else is done. A port that follows from the first is chosen by `--port` too. */
const checkPorts = (options: StartOptions, ports: Awaited<ReturnType<typeof portsOf>>): Promise<void> =>
  requireFree([
    { port: ports.api, flag: '--port' },
    { port: ports.s3, flag: options.s3Port === undefined ? '--port' : '--s3-port' },
    { port: ports.sqs, flag: options.sqsPort === undefined ? '--port' : '--sqs-port' },
    { port: ports.dynamodb, flag: options.dynamodbPort === undefined ? '--port' : '--dynamodb-port' },
    { port: ports.page, flag: options.pagePort === undefined ? '--port' : '--page-port' },
  ]);

const prepareData = async ({ fresh = false, example }: StartOptions, directory: string): Promise<void> => {
  const first = isNew(directory);
  if (fresh) await forgetData(directory);
  if (example ?? (first && !fresh)) await orderExample(directory);
};

const start = async (shell: Shell, options: StartOptions): Promise<void> => {
  const { terminal } = shell;
  const directory = resolve(shell.directory, options.directory);
  const allPorts = await portsOf(options);
  await checkPorts(options, allPorts);
  await prepareData(options, directory);
  terminal.status('Starting');
  // Imported late: the emulators are large and no other command needs them.
  const { startLocalCloud } = await import('../../local/cloud/cloud.ts');
  const { builtPage } = await import('../../local/cloud/page.ts');
  const { page, ...ports } = allPorts;
  // If a part ends, everything stops: half a cloud would accept files and answer nothing.
  const trouble = new AbortController();
  const cloud = await startLocalCloud({
    directory,
    ports,
    page: { built: builtPage(), port: page },
    onEvent: (event) => {
      if (event.kind === 'problem') trouble.abort(event.error);
      else terminal.note(eventText(event, directory));
    },
  });
  const interrupted = AbortSignal.any([shell.interrupted, trouble.signal]);
  if (!options.json && cloud.page) terminal.print(`The page: ${terminal.style('bold', cloud.page)}`);
  try {
    await serve({ ...shell, interrupted }, { ...options, directory }, cloud);
  } catch (error) {
    throw trouble.signal.aborted ? trouble.signal.reason : error;
  } finally {
    terminal.note('Stopping after the work in progress.');
    await cloud.stop();
  }
  trouble.signal.throwIfAborted();
  terminal.note('Stopped. All data is kept.');
};

/** A failed invocation is retried by its queue; the function's log has details. */
const eventText = (event: Exclude<LocalEvent, { kind: 'problem' }>, directory: string): string => {
  switch (event.kind) {
    case 'notice':
      return `${event.subject}; see ${directory}/outbox`;
    case 'invocation-failed':
      return `function ${event.function} failed (${event.errorType}); see ${directory}/logs/${event.function}.log`;
  }
};

/** Data stored by an older version has no issues until the hourly run has searched for them. */
const runHourly = (cloud: LocalCloud): Promise<unknown> =>
  cloud.invoke('summarize', {
    ...{ source: 'aws.events', 'detail-type': 'Scheduled Event' },
    time: new Date().toISOString(),
  });

/** Waits until the figures of the example are final, so that findings do not change on the first visit. */
const settle = async (cloud: LocalCloud): Promise<void> => {
  await cloud.idle();
  await runHourly(cloud);
  await cloud.idle();
};

const serve = async (shell: Shell, options: StartOptions, cloud: LocalCloud): Promise<void> => {
  const { directory } = options;
  const client = createApiClient(cloud.endpoints.api, shell.interrupted);
  const connection = { client, target: localTarget(cloud) };
  if (isExampleOrdered(directory) && options.example !== false) {
    const batches = await untilInterrupted(shell, loadExample(shell, directory, connection));
    for (const batch of batches.filter(({ status }) => status !== 'complete')) {
      shell.terminal.note(batchPicture(batch, shell.terminal));
    }
    shell.terminal.status('Summarizing');
    await untilInterrupted(shell, Promise.race([settle(cloud), interruption(shell)]));
  } else void runHourly(cloud);
  const inbox = await feedInbox(shell, resolve(shell.directory, options.inbox), connection);
  const { touchpoints } = await client.listTouchpoints();
  if (options.json)
    printJson(shell, { page: cloud.page, endpoints: cloud.endpoints, outputs: cloud.outputs, touchpoints });
  else {
    sayWhatIsUp(shell, touchpoints, { ...options, cloud });
    if (hasFeedback(touchpoints)) await sayWhatChanged(shell, client);
  }
  if (!shell.interrupted.aborted) await once(shell.interrupted, 'abort');
  await inbox.close();
};

const interruption = async ({ interrupted }: Shell): Promise<never> => {
  if (!interrupted.aborted) await once(interrupted, 'abort');
  throw interrupted.reason;
};

const untilInterrupted = async <Result>({ interrupted }: Shell, work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    if (!interrupted.aborted) throw error;
    throw new Interruption(
      'Interrupted while loading the example. Nothing is lost: the next start continues.',
    );
  }
};

const maxHeadlines = 3;

/** The page opens with several requests at once, which as many functions answer: each keeps the findings that it was asked for. */
const readFindingsForPage = async (client: ApiClient) =>
  (await Promise.all([client.readFindings({}), client.readFindings({})]))[0];

/** Prints the first findings of the view that the page opens with. */
const sayWhatChanged = async (shell: Shell, client: ApiClient): Promise<void> => {
  const { terminal, interrupted } = shell;
  try {
    const { text, findings } = await readFindingsForPage(client);
    const headlines = findings
      .filter(({ certainty }) => certainty === 'significant')
      .slice(0, maxHeadlines)
      .map((finding) => `  ${headlineOf(finding, terminal)}`);
    terminal.print(['', terminal.style('bold', text.heading), ...headlines].join('\n'));
  } catch (error) {
    // A view that fails must not keep the inbox from taking files.
    if (!interrupted.aborted) reportFailure(error, shell);
  }
};

type Touchpoints = Parameters<typeof journeyPicture>[0];

const hasFeedback = (touchpoints: Touchpoints): boolean =>
  touchpoints.some(({ responses }) => responses !== 0);

const sayWhatIsUp = (
  { terminal }: Shell,
  touchpoints: Touchpoints,
  { inbox, cloud }: Pick<StartOptions, 'inbox'> & { readonly cloud: LocalCloud },
): void => {
  const { page = '', endpoints, outputs } = cloud;
  const { style } = terminal;
  const isLoaded = hasFeedback(touchpoints);
  terminal.print(
    isLoaded
      ? `${journeyPicture(touchpoints, terminal)}\n\n${style('dim', journeyLegend(touchpoints))}\n`
      : 'No feedback loaded yet.\n',
  );
  terminal.print(
    [
      `Page     ${style('bold', page)}`,
      `API      ${endpoints.api}`,
      `S3       ${endpoints.s3}/${outputs['Bucket'] ?? ''}/uploads/`,
      `Inbox    ${inbox}/<touchpoint>/`,
      '',
      'Next, in another terminal (verbatim = npm run verbatim --):',
      ...(isLoaded
        ? [
            '  verbatim findings',
            '  verbatim journey',
            '  verbatim drivers --touchpoint delivery',
            '  verbatim digest',
          ]
        : []),
      '  verbatim preview FILE',
      '  verbatim upload FILE --touchpoint NAME',
      `  curl ${endpoints.api}/touchpoints`,
      '',
      style('dim', 'Ctrl-C stops it; all data is kept.'),
    ].join('\n'),
  );
};
