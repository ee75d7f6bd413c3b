/** A place in a text that mentions a theme. */
export interface ThemeMatch {
  /** Index into the taxonomy's themes. */
  readonly theme: number;
  /** Index of its first word. */
  readonly first: number;
  /** Half-open UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** 0..1. */
  readonly confidence: number;
}

/** The order of matches: by place, then by theme. */
export const byPlace = (a: ThemeMatch, b: ThemeMatch): number =>
  a.start - b.start || a.theme - b.theme || a.end - b.end;
