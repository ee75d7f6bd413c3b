import { VerbatimError } from '../errors.ts';

/** A limit of time. */
export interface Deadline {
  readonly seconds: number;
  isOver(): boolean;
}

/**
 * @param seconds from now
 * @param milliseconds a clock that only goes forward, from any zero
 * @example deadlineIn(20, () => performance.now()).isOver() // false
 */
export const deadlineIn = (seconds: number, milliseconds: () => number): Deadline => {
  const end = milliseconds() + seconds * 1000;
  return { seconds, isOver: () => milliseconds() >= end };
};

/** @param got how far reading came */
export const tooSlow = ({ seconds }: Deadline, got: string): VerbatimError =>
  new VerbatimError('scan-too-slow', 'reading the responses took too long for one request', {
    expected: 'one touchpoint or a shorter period',
    got: `${got} in ${seconds} seconds`,
  });
