import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { VerbatimError } from '../../errors.ts';

const { resolve } = createRequire(import.meta.url);

/** Charts use one built-in font, so that they look the same on any machine. */
const fontFiles = ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'];

/** Twice the size of the chart: sharp in print and on dense screens. */
const scale = 2;

/** About 450 rows. Drawing takes about 35 KB of memory for each pixel of height. */
const maxHeightPixels = 10_000;

const refuseTooHigh = (height: number): void => {
  if (height <= maxHeightPixels) return;
  throw new VerbatimError('usage', 'the chart has too many rows for a PNG', {
    expected: 'a shorter period, a coarser grain, or format=svg',
    got: `${Math.round(height)} pixels high, of at most ${maxHeightPixels}`,
  });
};

/** Loaded once per process, on first use: the renderer is a module of 2 MB. */
const load = async () => {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const fontBuffers = await Promise.all(
    fontFiles.map(async (file) => new Uint8Array(await readFile(resolve(file)))),
  );
  return { Resvg, fontBuffers };
};
let loaded: ReturnType<typeof load> | undefined;

type Drawing = InstanceType<Awaited<ReturnType<typeof load>>['Resvg']>;

const drawn = (drawing: Drawing): Uint8Array<ArrayBuffer> => {
  refuseTooHigh(drawing.height);
  const image = drawing.render();
  const png = new Uint8Array(image.asPng());
  image.free();
  return png;
};

/** A chart as PNG. All text is drawn in the built-in font. Throws `usage` for one over 10,000 pixels high. */
export const pngOf = async (svg: string): Promise<Uint8Array<ArrayBuffer>> => {
  loaded ??= load();
  const { Resvg, fontBuffers } = await loaded;
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers, defaultFontFamily: 'DejaVu Sans', loadSystemFonts: false },
  });
  try {
    return drawn(drawing);
  } finally {
    drawing.free();
  }
};
