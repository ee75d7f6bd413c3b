/**
 * Two numbers side by side in 32 bits, so that one addition adds both and the larger of both pairs is found at once.
 * A lane holds a number in steps, above a middle that keeps it positive; up to three lanes' worth fit in 15 bits, and the
 * sixteenth guards the neighbour (SIMD within a register: Lamport 1975).
 */
const step = 2 ** -9;
const middle = 4096;
const guards = 0x80008000 | 0;
const laneBits = 16;
const laneMask = 0xffff;

/** Windows add three lanes up: before, at and after a word. */
const summed = 3;

/** How many steps of a lane a value is; not rounded. */
export const stepsIn = (value: number): number => value / step;

/** Rounds up from the middle between two steps, as Math.round does, but at a fraction of its time. */
const laneOf = (steps: number): number => {
  const lane = Math.floor(middle + 0.5 + steps);
  if (lane < 1) return 1;
  return lane < 2 * middle ? lane : 2 * middle - 1;
};

/** Two numbers in steps; what is beyond 4,095 on either side becomes the largest. */
export const packedSteps = (first: number, second: number): number =>
  laneOf(first) | (laneOf(second) << laneBits);

/** Two numbers of −8 < x < 8, to the nearest 512th; larger ones become the largest. */
export const packed = (first: number, second: number): number => packedSteps(stepsIn(first), stepsIn(second));

/** Less than any sum of three. */
export const minSum = 0;

/** Lane by lane the larger of two sums, without a jump: which one it is, no processor can guess. */
export const largerSums = (one: number, other: number): number => {
  const above = (((one | guards) - other) | 0) & guards;
  const mask = (above - (above >>> 15)) | 0;
  return (one & mask) | (other & ~mask);
};

/** The numbers that a sum of three stands for. */
export const firstSum = (lanes: number): number => step * ((lanes & laneMask) - summed * middle);
export const secondSum = (lanes: number): number => step * ((lanes >>> laneBits) - summed * middle);

/** The numbers that were packed. */
export const firstOf = (lanes: number): number => step * ((lanes & laneMask) - middle);
export const secondOf = (lanes: number): number => step * ((lanes >>> laneBits) - middle);
