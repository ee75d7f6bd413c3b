import { createServer } from 'node:net';
import { type PortWish, portInUse } from '../../local/emulators/loopback.ts';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

const maxBlocks = 20;

/**
 * The first port of the first block of `size` neighbouring ports of which none is in use, beginning at `first` and going on block
 * by block; `first` itself if twenty blocks are in use, so that the error names it.
 *
 * @example await firstFreeBlock(4700, 5) // 4705, where something listens on 4702
 */
export const firstFreeBlock = async (first: number, size: number): Promise<number> => {
  for (let block = 0; block < maxBlocks; block += 1) {
    const start = first + block * size;
    const ports = Array.from({ length: size }, (_, step) => start + step);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return start;
  }
  return first;
};

/** Throws `port-in-use` for the first of some ports that is in use, with the option that chooses another. A port of 0 is any free one. */
export const requireFree = async (wishes: readonly PortWish[]): Promise<void> => {
  const free = await Promise.all(wishes.map(({ port }) => port === 0 || isFree(port)));
  const taken = wishes[free.indexOf(false)];
  if (taken !== undefined) throw portInUse(taken, undefined);
};
