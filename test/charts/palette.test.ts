import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { palettes } from '../../lib/charts/palette.ts';

const css = readFileSync(new URL('../../dashboard/tokens.css', import.meta.url), 'utf8');

const coloursOf = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );

/** The three places of the style sheet that give colours: light, dark by the system, dark by choice. */
const blocks = css
  .split('}')
  .map(coloursOf)
  .filter((colours) => 'bg' in colours);

const linear = (hex: string): readonly number[] =>
  [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG 2.2: the contrast ratio of two colours, 1 to 21. */
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
};

type Matrix = readonly (readonly number[])[];

const times = (matrix: Matrix, vector: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * (vector[index] ?? 0), 0));

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const seenBy: Readonly<Record<string, Matrix>> = {
  everybody: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Ottosson (2020): OKLab, in which equal distances look equal. */
const okLab = (rgb: readonly number[]): number[] =>
  times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    times(
      [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ],
      rgb,
    ).map(Math.cbrt),
  );

/** How far apart two colours look: 2 is just seen, 100 is black and white. */
const distance = (one: string, other: string, matrix: Matrix): number => {
  const [left, right] = [one, other].map((hex) => okLab(times(matrix, linear(hex))));
  return 100 * Math.hypot(...(left ?? []).map((part, index) => part - (right?.[index] ?? 0)));
};

describe('the colours', () => {
  test.each(
    Object.entries(palettes).flatMap(([theme, palette]) =>
      Object.entries(seenBy).map(([sight, matrix]) => ({ theme, palette, sight, matrix })),
    ),
  )('in $theme tell worse from better with $sight', ({ palette, matrix }) => {
    expect(distance(palette['worse-mark'], palette['better-mark'], matrix)).toBeGreaterThan(20);
    expect(distance(palette['worse-tint'], palette['better-tint'], matrix)).toBeGreaterThan(5);
  });

  test('in files are those of the page', () => {
    expect(blocks).toEqual([palettes.light, palettes.dark, palettes.dark]);
  });

  test.each(Object.entries(palettes))('in %s have enough contrast for text and marks', (_, palette) => {
    for (const text of ['ink', 'ink-2', 'ink-3', 'worse', 'better', 'focus'] as const)
      for (const ground of ['bg', 'surface'] as const)
        expect([text, contrast(palette[text], palette[ground]) >= 4.5]).toEqual([text, true]);
    for (const mark of ['worse-mark', 'better-mark', 'neutral-mark', 'axis'] as const)
      expect([mark, contrast(palette[mark], palette.bg) >= 3]).toEqual([mark, true]);
    for (const tint of ['worse-tint', 'better-tint', 'neutral-tint'] as const)
      expect([tint, contrast(palette.ink, palette[tint]) >= 10]).toEqual([tint, true]);
  });
});
