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

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG 2.2: the contrast ratio of two colours, 1 to 21. */
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
};

describe('the colours', () => {
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
