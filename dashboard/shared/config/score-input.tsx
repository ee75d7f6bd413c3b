import { useTexts } from '../texts/texts.ts';
import { metricOf, scaleTexts } from './scale-name.ts';

/** Shares are written as percentages. */
const isShare = (series: string): boolean => ['csat', 'ces'].includes(metricOf(series));

const shown = (series: string, value: number | undefined): string =>
  value === undefined ? '' : String(isShare(series) ? Math.round(1000 * value) / 10 : value);

const stored = (series: string, text: string): number | undefined => {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) return undefined;
  return isShare(series) ? value / 100 : value;
};

const bounds = (series: string) => {
  const metric = metricOf(series);
  if (metric === 'rating') return { step: 0.1 };
  return isShare(series) ? { min: 0, max: 100, step: 1 } : { min: -100, max: 100, step: 1 };
};

interface ScoreInputProps {
  readonly id: string;
  /** The score that the number is of: its key. */
  readonly series: string;
  /** As it is stored: a share from 0 to 1. */
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** A number in the unit of a score: percent, points or stars. */
export const ScoreInput = ({ id, series, value, onChange }: ScoreInputProps) => {
  const t = useTexts(scaleTexts);
  const unit = isShare(series) ? t('percent') : metricOf(series) === 'rating' ? '' : t('points');
  return (
    <span className="field-with-unit">
      <input
        id={id}
        type="number"
        inputMode="decimal"
        {...bounds(series)}
        // Typing a minus or a comma is no number yet: the field keeps it, the draft hears of the number.
        defaultValue={shown(series, value)}
        onChange={({ target }) => onChange(stored(series, target.value))}
      />
      <span className="quiet">{unit}</span>
    </span>
  );
};
