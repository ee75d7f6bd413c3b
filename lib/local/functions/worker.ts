import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { limits } from '../../store/limits.ts';
import type { FunctionPlan } from '../cloud/plan.ts';
import { type Stopwatch, startStopwatch } from './function-time.ts';

/** How an invocation ended. An error carries only its type: a message may quote the input. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string };

export interface Invocation {
  readonly event: unknown;
  readonly settle: (outcome: Outcome) => void;
}

export interface WorkerSetup {
  readonly plan: FunctionPlan;
  readonly environment: Readonly<Record<string, string>>;
  /** Open file of the function's log. */
  readonly logFile: number;
}

/** What a worker needs from its pool. */
export interface WorkerOwner {
  /** The worker is free: give it an invocation if there is one. */
  ready(worker: Worker): void;
  /** An invocation, or the start of the process, took so long: what Lambda bills. */
  ran(time: ReturnType<Stopwatch['read']>): void;
  /** The process has ended; `neverReady` if its handler could not even be loaded. */
  gone(worker: Worker, neverReady: boolean): void;
}

/** One child process that serves one function, one invocation at a time, through the Lambda Runtime API. */
export class Worker {
  readonly id = randomUUID();
  readonly #setup: WorkerSetup;
  readonly #owner: WorkerOwner;
  readonly #child: ChildProcess;
  #served = 0;
  #waiting: ServerResponse | undefined;
  #current: Invocation | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Of the process, then of its present invocation. */
  #stopwatch: Stopwatch;
  #everReady = false;
  #isGone = false;

  constructor(setup: WorkerSetup, runtimeHost: string, owner: WorkerOwner) {
    this.#setup = setup;
    this.#owner = owner;
    const { plan, environment, logFile } = setup;
    this.#child = spawn(
      process.execPath,
      [`--max-old-space-size=${plan.MemorySize}`, join(import.meta.dirname, 'function-bootstrap.ts')],
      {
        cwd: plan.bundle,
        env: {
          ...environment,
          AWS_LAMBDA_RUNTIME_API: `${runtimeHost}/${this.id}`,
          AWS_LAMBDA_FUNCTION_NAME: plan.name,
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.MemorySize),
          LAMBDA_TASK_ROOT: plan.bundle,
          _HANDLER: plan.Handler,
        },
        stdio: ['ignore', logFile, logFile, 'ipc'],
      },
    );
    this.#stopwatch = startStopwatch(this.#child.pid);
    this.#child.once('exit', () => this.#exited());
    this.#child.once('error', () => this.#exited());
  }

  get busy(): boolean {
    return this.#current !== undefined;
  }

  /** Invocations that it has been given. */
  get served(): number {
    return this.#served;
  }

  /** Answers a request of the child to the Runtime API. */
  async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path.endsWith('/invocation/next')) {
      this.#waiting = response;
      if (!this.#everReady) this.#owner.ran(this.#stopwatch.read());
      this.#everReady = true;
      this.#owner.ready(this);
      return;
    }
    const body = await text(request);
    response.writeHead(202).end();
    this.#settle(path.endsWith('/response') ? answered(body) : failed(body));
  }

  /** Gives the waiting child an invocation. After the timeout of the template the process is ended. */
  assign(invocation: Invocation): void {
    const { plan } = this.#setup;
    this.#current = invocation;
    this.#stopwatch = startStopwatch(this.#child.pid);
    this.#served += 1;
    this.#timer = setTimeout(() => {
      this.#settle({ ok: false, errorType: 'Sandbox.Timedout' });
      this.#child.kill('SIGKILL');
    }, plan.Timeout * 1000);
    this.#waiting
      ?.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': randomUUID(),
        'lambda-runtime-deadline-ms': String(Date.now() + plan.Timeout * 1000),
        'lambda-runtime-invoked-function-arn': plan.arn,
      })
      .end(JSON.stringify(invocation.event));
    this.#waiting = undefined;
  }

  /** Ends the process in any state. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  #settle(outcome: Outcome): void {
    clearTimeout(this.#timer);
    const current = this.#current;
    this.#current = undefined;
    if (current !== undefined) this.#owner.ran(this.#stopwatch.read());
    current?.settle(outcome);
  }

  #exited(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#settle({ ok: false, errorType: 'Runtime.ExitError' });
    this.#owner.gone(this, !this.#everReady);
  }
}

/** An answer that is too large for Lambda is an error of the function, which has already done its work. */
const answered = (body: string): Outcome =>
  Buffer.byteLength(body) > limits.invocationBytes
    ? { ok: false, errorType: 'Function.ResponseSizeTooLarge' }
    : { ok: true, payload: JSON.parse(body) };

const reportedError = z.object({ errorType: z.string().default('Error') });

const failed = (body: string): Outcome => {
  const { errorType } = reportedError.parse(JSON.parse(body));
  return { ok: false, errorType };
};
