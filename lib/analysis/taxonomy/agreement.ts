/** How a theme agrees with the labels of another tool. A share of nothing is absent. */
export interface ThemeAgreement {
  readonly theme: string;
  /** Comments that the other tool gives it, that we give it, and that both do. */
  readonly labelled: number;
  readonly found: number;
  readonly both: number;
  /** both / found. */
  readonly precision?: number;
  /** both / labelled. */
  readonly recall?: number;
  /** Cohen's kappa, −1..1: agreement beyond what chance would give. Absent where both give it to all or to none. */
  readonly kappa?: number;
}

export interface Agreement {
  readonly comments: number;
  /** In the order of the ids given. */
  readonly themes: readonly ThemeAgreement[];
  /** Harmonic mean of precision and recall over all pairs of comment and theme; absent where there is no pair. */
  readonly microF1?: number;
}

/** One comment: the themes that the other tool gives it, and those that we find. */
export interface JudgedComment {
  readonly labels: ReadonlySet<string>;
  readonly themes: ReadonlySet<string>;
}

type Counted = Pick<ThemeAgreement, 'labelled' | 'found' | 'both'>;

const kappaOf = ({ both, labelled, found }: Counted, n: number): { kappa?: number } => {
  const agreed = (n - labelled - found + 2 * both) / n;
  const byChance = (labelled * found + (n - labelled) * (n - found)) / n ** 2;
  return byChance === 1 ? {} : { kappa: (agreed - byChance) / (1 - byChance) };
};

const agreementOn = (theme: string, comments: readonly JudgedComment[]): ThemeAgreement => {
  const labelled = comments.filter(({ labels }) => labels.has(theme)).length;
  const found = comments.filter(({ themes }) => themes.has(theme)).length;
  const both = comments.filter(({ labels, themes }) => labels.has(theme) && themes.has(theme)).length;
  return {
    theme,
    labelled,
    found,
    both,
    ...(found === 0 ? {} : { precision: both / found }),
    ...(labelled === 0 ? {} : { recall: both / labelled }),
    ...(comments.length === 0 ? {} : kappaOf({ both, labelled, found }, comments.length)),
  };
};

/**
 * How far the themes that are found agree with labels of another tool, theme by theme. Source of kappa: Cohen, Educational and
 * Psychological Measurement 20 (1960) 37–46. Of no comments, counts of 0 and no shares.
 *
 * @param ids the themes to look at
 */
export const agreementOf = (ids: readonly string[], comments: readonly JudgedComment[]): Agreement => {
  const themes = ids.map((id) => agreementOn(id, comments));
  const sum = (countOf: (theme: ThemeAgreement) => number): number =>
    themes.reduce((total, theme) => total + countOf(theme), 0);
  const pairs = sum(({ labelled, found }) => labelled + found);
  const both = sum((theme) => theme.both);
  return { comments: comments.length, themes, ...(pairs === 0 ? {} : { microF1: (2 * both) / pairs }) };
};

/**
 * The themes that a cell of labels names, by id or by name, in any case; several stand with `;`, `|` or `,` between. What is
 * no theme is left out.
 */
export const labelReader = (
  themes: readonly { readonly id: string; readonly name: string }[],
): ((cell: string) => ReadonlySet<string>) => {
  const known = new Map(
    themes.flatMap(({ id, name }) => [[name.toLowerCase(), id] as const, [id.toLowerCase(), id] as const]),
  );
  return (cell) => {
    const whole = known.get(cell.trim().toLowerCase());
    if (whole !== undefined) return new Set([whole]);
    return new Set(cell.split(/[;|,]/).flatMap((part) => known.get(part.trim().toLowerCase()) ?? []));
  };
};
