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
