import type { ColumnMapping, ColumnMeaning, Mapping, MappingQuestion } from '../shared/api.ts';

/** A mapping that tests of the page read. */

export const nps = { field: 'rating', scale: { metric: 'nps', kind: 'transactional' } } as const;
export const label = { field: 'attribute' } as const;

export const mapped = (
  column: string,
  meaning: ColumnMeaning,
  because = 'few distinct values',
): ColumnMapping => ({ column, meaning, confidence: 0.6, because, samples: [] });

export const mappingOf = (...questions: readonly MappingQuestion[]): Mapping => ({
  columns: [mapped('Effort', label), mapped('Effort: ease', nps), mapped('Notes', label)],
  timeZone: 'UTC',
  touchpoint: { from: 'column' },
  voice: 'customer',
  solicited: true,
  source: 'file',
  independent: false,
  questions: [...questions],
  warnings: [],
});
