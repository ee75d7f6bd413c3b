import type { NamedSeed, SeedReport } from '../../analysis/taxonomy/seed-report.ts';
import type { TaxonomyChange, ThemeChange } from '../../analysis/taxonomy/taxonomy-change.ts';
import type { Figure } from '../../metrics/figures/figure.ts';
import { grid } from '../render/grid.ts';
import { count, percent, plural, shareText, withN } from '../render/wording.ts';
import type { Terminal } from '../terminal.ts';

const maxRows = 15;

const seedText = ({ theme, seed }: NamedSeed): string => `${theme}: ${seed}`;

const moreText = (all: number): string[] =>
  all > maxRows ? [`and ${all - maxRows} more: --json shows all`] : [];

const section = (title: string, lines: readonly string[], terminal: Terminal): string[] =>
  lines.length === 0 ? [] : [[terminal.style('bold', title), ...lines].join('\n')];

const claimsPicture = ({ claims }: SeedReport, terminal: Terminal): string[] =>
  section(
    `Wordings that several themes claim (${count(claims.length)})`,
    claims.length === 0
      ? []
      : [
          ...claims.slice(0, maxRows).map(({ wording, themes }) => `  ${wording}  ${themes.join(', ')}`),
          ...moreText(claims.length),
        ],
    terminal,
  );

const overlapsPicture = ({ overlaps }: SeedReport, terminal: Terminal): string[] => {
  if (overlaps.length === 0) return [];
  const rows = overlaps
    .slice(0, maxRows)
    .map(({ seeds, comments }) => [count(comments), ...seeds.map(seedText)]);
  const table = grid(
    [{ title: 'comments', align: 'right' }, { title: 'one seed' }, { title: 'the other' }],
    rows,
    terminal,
  );
  return section(
    `Seeds of two themes that find the same place (${count(overlaps.length)})`,
    [table, ...moreText(overlaps.length)],
    terminal,
  );
};

const ambiguousPicture = ({ ambiguous }: SeedReport, terminal: Terminal): string[] =>
  section(
    `Seeds that find comments about something else (${count(ambiguous.length)})`,
    ambiguous
      .slice(0, maxRows)
      .map(
        (one) =>
          `  ${seedText(one)}  ${count(one.besideOther)} of ${plural(one.comments, 'comment')} are also about ${one.other}`,
      ),
    terminal,
  );

const deadPicture = ({ dead, seeds }: SeedReport, terminal: Terminal): string[] => {
  const byTheme = Map.groupBy(dead, ({ theme }) => theme);
  const lines = [...byTheme].slice(0, maxRows).map(
    ([theme, list]) =>
      `  ${theme}: ${list
        .map(({ seed }) => seed)
        .slice(0, maxRows)
        .join(', ')}`,
  );
  return section(
    `Seeds that no comment contains (${count(dead.length)} of ${count(seeds)})`,
    lines.length === 0 ? [] : [...lines, ...moreText(byTheme.size)],
    terminal,
  );
};

/** The seed check, for people. */
export const seedsPicture = (report: SeedReport, coverage: Figure | undefined, terminal: Terminal): string =>
  [
    coverage === undefined
      ? 'No comment could be read.'
      : `${withN(shareText(coverage), coverage)} of comments with content have a theme`,
    ...claimsPicture(report, terminal),
    ...overlapsPicture(report, terminal),
    ...ambiguousPicture(report, terminal),
    ...deadPicture(report, terminal),
  ].join('\n\n');

const examplesOf = (
  { theme, gained, lost }: ThemeChange,
  texts: readonly string[],
  examples: number,
): string[] => {
  const line = (sign: string) => (index: number) =>
    `  ${sign} ${theme}  “${(texts[index] ?? '').replace(/\s+/g, ' ')}”`;
  return [...gained.slice(0, examples).map(line('+')), ...lost.slice(0, examples).map(line('−'))];
};

/** The effect of the change, for people; with examples if requested. */
export const changePicture = (
  change: TaxonomyChange,
  { texts, examples }: { readonly texts: readonly string[]; readonly examples: number },
  terminal: Terminal,
): string => {
  const { comments, coveredBefore, coveredAfter, changed, themes, moves } = change;
  const heading = `${count(changed)} of ${plural(comments, 'comment')} change; with a theme: ${percent(coveredBefore / Math.max(1, comments))} before, ${percent(coveredAfter / Math.max(1, comments))} after`;
  if (themes.length === 0) return heading;
  const table = grid(
    ['theme', 'before', 'gains', 'loses', 'after'].map((title, index) => ({
      title,
      align: index === 0 ? 'left' : 'right',
    })),
    themes.map(({ theme, before, gained, lost, after }) => [
      theme,
      count(before),
      count(gained.length),
      count(lost.length),
      count(after),
    ]),
    terminal,
  );
  const moved = moves.slice(0, maxRows).map(({ from, to, comments: n }) => `  ${from} → ${to}  ${count(n)}`);
  const quotes = themes.flatMap((theme) => examplesOf(theme, texts, examples));
  return [
    heading,
    table,
    ...section('Comments that move', moved, terminal),
    ...section('Examples', quotes, terminal),
  ].join('\n\n');
};
