/**
 * What a word gives a filter, as a whole number of 16 bits: in steps of a 512th, above a middle that keeps it positive. The sum
 * of three, for the words of a window, fits in 15 bits.
 */
const step = 2 ** -9;
const middle = 4096;

/** Windows add three numbers up: before, at and after a word. */
const summed = 3;

/** How many steps a value is; not rounded. */
export const stepsIn = (value: number): number => value / step;

/**
 * A number of steps as it is stored; what is beyond 4,095 on either side becomes the largest. Rounds up from the middle between
 * two steps, as Math.round does, but at a fraction of its time.
 */
export const storedSteps = (steps: number): number => {
  const stored = Math.floor(middle + 0.5 + steps);
  if (stored < 1) return 1;
  return stored < 2 * middle ? stored : 2 * middle - 1;
};

/** The value of a stored number. */
export const valueOfSteps = (stored: number): number => step * (stored - middle);

/** The value of a sum of three stored numbers. */
export const valueOfSum = (sum: number): number => step * (sum - summed * middle);

/** Less than any sum of three. */
export const minSum = 0;
