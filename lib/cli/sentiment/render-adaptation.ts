import type { AdaptationCheck, AdaptationFold } from '../../analysis/sentiment/adaptation/adapt.ts';
import type { StoredSentiment } from '../../store/settings/sentiment-config.ts';
import { grid } from '../render/grid.ts';
import { count, percent } from '../render/wording.ts';
import type { Terminal } from '../terminal.ts';

const foldRow = (name: string, { labels, before, after }: AdaptationFold): string[] => [
  name,
  count(labels),
  percent(before),
  percent(after),
];

/** The gain of an adaptation, by cross-validation. */
export const adaptationPicture = (check: AdaptationCheck, terminal: Terminal): string =>
  grid(
    [
      { title: 'held out' },
      { title: 'labels', align: 'right' },
      { title: 'accuracy before', align: 'right' },
      { title: 'accuracy after', align: 'right' },
    ],
    [...check.folds.map((fold, index) => foldRow(`fold ${index + 1}`, fold)), foldRow('all', check)],
    terminal,
  );

/** The versions of a deployment, oldest first; `now` marks the current one. */
export const adaptationsPicture = (
  { version: current, adaptations }: StoredSentiment,
  shipped: string,
  terminal: Terminal,
): string => {
  const now = (version: string): string => (version === current ? 'now' : '');
  return grid(
    [
      { title: '' },
      { title: 'sentiment version' },
      { title: 'made' },
      { title: 'labels', align: 'right' },
      { title: 'accuracy before → after' },
    ],
    [
      [now(shipped), shipped, 'built-in', '', ''],
      ...adaptations.map(({ version, adaptedAt, labels, accuracyBefore, accuracyAfter }) => [
        now(version),
        version,
        adaptedAt.slice(0, 10),
        count(labels),
        `${percent(accuracyBefore)} → ${percent(accuracyAfter)}`,
      ]),
    ],
    terminal,
  );
};
