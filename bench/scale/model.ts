import { EventQueue } from './event-queue.ts';
import { startWrites, type WriteLimit } from './write-limit.ts';

/**
 * A discrete-event model of a deployment while it loads files: read into chunks, chunks scored and written, figures computed. Deterministic: no
 * chance, one order of events. It knows how many functions run, how fast that number grows, and how fast tables take writes; it does not know failures.
 */

/** What is loaded: files of equal size, all there at once. */
export interface Load {
  readonly rows: number;
  readonly rowsPerFile: number;
  /** Every file has rows of each of them. */
  readonly touchpoints: number;
}

/** Seconds of one function for one unit of work, measured or assumed. */
export interface ServiceTimes {
  readonly readRow: number;
  readonly scoreChunk: number;
  readonly rowsPerChunk: number;
  /** Write units of a scored row. */
  readonly writeUnitsPerRow: number;
  /** For each stored row of a touchpoint, each time that its figures are computed. */
  readonly summarizeRow: number;
  /** For each of the rows that issues are looked for in, at most `issueRows` of a touchpoint. */
  readonly issueRow: number;
  readonly issueRows: number;
}

export interface Setup {
  /** Functions at once, by step. */
  readonly atOnce: Readonly<Record<Step, number>>;
  /** An event source begins with so many calls at once … */
  readonly firstCalls: number;
  /** … and adds so many a second. */
  readonly addedCalls: number;
  /** Messages to summarize are collected for so many seconds. */
  readonly batchingSeconds: number;
  readonly writes: WriteLimit;
}

export const steps = ['read', 'score', 'summarize'] as const;
export type Step = (typeof steps)[number];

/** What takes longest of all, if it were alone: it decides how long the load takes. */
export type Bottleneck = Step | 'table writes' | 'partition writes';

export interface Outcome {
  /** From the first event of S3 to the last figure. */
  readonly seconds: number;
  /** How long each would take alone. */
  readonly alone: Readonly<Record<Bottleneck, number>>;
  readonly bottleneck: Bottleneck;
}

interface Job {
  readonly step: Step;
  /** Of reading: its rows; of scoring: its rows; of summarizing: the touchpoint. */
  readonly of: number;
}
type Event =
  | { readonly kind: 'wake'; readonly step: Step }
  | { readonly kind: 'arrived' | 'done'; readonly job: Job };

const inParts = (total: number, each: number): number[] =>
  Array.from({ length: Math.ceil(total / each) }, (_, index) => Math.min(each, total - index * each));

class Simulation {
  readonly #events = new EventQueue<Event>();
  readonly #writes;
  readonly #waiting: Record<Step, Job[]> = { read: [], score: [], summarize: [] };
  readonly #taken: Record<Step, number> = { read: 0, score: 0, summarize: 0 };
  readonly #running: Record<Step, number> = { read: 0, score: 0, summarize: 0 };
  readonly #firstAt: Partial<Record<Step, number>> = {};
  readonly #work: Record<Step, number> = { read: 0, score: 0, summarize: 0 };
  /** When more calls are allowed, as far as that is awaited. */
  readonly #wakesAt: Record<Step, number> = { read: 0, score: 0, summarize: 0 };
  readonly #pending = new Set<number>();
  #rowsStored = 0;
  #chunksOpen: number[] = [];
  readonly load: Load;
  readonly times: ServiceTimes;
  readonly setup: Setup;

  constructor(load: Load, times: ServiceTimes, setup: Setup) {
    this.load = load;
    this.times = times;
    this.setup = setup;
    this.#writes = startWrites(setup.writes);
  }

  run(): Outcome {
    for (const rows of inParts(this.load.rows, this.load.rowsPerFile))
      this.#send(0, { step: 'read', of: rows });
    let seconds = 0;
    for (let next = this.#events.next(); next !== undefined; next = this.#events.next()) {
      const { at, event } = next;
      if (event.kind === 'wake') this.#start(at, event.step);
      else if (event.kind === 'arrived') this.#arrived(at, event.job);
      else {
        seconds = at;
        this.#done(at, event.job);
      }
    }
    return { seconds, ...this.#longest() };
  }

  #send(at: number, job: Job): void {
    this.#events.add(at, { kind: 'arrived', job });
  }

