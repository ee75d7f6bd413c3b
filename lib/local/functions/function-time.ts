import { readFileSync } from 'node:fs';

/**
 * How the time of functions is counted. `elapsed` is what Lambda bills; here it includes waiting for a processor that all functions and the emulators share.
 * `processor` is without any waiting, also for the stores: a lower bound.
 */
export type FunctionTime = 'elapsed' | 'processor';

const ticksPerSecond = 100;

/** The processor time of a process so far, in milliseconds, from /proc; undefined where there is none, or no such process any more. */
const processorMilliseconds = (pid: number | undefined): number | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may have spaces; what follows it has none.
    const [, , , , , , , , , , , user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(user) + Number(system)) / ticksPerSecond) * 1000;
  } catch {
    return undefined;
  }
};

/** Measures how long a process works on something. */
export interface Stopwatch {
  /** Milliseconds of each kind; the processor time is the elapsed time where it is not known. */
  read(): Readonly<Record<FunctionTime, number>>;
}

export const startStopwatch = (pid: number | undefined): Stopwatch => {
  const [since, processorSince] = [performance.now(), processorMilliseconds(pid)];
  return {
    read: () => {
      const elapsed = performance.now() - since;
      const processor = processorMilliseconds(pid);
      return {
        elapsed,
        processor:
          processor === undefined || processorSince === undefined ? elapsed : processor - processorSince,
      };
    },
  };
};
