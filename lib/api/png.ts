import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** Charts are set in one font, which comes along: a machine without any draws the same picture. */
const fontFiles = ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'];

/** Twice the size of the chart: sharp in print and on dense screens. */
const scale = 2;

/** Loaded once a process, and only where a picture is asked for: the renderer is a module of 2 MB. */
const renderer = async () => {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return Resvg;
};
let loaded: ReturnType<typeof renderer> | undefined;

/** A chart as PNG. Every font that the chart names is drawn in the one that comes along. */
export const pngOf = async (svg: string): Promise<Uint8Array<ArrayBuffer>> => {
  loaded ??= renderer();
  const Resvg = await loaded;
  const fontBuffers = await Promise.all(
    fontFiles.map(async (file) => new Uint8Array(await readFile(resolve(file)))),
  );
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers, defaultFontFamily: 'DejaVu Sans', loadSystemFonts: false },
  });
  return new Uint8Array(image.render().asPng());
};
