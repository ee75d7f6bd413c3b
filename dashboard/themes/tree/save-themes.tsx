import { type DivergingRow, divergingRows } from '../../../lib/charts/bars/diverging-rows.ts';
import { maxSide } from '../../../lib/charts/diverging-bar.ts';
import type { Theme, ThemesAnswer } from '../../shared/api.ts';
import type { ChartTable } from '../../shared/charts/chart.tsx';
import { SaveChart } from '../../shared/charts/save-chart.tsx';
import { useScope } from '../../shared/scope/use-scope.ts';
import { nameOf, sentenceOf, shareText, type Wording } from '../wording.ts';
import { flatOf, orderOf, treeOf } from './tree.ts';

const gapOf = ({ suppressed }: Theme, sentence: string, { t }: Wording): DivergingRow['drawn'] => ({
  gap: suppressed ? 'suppressed' : 'nobody',
  text: t(suppressed ? 'notShown' : 'nobody'),
  sentence,
});

const rowOf = (theme: Theme, reach: number, wording: Wording): DivergingRow => {
  const { facts } = theme;
  const sentence = sentenceOf(theme, wording);
  return {
    label: nameOf(theme, wording.t),
    note: facts === undefined ? '' : shareText(facts.share.value, wording.format),
    drawn: facts === undefined ? gapOf(theme, sentence, wording) : { ...facts, reach, sentence },
  };
};

const cellsOf = ({ facts, suppressed }: Theme, { t, format }: Wording): string[] =>
  facts === undefined
    ? [t(suppressed ? 'notShown' : 'nobody'), '', '', '', '', '']
    : [
        format.level(facts.share.value, 'share'),
        format.interval(facts.share, 'share'),
        format.count(facts.mentions),
        format.count(facts.negative),
        format.count(facts.neutral),
        format.count(facts.positive),
      ];

const tableOf = (themes: readonly Theme[], wording: Wording): ChartTable => {
  const { t } = wording;
  return {
    columns: [
      t('theme'),
      t('share'),
      t('interval'),
      t('comments'),
      t('negative'),
      t('neutral'),
      t('positive'),
    ],
    rows: themes.map((theme) => [nameOf(theme, t), ...cellsOf(theme, wording)]),
  };
};

interface SaveProps {
  readonly answer: ThemesAnswer;
  /** Under the title: place and time. */
  readonly lines: readonly string[];
  readonly wording: Wording;
}

/** The list of themes as a file, in its order. */
export const SaveThemes = ({ answer, lines, wording }: SaveProps) => {
  const themes = flatOf(treeOf(answer.themes, orderOf(useScope())));
  const reach = maxSide(themes.flatMap(({ facts }) => facts ?? []));
  return (
    <SaveChart
      title={wording.t('themes')}
      lines={lines}
      legend={wording.t('barKey')}
      draw={(width) =>
        divergingRows(
          themes.map((theme) => rowOf(theme, reach, wording)),
          width,
        )
      }
      table={tableOf(themes, wording)}
    />
  );
};
