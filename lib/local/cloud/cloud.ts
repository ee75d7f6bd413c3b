import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Usage } from '../../cost/usage.ts';
import { VerbatimError } from '../../errors.ts';
import { clientEnvironment, type Endpoints } from '../emulators/clients.ts';
import type { ObjectStoreServer } from '../emulators/s3.ts';
import { type LocalQueues, queueUrl, startQueues } from '../emulators/sqs.ts';
import { EventSource, startSchedule } from '../functions/event-source.ts';
import { FunctionPool } from '../functions/function-pool.ts';
import type { FunctionTime } from '../functions/function-time.ts';
import { apiListener, startHttpApi } from '../functions/http-api.ts';
import type { Outcome } from '../functions/worker.ts';
import { type Strict, startStrict, testEvent } from '../strict/strict.ts';
import { refuseSecond, removeEndpoints, writeEndpoints } from './holder.ts';
import { meteredUsage } from './metered.ts';
import { defaultPorts, type LocalCloudOptions, type Ports } from './options.ts';
import { ownCopy, startPage } from './page.ts';
import { type CloudPlan, planCloud } from './plan.ts';
import { prepareDirectory, problemOf } from './problem.ts';
import { type Stores, startStores } from './stores.ts';
import { synthesizedTemplate, withOwnBundles } from './synthesize.ts';
import type { Synthesized } from './template.ts';

export interface LocalCloud {
  readonly endpoints: Endpoints;
  /** Where the page answers, if it is served. */
  readonly page?: string;
  /** The outputs of the stack, by name: `Bucket`, `FeedbackTable`, `IngestQueueUrl`, … */
  readonly outputs: Readonly<Record<string, string>>;
  /** The environment of a function by its name (`ingest`, `query`, …), with the endpoints that SDK clients read from it. */
  environment(functionName: string): Readonly<Record<string, string>>;
  /** Runs a function on an event, as its schedule would. Never rejects: a function that fails is an outcome. */
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  /** Usage since the start, of everything that AWS bills by use. @param time of functions; default: elapsed */
  usage(time?: FunctionTime): Promise<Usage>;
  /** Waits until all queues are empty and nothing runs. Dead letters do not count. */
  idle(): Promise<void>;
  /**
   * Stops taking work, lets running work finish for up to `graceSeconds` (20 by default), and ends. Unfinished work
   * is done at the next start.
   */
  stop(graceSeconds?: number): Promise<void>;
}

type Stop = () => void | Promise<void>;

/** One start: if a later part fails, started parts are stopped again, in reverse. */
class Start {
  readonly #options: LocalCloudOptions;
  readonly #directory: string;
  readonly #ports: Ports;
  readonly #stops: Stop[] = [];
  readonly #sources: EventSource[] = [];
  readonly #pools = new Map<string, FunctionPool>();
  readonly #environments = new Map<string, Readonly<Record<string, string>>>();
  #objects: ObjectStoreServer | undefined;
  #strict: Strict | undefined;
  readonly #cores = Math.min(availableParallelism(), 4);

  constructor(options: LocalCloudOptions) {
    this.#options = options;
    this.#directory = resolve(options.directory);
    this.#ports = options.ports ?? defaultPorts;
  }

