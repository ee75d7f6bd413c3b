import { useState } from 'react';
import type { Picture } from '../../../lib/charts/picture.ts';
import { saveFile } from '../save-file.ts';
import { defineTexts, useTexts } from '../texts/texts.ts';
import { notify } from '../toasts/toasts.ts';
import type { ChartTable } from './chart.tsx';
import type { ChartForm } from './chart-file.ts';

const texts = defineTexts({
  en: {
    save: 'Download {title}',
    form: '{form}, {title}',
    hidden:
      'Hatched: {hidden} of {all} figures are not shown: below the minimum group size. This is not zero.',
    legend: 'Dot: figure. Line or band: its 95% interval. Hollow: small sample.',
    chart: 'chart',
    scope: 'scope',
    failed: 'The file could not be made: {cause}',
  },
  de: {
    save: '{title} herunterladen',
    form: '{form}, {title}',
    hidden:
      'Schraffiert: {hidden} von {all} Werten sind nicht gezeigt: unter der Mindestgruppengröße. Das ist keine Null.',
    legend: 'Punkt: Wert. Linie oder Band: sein 95-%-Intervall. Hohl: kleine Stichprobe.',
    chart: 'Diagramm',
    scope: 'Ausschnitt',
    failed: 'Die Datei konnte nicht erstellt werden: {cause}',
  },
});

export interface SaveChartProps {
  readonly title: string;
  /** Under the title of the file: place, period and n. */
  readonly lines: readonly string[];
  /** What its marks mean. Default: of dots, intervals and hollow dots. */
  readonly legend?: string;
  readonly draw: (width: number) => Picture;
  readonly table: ChartTable;
}

const forms: readonly ChartForm[] = ['png', 'svg', 'csv'];

/** Of the picture in a file, in pixels: the same on every screen. */
const fileWidth = 960;

/** @example fileNameOf('NPS, by week: Café', 'png') // 'verbatim-nps-by-week-café.png' */
export const fileNameOf = (title: string, form: ChartForm): string => {
  const words = title.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${['verbatim', ...words].join('-').slice(0, 80)}.${form}`;
};

/** Links that save what a picture shows: as a picture, as a drawing, as a table. */
export const SaveChart = ({ title, lines, legend, draw, table }: SaveChartProps) => {
  const t = useTexts(texts);
  const [saving, setSaving] = useState(false);
  const hiddenIn = ({ series }: Picture): string[] => {
    const all = series.flat();
    const hidden = all.filter(({ gap }) => gap === 'suppressed').length;
    return hidden === 0 ? [] : [t('hidden', { hidden, all: all.length })];
  };
  const save = async (form: ChartForm): Promise<void> => {
    setSaving(true);
    try {
      const { chartFile } = await import('./chart-file.ts');
      const picture = draw(fileWidth);
      const hidden = hiddenIn(picture);
      const about = { chart: t('chart'), scope: t('scope'), of: [...lines, ...hidden].join(' · ') };
      const words = { title, lines: [...lines, legend ?? t('legend'), ...hidden] };
      const file = await chartFile(form, { picture, table, about, ...words });
      saveFile(file, fileNameOf(title, form));
    } catch (error) {
      notify(t('failed', { cause: error instanceof Error ? error.message : String(error) }));
    } finally {
      setSaving(false);
    }
  };
  return (
    <fieldset className="save-chart" aria-label={t('save', { title })}>
      {forms.map((form) => (
        <button
          type="button"
          key={form}
          className="link"
          aria-label={t('form', { form: form.toUpperCase(), title })}
          disabled={saving}
          onClick={() => void save(form)}
        >
          {form.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
};
