import { dumbbell } from '../../lib/charts/dumbbell.ts';
import { panels } from '../../lib/charts/panels.ts';
import type { Finding } from '../shared/api.ts';
import { SaveChart } from '../shared/charts/save-chart.tsx';
import { comparedCells, dumbbellOf, type Wording } from '../shared/findings/presentation.ts';

interface SaveFindingsProps {
  readonly wording: Wording;
  readonly targetOf: (finding: Finding) => number | undefined;
}

/** The findings as a picture, and every compared figure as a table. */
export const SaveFindings = ({ wording, targetOf }: SaveFindingsProps) => {
  const { answer, t } = wording;
  const drawn = answer.findings.flatMap((finding) => {
    const data = dumbbellOf(finding, targetOf(finding), wording);
    return data === undefined ? [] : [{ heading: finding.text.headline, data }];
  });
  if (drawn.length === 0) return null;
  return (
    <SaveChart
      title={answer.text.heading}
      lines={[answer.text.detail]}
      legend={t('savedMarks')}
      draw={(width) =>
        panels(
          drawn.map(({ heading, data }) => ({ heading, draw: (each) => dumbbell(data, each) })),
          {},
          width,
        )
      }
      table={comparedCells(wording)}
    />
  );
};
