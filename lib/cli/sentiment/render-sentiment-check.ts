import {
  type Calibration,
  type Share,
  sentimentLabels,
} from '../../analysis/sentiment/adaptation/calibrate.ts';
import { defaultMinimumSample } from '../../metrics/figures/figure.ts';
import { bar } from '../render/bars.ts';
import { grid } from '../render/grid.ts';
import { count, percent, provisionalText } from '../render/wording.ts';
import type { Terminal } from '../terminal.ts';
import type { SentimentCheck } from './sentiment-check.ts';

const decimals = (value: number): string => value.toFixed(3);

/** Marks a group under the minimum sample. */
const mark = (size: number): string => (size < defaultMinimumSample ? ' ?' : '');

export const intervalText = ({ value, low, high }: Share): string =>
  `${percent(value)} (${percent(low)} to ${percent(high)})`;

const rowsText = ({ rows }: SentimentCheck): string => {
  const parts = [
    ['checked', rows.checked],
    ['without label', rows.withoutLabel],
    ['without comment', rows.withoutComment],
    ['excluded or rejected', rows.leftOut],
    ['no content', rows['no-content']],
    ['unsupported language', rows['unsupported-language']],
  ] as const;
  const named = parts.filter(([name, n]) => n > 0 || name === 'checked');
  return `${count(rows.read)} rows = ${named.map(([name, n]) => `${name} ${count(n)}`).join(' + ')}`;
};

const confusionPicture = ({ confusion }: Calibration, terminal: Terminal): string =>
  grid(
    [
      { title: 'labelled as' },
      ...sentimentLabels.map((label) => ({ title: `scored ${label}`, align: 'right' as const })),
    ],
    sentimentLabels.map((expected) => [
      expected,
      ...sentimentLabels.map((found) => count(confusion[expected][found])),
    ]),
    terminal,
  );

const reliabilityPicture = ({ reliability }: Calibration, terminal: Terminal): string =>
  grid(
    [
      { title: 'confidence' },
      { title: 'n', align: 'right' },
      { title: 'sure' },
      { title: 'right' },
      { title: '' },
    ],
    reliability.map((bin) => [
      `${percent(bin.from)} to ${percent(bin.to)}`,
      count(bin.count),
      percent(bin.confidence),
      `${percent(bin.accuracy)}${mark(bin.count)}`,
      bar(bin.accuracy, 20),
    ]),
    terminal,
  );

const groupRows = (title: string, groups: Readonly<Record<string, Calibration>>): string[][] =>
  Object.entries(groups).map(([name, group]) => [
    `${title} ${name}`,
    `${count(group.count)}${mark(group.count)}`,
    intervalText(group.accuracy),
    decimals(group.macroF1),
    decimals(group.calibrationError),
  ]);

const groupsPicture = (check: SentimentCheck, overall: Calibration, terminal: Terminal): string =>
  grid(
    [
      { title: '' },
      { title: 'n', align: 'right' },
      { title: 'accuracy' },
      { title: 'macro-F1' },
      { title: 'calibration error' },
    ],
    [
      ...groupRows('all', { '': overall }),
      ...groupRows('touchpoint', check.byTouchpoint),
      ...groupRows('language', check.byLanguage),
      ...groupRows('channel', check.byChannel),
    ],
    terminal,
  );

/** The check for people: rows read, accuracy by group, confusion matrix, calibration. */
export const checkPicture = (check: SentimentCheck, terminal: Terminal): string => {
  const { overall } = check;
  if (overall === undefined) return `${rowsText(check)}\n\nNo comment to check`;
  return [
    rowsText(check),
    groupsPicture(check, overall, terminal),
    ...provisionalText(check.provisional),
    confusionPicture(overall, terminal),
    reliabilityPicture(overall, terminal),
    terminal.style('dim', `(95% CI), ? = fewer than ${defaultMinimumSample} · sentiment ${check.sentiment}`),
  ].join('\n\n');
};
