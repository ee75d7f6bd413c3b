import type { AnalyzerVersions } from '../../analysis/analyzer-contract.ts';
import {
  minProvisionalShare,
  provisionalLanguages,
} from '../../analysis/sentiment/languages/provisional-languages.ts';
import type { Taxonomy } from '../../analysis/themes/taxonomy.ts';
import type { ColumnMapping } from '../../feedback/mapping/mapping.ts';
import { emptyRowLedger, mergeRowLedgers } from '../../feedback/response/ledger.ts';
import { type Figures, figuresOf } from '../../metrics/figures/figures.ts';
import { sumTallies } from '../../metrics/tally/tally.ts';
import { bar, sentimentBar } from '../render/bars.ts';
import { grid } from '../render/grid.ts';
import { ledgerPicture } from '../render/render-ledger.ts';
import { meaningText, questionsPicture, warningsPicture } from '../render/render-mapping.ts';
import { shapeText } from '../render/shape-text.ts';
import { count, headFigure, pointsText, provisionalText, shareText, withN } from '../render/wording.ts';
import type { Terminal } from '../terminal.ts';
import type { NamedRejection, TableAnalysis } from './table-analysis.ts';

/** The report of `verbatim analyze`, as JSON and as text. It contains no comment. */
export interface AnalysisReport {
  readonly analyzer: AnalyzerVersions;
  readonly tables: readonly TableAnalysis[];
}

/** The languages of a table whose figures are provisional, as ISO 639-1. */
const provisionalIn = ({ mapping: { languages = {} } }: TableAnalysis): string[] =>
  provisionalLanguages.filter((language) => (languages[language] ?? 0) >= minProvisionalShare);

const figuresInFile = (table: TableAnalysis) => {
  const { file, shape, mapping, undecided, rows, rejections, tally } = table;
  return {
    file,
    shape,
    mapping,
    undecided,
    rows,
    rejections,
    answers: tally.answers,
    figures: figuresOf(tally),
    provisional: provisionalIn(table),
  };
};

/** The report for programs. `total` covers all tables; scales are never added together. */
export const reportJson = ({ analyzer, tables }: AnalysisReport) => {
  const tally = sumTallies(tables.map((table) => table.tally));
  return {
    analyzer,
    files: tables.map(figuresInFile),
    total: {
      rows: tables.map(({ rows }) => rows).reduce(mergeRowLedgers, emptyRowLedger),
      answers: tally.answers,
      figures: figuresOf(tally),
    },
  };
};

const isUsed = ({ meaning }: ColumnMapping): boolean =>
  meaning.field !== 'ignored' && meaning.field !== 'attribute';

const mappingText = ({ mapping }: TableAnalysis): string => {
  const used = mapping.columns
    .filter(isUsed)
    .map(({ column, meaning }) => `${column} → ${meaningText(meaning)}`);
  const others = mapping.columns.length - used.length;
  return [...used, ...(others > 0 ? [`${others} more kept as attributes or ignored`] : [])].join('\n');
};

/** @example rejectionText({ row: 2, reason: 'rating-out-of-scale', column: 'NPS', got: '11' }) // 'row 2, column "NPS": rating-out-of-scale (got 11)' */
const rejectionText = ({ row, column, reason, expected, got }: NamedRejection): string => {
  const contrast = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(got === undefined ? [] : [`got ${got}`]),
  ];
  return `row ${row}${column === undefined ? '' : `, column "${column}"`}: ${reason}${contrast.length === 0 ? '' : ` (${contrast.join(', ')})`}`;
};

const rejectionsPicture = ({ rejections, rows }: TableAnalysis, { style }: Terminal): string[] => {
  const all = Object.values(rows.rejected).reduce((sum, n) => sum + n, 0);
  const more = all - rejections.length;
  return [
    ...rejections.map((rejection) => `  ${style('yellow', rejectionText(rejection))}`),
    ...(more > 0 ? [`  and ${count(more)} more`] : []),
  ];
};

