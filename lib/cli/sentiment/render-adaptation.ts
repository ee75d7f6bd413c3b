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

/** What an adaptation is worth on labels that it did not see, fold by fold. */
export const adaptationPicture = (check: AdaptationCheck, terminal: Terminal): string =>
  grid(
    [
      { title: 'left out' },
      { title: 'labels', align: 'right' },
      { title: 'right before', align: 'right' },
      { title: 'right after', align: 'right' },
    ],
    [...check.folds.map((fold, index) => foldRow(`fold ${index + 1}`, fold)), foldRow('all', check)],
    terminal,
  );

/** The versions of a deployment, oldest first; `now` stands beside the one that scores. */
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
      { title: 'right before → after' },
    ],
    [
      [now(shipped), shipped, 'shipped', '', ''],
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