  async run(): Promise<LocalCloud> {
    try {
      return await this.#run();
    } catch (error) {
      await this.#stopAll();
      throw problemOf(error, this.#directory);
    }
  }

  async #run(): Promise<LocalCloud> {
    // Awaited later: until then an unhandled rejection would end the process.
    this.#options.page?.built.catch(() => {});
    prepareDirectory(this.#directory);
    refuseSecond(this.#directory);
    const synthesized = withOwnBundles(
      this.#options.synthesized ?? (await synthesizedTemplate()),
      join(this.#directory, 'bundles'),
    );
    const { plan, queues } = await this.#startQueues(synthesized);
    const { tables, objects, secrets, outbox } = await this.#startStores(plan, queues);
    const services = { s3: objects.endpoint, sqs: queues.endpoint, dynamodb: tables.endpoint };
    this.#strict?.connect({
      ...services,
      secretsmanager: secrets.endpoint,
      sns: outbox.endpoint,
      ses: outbox.endpoint,
    });
    const clients = clientEnvironment({ api: '', ...services }, secrets.endpoint, outbox.endpoint);
    await this.#startFunctions(plan, clients);
    const endpoints = { ...services, api: await this.#startApi(plan) };
    this.#connect(plan, queues);
    await this.#sendTestEvents(plan, queues);
    const page = await this.#startPage(plan, endpoints);
    writeEndpoints(this.#directory, { pid: process.pid, endpoints, ...page, outputs: plan.outputs });
    return {
      endpoints,
      ...page,
      outputs: plan.outputs,
      environment: (name) => this.#environmentOf(name),
      invoke: (name, event) => this.#poolOf(name).invoke(event),
      usage: (time = 'elapsed') => meteredUsage([tables, objects, queues], this.#pools.values(), time),
      idle: () => this.#idle(queues),
      stop: (graceSeconds = 20) => this.#stop(graceSeconds),
    };
  }

  #path(name: string): string | undefined {
    return this.#options.inMemory === true ? undefined : join(this.#directory, name);
  }

  async #startQueues(synthesized: Synthesized): Promise<{ plan: CloudPlan; queues: LocalQueues }> {
    // Checked before anything is started: a template that cannot run here is refused as a whole.
    let plan = planCloud(synthesized, (name) => name);
    await this.#startStrict(synthesized, plan);
    const queues = await startQueues(
      this.#path('messages.db') ?? ':memory:',
      { port: this.#ports.sqs, flag: '--sqs-port' },
      (endpoint) => {
        plan = planCloud(synthesized, (name) => queueUrl(this.#strict?.endpoint ?? endpoint, name));
        const consumed = new Set(plan.eventSources.map(({ EventSourceArn }) => nameOf(EventSourceArn)));
        return { queues: plan.queues, consumed };
      },
    );
    this.#stops.push(() => queues.stop());
    return { plan, queues };
  }

  async #startStrict({ template }: Synthesized, plan: CloudPlan): Promise<void> {
    if (this.#options.strict === undefined) return;
    const onError = (error: unknown): void => this.#problem(error);
    const strict = await startStrict({ template, plan, onError }, this.#options.strict);
    this.#stops.push(() => strict.stop());
    this.#strict = strict;
  }

  async #sendTestEvents(plan: CloudPlan, queues: LocalQueues): Promise<void> {
    if (this.#strict === undefined) return;
    for (const { name, NotificationConfiguration } of plan.buckets)
      for (const { Queue } of NotificationConfiguration?.QueueConfigurations ?? [])
        await this.#sendTo(queues, Queue, testEvent(name));
  }

  async #sendTo(queues: LocalQueues, queueArn: string, MessageBody: string): Promise<void> {
    const QueueUrl = queueUrl(queues.endpoint, nameOf(queueArn));
    await queues.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }

  async #startStores(plan: CloudPlan, queues: LocalQueues): Promise<Stores> {
    const stores = await startStores(plan, {
      directory: this.#directory,
      path: (name) => this.#path(name),
      ports: this.#ports,
      notify: (queueArn, body) => this.#sendTo(queues, queueArn, body),
      onNotice: (subject) => this.#options.onEvent?.({ kind: 'notice', subject }),
      onProblem: (error) => this.#problem(error),
    });
    for (const { stop } of Object.values(stores)) this.#stops.push(stop);
    this.#objects = stores.objects;
    return stores;
  }

  async #startFunctions(plan: CloudPlan, clients: Readonly<Record<string, string>>): Promise<void> {
    for (const planned of plan.functions) {
      const own = this.#strict?.clientsOf(planned.name) ?? clients;
      const environment = { TZ: 'UTC', ...own, ...planned.Environment?.Variables };
      const pool = new FunctionPool(planned, {
        environment,
        logDirectory: join(this.#directory, 'logs'),
        maxWorkers: this.#cores,
        invocationsPerProcess: this.#strict?.invocationsPerProcess ?? Number.POSITIVE_INFINITY,
        onFailure: (name, errorType) =>
          this.#options.onEvent?.({ kind: 'invocation-failed', function: name, errorType }),
      });
      await pool.start();
      this.#environments.set(planned.name, environment);
      this.#pools.set(planned.name, pool);
      this.#stops.push(() => pool.stop());
    }
  }

  async #startApi(plan: CloudPlan): Promise<string> {
    const [functionArn] = plan.apiFunctions;
    if (functionArn === undefined) return '';
    const wish = { port: this.#ports.api, flag: '--port' };
    const { endpoint, stop } = await startHttpApi(this.#poolOf(functionArn), wish);
    this.#stops.push(stop);
    return endpoint;
  }

  async #startPage(plan: CloudPlan, { s3 }: Endpoints): Promise<{ page?: string }> {
    const [functionArn] = plan.apiFunctions;
    if (this.#options.page === undefined || functionArn === undefined) return {};
    const { built, port } = this.#options.page;
    const { endpoint, stop } = await startPage({
      directory: ownCopy(await built, join(this.#directory, 'page')),
      api: apiListener(this.#poolOf(functionArn)),
      connect: [s3],
      wish: { port, flag: '--page-port' },
    });
    this.#stops.push(stop);
    await this.#objects?.allowPage(endpoint);
    return { page: endpoint };
  }

  #connect(plan: CloudPlan, queues: LocalQueues): void {
    for (const source of plan.eventSources) {
      const pool = this.#poolOf(source.FunctionName);
      this.#sources.push(
        new EventSource({
          plan: source,
          pool,
          client: this.#strict?.queueClient(pool.plan.name) ?? queues.client,
          queueUrl: queueUrl(queues.endpoint, nameOf(source.EventSourceArn)),
          concurrency: Math.min(source.ScalingConfig?.MaximumConcurrency ?? this.#cores, this.#cores),
          retryAfterSeconds: this.#strict ? undefined : (this.#options.retryAfterSeconds ?? 1),
          maxBatchingSeconds: this.#options.maxBatchingSeconds ?? 1,
          onProblem: (error) => this.#problem(error),
        }),
      );
    }
    for (const { everySeconds, Targets } of plan.schedules) {
      this.#stops.push(
        startSchedule(
          everySeconds,
          Targets.map(({ Arn }) => this.#poolOf(Arn)),
        ),
      );
    }
  }

  #poolOf(functionArnOrName: string): FunctionPool {
    const name = nameOf(functionArnOrName);
    const pool = this.#pools.get(name);
    if (pool === undefined)
      throw new VerbatimError('unknown-resource', `the template has no function ${name}`);
    return pool;
  }

  #environmentOf(name: string): Readonly<Record<string, string>> {
    const environment = this.#environments.get(name);
    if (environment === undefined) throw new VerbatimError('not-found', `there is no function ${name}`);
    return environment;
  }

  #problem(error: unknown): void {
    this.#options.onEvent?.({ kind: 'problem', error: problemOf(error, this.#directory) });
  }

  async #idle(queues: LocalQueues): Promise<void> {
    // First running work, then queues: running work still has to delete its message.
    while (this.#pools.values().some((pool) => pool.busy) || (await queues.pending()) > 0) await wait(50);
  }

  async #stop(graceSeconds: number): Promise<void> {
    const finished = Promise.all(this.#sources.map((source) => source.stop()));
    const grace = new AbortController();
    const graceOver = wait(graceSeconds * 1000, undefined, { signal: grace.signal }).catch(() => {});
    await Promise.race([finished, graceOver]);
    grace.abort();
    // Work still in progress fails here, and its messages go back to their queues.
    await Promise.all(this.#pools.values().map((pool) => pool.stop()));
    await finished;
    await this.#stopAll();
    removeEndpoints(this.#directory);
  }

  async #stopAll(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }
}

const nameOf = (arn: string): string => arn.split(':').at(-1) ?? arn;

/**
 * Brings up, on 127.0.0.1, everything that the synthesized template describes: buckets, queues, tables, secrets, functions in
 * child processes, event sources, schedules and the HTTP API.
 *
 * @throws VerbatimError `port-in-use`, `disk-full`, `conflict` (another process holds the directory) or `unknown-resource`
 *   (the template has what cannot run here).
 * @example const cloud = await startLocalCloud({ directory: '.verbatim' });
 */
export const startLocalCloud = (options: LocalCloudOptions): Promise<LocalCloud> => new Start(options).run();
