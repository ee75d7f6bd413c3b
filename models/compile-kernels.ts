import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import openWabt from 'wabt';
import { shippedKernels } from '../lib/analysis/sentiment/model/filter-kernels.ts';

/** Makes models/filter-kernels.wasm of lib/analysis/sentiment/model/filter-kernels.wat, byte for byte the same at each run. */

const root = resolve(import.meta.dirname, '..');
const source = 'lib/analysis/sentiment/model/filter-kernels.wat';

/** The module that the text in the repository stands for. */
export const compiledKernels = async (): Promise<Uint8Array> => {
  const { parseWat } = await openWabt();
  const module = parseWat(source, readFileSync(resolve(root, source), 'utf8'), { simd: true });
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
};

if (import.meta.main) writeFileSync(resolve(root, shippedKernels), await compiledKernels());
