import { closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Usage } from '../../cost/usage.ts';
import type { FunctionPlan } from '../cloud/plan.ts';
import { closeServer, listenOnLoopback } from '../emulators/loopback.ts';
import type { FunctionTime } from './function-time.ts';
import { type Invocation, type Outcome, Worker, type WorkerOwner } from './worker.ts';

export interface PoolOptions {
  /** The function's environment, the endpoints of the local services included. */
  readonly environment: Readonly<Record<string, string>>;
  /** Directory of the log files. */
  readonly logDirectory: string;
  /** Maximum number of processes; they are started on demand and kept. */
  readonly maxWorkers: number;
  /** A process that has served so many is ended, and the next invocation finds none: it starts cold. */
  readonly invocationsPerProcess: number;
  /** Called with every failed invocation. */
  readonly onFailure: (functionName: string, errorType: string) => void;
}

/** A function: its invocations wait in a queue for a free process. */
export class FunctionPool implements WorkerOwner {
  readonly plan: FunctionPlan;
  readonly #options: PoolOptions;
  readonly #logFile: number;
  readonly #workers = new Map<string, Worker>();
  readonly #free: Worker[] = [];
  readonly #line: Invocation[] = [];
  readonly #server: Server;
  readonly #milliseconds = { elapsed: 0, processor: 0 };
  #requests = 0;
  readonly #logStart: number;
  #runtimeHost = '';
  #stopped = false;

  constructor(plan: FunctionPlan, options: PoolOptions) {
    this.plan = plan;
    this.#options = options;
    mkdirSync(options.logDirectory, { recursive: true });
    this.#logFile = openSync(join(options.logDirectory, `${plan.name}.log`), 'a');
    this.#logStart = fstatSync(this.#logFile).size;
    this.#server = createServer((request, response) => this.#route(request, response));
    // A child waits for its next invocation without a limit.
    this.#server.requestTimeout = 0;
  }

  async start(): Promise<void> {
    const address = await listenOnLoopback(this.#server, { port: 0, flag: '' });
    this.#runtimeHost = address.replace('http://', '');
  }

  /** Whether anything runs or waits to run. */
  get busy(): boolean {
    return this.#line.length > 0 || this.#workers.values().some((worker) => worker.busy);
  }

  /** Runs the handler on an event. Never rejects: a handler that throws, times out or dies is an outcome. */
  invoke(event: unknown): Promise<Outcome> {
    if (this.#stopped) return Promise.resolve({ ok: false, errorType: 'Stopped' });
    this.#requests += 1;
    return new Promise((resolve) => {
      this.#line.push({ event, settle: (outcome) => resolve(this.#reported(outcome)) });
      this.#dispatch();
    });
  }

  /** Ends all processes. Invocations that wait or run end as failed. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    for (const invocation of this.#line.splice(0)) invocation.settle({ ok: false, errorType: 'Stopped' });
    await Promise.all(this.#workers.values().map((worker) => worker.end()));
    await closeServer(this.#server);
    closeSync(this.#logFile);
  }

  /** What it used since it was created: time by memory, cold starts included, calls, and bytes of its log. */
  usage(time: FunctionTime): Usage {
    const { name, MemorySize } = this.plan;
    const logBytes = this.#stopped ? 0 : fstatSync(this.#logFile).size - this.#logStart;
    return {
      functionRequests: { [name]: this.#requests },
      functionGigabyteSeconds: { [name]: (this.#milliseconds[time] / 1000) * (MemorySize / 1024) },
      logBytes: { [name]: logBytes },
    };
  }

  ran({ elapsed, processor }: Readonly<Record<FunctionTime, number>>): void {
    this.#milliseconds.elapsed += Math.ceil(elapsed);
    this.#milliseconds.processor += Math.ceil(processor);
  }

  ready(worker: Worker): void {
    if (worker.served >= this.#options.invocationsPerProcess) {
      void worker.end();
      return;
    }
    this.#free.push(worker);
    this.#dispatch();
  }

  gone(worker: Worker, neverReady: boolean): void {
    this.#workers.delete(worker.id);
    const index = this.#free.indexOf(worker);
    if (index >= 0) this.#free.splice(index, 1);
    // A handler that cannot be loaded would be restarted forever: waiting invocations fail instead.
    if (neverReady) this.#line.shift()?.settle({ ok: false, errorType: 'Runtime.InitError' });
    this.#dispatch();
  }

  #reported(outcome: Outcome): Outcome {
    if (!outcome.ok) this.#options.onFailure(this.plan.name, outcome.errorType);
    return outcome;
  }

  #dispatch(): void {
    while (this.#line.length > 0) {
      // The one that was free last: what it keeps in memory is used again.
      const worker = this.#free.pop();
      if (worker === undefined) break;
      const invocation = this.#line.shift();
      if (invocation !== undefined) worker.assign(invocation);
    }
    this.#hire();
  }

  /** Starts a process when there is more work than processes that are free or about to be. */
  #hire(): void {
    const busy = this.#workers
      .values()
      .filter((worker) => worker.busy)
      .toArray().length;
    const coming = this.#workers.size - busy;
    if (this.#line.length <= coming || this.#workers.size >= this.#options.maxWorkers) return;
    const { environment } = this.#options;
    const worker = new Worker(
      { plan: this.plan, environment, logFile: this.#logFile },
      this.#runtimeHost,
      this,
    );
    this.#workers.set(worker.id, worker);
  }

  #route(request: IncomingMessage, response: ServerResponse): void {
    const [, workerId = ''] = (request.url ?? '').split('/');
    const worker = this.#workers.get(workerId);
    if (worker === undefined) {
      response.writeHead(404).end();
      return;
    }
    worker.serve(request.url ?? '', request, response).catch(() => response.destroy());
  }
}
