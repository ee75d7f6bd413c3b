import type { ColumnMapping, Distribution, Mapping } from '../../shared/api.ts';
import { scaleOf } from './read-as.ts';

/** A number as it is written in a cell; undefined for anything else. */
const numberOf = (value: string): number | undefined => {
  const number = Number(value.trim().replace(',', '.'));
  return value.trim() === '' || Number.isNaN(number) ? undefined : number;
};

/** True for a value that is not on a numeric scale. Scales of words have values of their own. */
export const isOffScale = ({ meaning }: ColumnMapping, value: string): boolean => {
  const scale = scaleOf(meaning);
  if (scale === undefined || meaning.field !== 'rating' || meaning.absent?.includes(value)) return false;
  if (meaning.values !== undefined) return !(value in meaning.values);
  const number = numberOf(value);
  return number === undefined || number < scale.min || number > scale.max;
};

const unassigned = 'unassigned';

/** The rows whose cell of the touchpoint column is empty, and the touchpoint that they are loaded under. */
export const blankTouchpoints = (
  { touchpoint }: Pick<Mapping, 'touchpoint'>,
  { meaning }: Pick<ColumnMapping, 'meaning'>,
  { empty }: Pick<Distribution, 'empty'>,
): { readonly blank?: { readonly count: number; readonly touchpoint: string } } =>
  meaning.field === 'touchpoint' && empty > 0
    ? { blank: { count: empty, touchpoint: touchpoint.value ?? unassigned } }
    : {};
