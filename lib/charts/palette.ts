/**
 * The colours of the page, by the names of its variables. Worse and better differ for readers of all kinds of colour vision, and
 * both have at least 3:1 against the background as marks and 4.5:1 as text.
 */
export const palettes = {
  light: {
    bg: '#ffffff',
    surface: '#f7f7f4',
    ink: '#1b1e23',
    'ink-2': '#4a5059',
    'ink-3': '#646b75',
    worse: '#a8430a',
    'worse-mark': '#c0520d',
    'worse-tint': '#fbe3d2',
    better: '#17599c',
    'better-mark': '#2b78c2',
    'better-tint': '#d9e9f8',
    'neutral-mark': '#868d97',
    'neutral-tint': '#e9eaec',
    axis: '#858b94',
    line: '#e3e3dd',
    focus: '#5b3fd1',
  },
  dark: {
    bg: '#14171b',
    surface: '#1c2026',
    ink: '#eceef1',
    'ink-2': '#b9c0c9',
    'ink-3': '#98a1ac',
    worse: '#f4a468',
    'worse-mark': '#e8894a',
    'worse-tint': '#4b2c16',
    better: '#86bdf3',
    'better-mark': '#5ca3e6',
    'better-tint': '#163655',
    'neutral-mark': '#7f8894',
    'neutral-tint': '#2b3138',
    axis: '#77808b',
    line: '#2d333b',
    focus: '#b3a1ff',
  },
} as const satisfies Readonly<Record<'light' | 'dark', Readonly<Record<string, string>>>>;

export type Theme = keyof typeof palettes;
