import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { VerbatimError } from '../../errors.ts';

const { resolve } = createRequire(import.meta.url);

/** Charts use one built-in font, so that they look the same on any machine. */
const fontFiles = ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'];

/** Twice the size of the chart: sharp in print and on dense screens. */
const scale = 2;

/** About 280 rows, or 90 touchpoints in columns. Drawing takes about 41 bytes of memory for each pixel. */
const maxPixels = 8_500_000;

const refuseTooLarge = ({ width, height }: { readonly width: number; readonly height: number }): void => {
  if (width * height <= maxPixels) return;
  throw new VerbatimError('usage', 'the chart is too large for a PNG', {
    expected: 'fewer rows, a shorter period, or format=svg',
    got: `${Math.round(width)} by ${Math.round(height)} pixels, of at most ${maxPixels}`,
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
  refuseTooLarge(drawing);
  const image = drawing.render();
  const png = new Uint8Array(image.asPng());
  image.free();
  return png;
};

/** A chart as PNG. All text is drawn in the built-in font. Throws `usage` for one over 8.5 million pixels. */
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