  #arrived(at: number, job: Job): void {
    this.#firstAt[job.step] ??= at;
    this.#waiting[job.step].push(job);
    this.#start(at, job.step);
  }

  /** Calls that the event source makes at once by now. */
  #allowed(at: number, step: Step): number {
    const { atOnce, firstCalls, addedCalls } = this.setup;
    const since = at - (this.#firstAt[step] ?? at);
    return Math.min(atOnce[step], firstCalls + Math.floor(addedCalls * since + 1e-9));
  }

  #start(at: number, step: Step): void {
    const waiting = this.#waiting[step];
    while (this.#taken[step] < waiting.length && this.#running[step] < this.#allowed(at, step)) {
      const job = waiting[this.#taken[step]++];
      if (job === undefined) return;
      this.#running[step] += 1;
      this.#events.add(this.#endOf(at, job), { kind: 'done', job });
    }
    const isGrowing = this.#allowed(at, step) < this.setup.atOnce[step];
    const next = at + 1 / this.setup.addedCalls;
    if (!isGrowing || this.#taken[step] >= waiting.length || this.#wakesAt[step] > at) return;
    this.#wakesAt[step] = next;
    this.#events.add(next, { kind: 'wake', step });
  }

  #endOf(at: number, { step, of }: Job): number {
    const seconds = this.#secondsOf(step, of);
    this.#work[step] += seconds;
    if (step !== 'score') return at + seconds;
    return Math.max(at + seconds, this.#writes.write(at, of * this.times.writeUnitsPerRow));
  }

  #secondsOf(step: Step, of: number): number {
    const { readRow, scoreChunk, rowsPerChunk, summarizeRow, issueRow, issueRows } = this.times;
    if (step === 'read') return of * readRow;
    if (step === 'score') return (of / rowsPerChunk) * scoreChunk;
    this.#pending.delete(of);
    const rows = this.#rowsStored / this.load.touchpoints;
    return rows * summarizeRow + Math.min(rows, issueRows) * issueRow;
  }

  #done(at: number, { step, of }: Job): void {
    this.#running[step] -= 1;
    if (step === 'read') {
      const chunks = inParts(of, this.times.rowsPerChunk);
      this.#chunksOpen.push(chunks.length);
      for (const rows of chunks) this.#send(at, { step: 'score', of: rows });
    }
    if (step === 'score') this.#scored(at, of);
    this.#start(at, step);
  }

  /** The last chunk of a file has its touchpoints summarized; one that waits already is summarized once for both. */
  #scored(at: number, rows: number): void {
    this.#rowsStored += rows;
    const [open = 0] = this.#chunksOpen;
    this.#chunksOpen[0] = open - 1;
    if (open > 1) return;
    this.#chunksOpen = this.#chunksOpen.slice(1);
    for (let touchpoint = 0; touchpoint < this.load.touchpoints; touchpoint += 1) {
      if (this.#pending.has(touchpoint)) continue;
      this.#pending.add(touchpoint);
      this.#send(at + this.setup.batchingSeconds, { step: 'summarize', of: touchpoint });
    }
  }

  #longest(): Omit<Outcome, 'seconds'> {
    const { table, partitions } = this.#writes.spent();
    const share = (step: Step): number => this.#work[step] / this.setup.atOnce[step];
    const alone: Record<Bottleneck, number> = {
      read: share('read'),
      score: share('score'),
      summarize: share('summarize'),
      'table writes': table,
      'partition writes': partitions,
    };
    const all: readonly Bottleneck[] = [...steps, 'table writes', 'partition writes'];
    return { alone, bottleneck: all.reduce((most, one) => (alone[one] > alone[most] ? one : most)) };
  }
}

/** How long a load takes in a deployment, and what decides it. */
export const simulate = (load: Load, times: ServiceTimes, setup: Setup): Outcome =>
  new Simulation(load, times, setup).run();