const ratingsPicture = (figures: Figures, terminal: Terminal): string[] =>
  Object.entries(figures.ratings).map(([key, rating]) => {
    const { figure, text } = headFigure(rating);
    return `${key}  ${terminal.style('bold', withN(text, figure))}`;
  });

const sentimentPicture = ({ sentiment }: Figures, terminal: Terminal): string[] => {
  if (sentiment === undefined) return ['no text to score'];
  const { negative, neutral, positive, net, mixed } = sentiment;
  const shares = { negative: negative.value, neutral: neutral.value, positive: positive.value };
  return [
    sentimentBar(shares, Math.min(60, terminal.columns - 4), terminal.style),
    grid(
      ['negative ░', 'neutral ▒', 'positive █', 'mixed', 'net'].map((title) => ({ title })),
      [
        [
          shareText(negative),
          shareText(neutral),
          shareText(positive),
          shareText(mixed),
          withN(pointsText(net), net),
        ],
      ],
      terminal,
    ),
  ];
};

const themesDisclosed = 15;

const themesPicture = (
  figures: Figures,
  names: ReadonlyMap<string, string>,
  terminal: Terminal,
): string[] => {
  const all = Object.entries(figures.themes).sort(([, one], [, other]) => other.mentions - one.mentions);
  if (all.length === 0) return ['no themes found'];
  const largestShare = all[0]?.[1].share.value ?? 1;
  const table = grid(
    [
      { title: 'theme' },
      { title: 'share of scored answers' },
      { title: '' },
      { title: 'sentiment' },
      { title: 'net' },
    ],
    all
      .slice(0, themesDisclosed)
      .map(([id, theme]) => [
        names.get(id) ?? id,
        shareText(theme.share),
        bar(theme.share.value / largestShare, 20),
        sentimentBar(
          { negative: theme.negative.value, neutral: theme.neutral.value, positive: theme.positive.value },
          12,
          terminal.style,
        ),
        pointsText(theme.net),
      ]),
    terminal,
  );
  return [
    table,
    ...(all.length > themesDisclosed ? [`and ${all.length - themesDisclosed} more: --json shows all`] : []),
  ];
};

const tablePicture = (
  table: TableAnalysis,
  names: ReadonlyMap<string, string>,
  terminal: Terminal,
): string => {
  const { style } = terminal;
  const figures = figuresOf(table.tally);
  const open =
    table.undecided.length === 0
      ? []
      : ['', style('bold', 'Ignored until you answer'), questionsPicture(table.undecided, terminal)];
  const { warnings } = table.mapping;
  const toCheck =
    warnings.length === 0 ? [] : ['', style('bold', 'Please check'), warningsPicture(warnings, terminal)];
  return [
    `${style('bold', table.file)}  ${style('dim', shapeText(table.shape))}`,
    mappingText(table),
    '',
    ledgerPicture({ rows: table.rows, answers: table.tally.answers }, terminal),
    ...rejectionsPicture(table, terminal),
    ...ratingsPicture(figures, terminal),
    '',
    ...sentimentPicture(figures, terminal),
    ...provisionalText(provisionalIn(table)),
    '',
    ...themesPicture(figures, names, terminal),
    ...toCheck,
    ...open,
  ].join('\n');
};

/** The report for people: format, ledger, figures, sentiment and themes of each table. */
export const reportPicture = (report: AnalysisReport, taxonomy: Taxonomy, terminal: Terminal): string => {
  const names = new Map(taxonomy.themes.map(({ id, name }) => [id, name]));
  const { sentiment, theme } = report.analyzer;
  return [
    ...report.tables.map((table) => tablePicture(table, names, terminal)),
    terminal.style('dim', `(95% CI), ? = fewer than 30 · sentiment ${sentiment} · themes ${theme}`),
  ].join('\n\n');
};
