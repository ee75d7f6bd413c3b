import { scaleKey } from '../../response/scale.ts';
import { slug } from '../../slug.ts';
import type { FoundColumn } from '../columns/column-inference.ts';

/** A column with such a name is the rating of the whole: it keeps the plain key of its scale. */
const overallName =
  /^overall$|^(?:overall )?(?:ratings?|scores?|stars?|star rating|nps|nps score|csat|csat score|ces|satisfaction|overall satisfaction|satisfaction score)$/;

const keyOf = ({ inference: { meaning } }: FoundColumn): string | undefined =>
  meaning.field === 'rating' ? scaleKey(meaning.scale) : undefined;

const named = ({ column, inference }: FoundColumn, name: string): FoundColumn =>
  inference.meaning.field === 'rating'
    ? {
        column,
        inference: {
          ...inference,
          meaning: { ...inference.meaning, scale: { ...inference.meaning.scale, name } },
        },
      }
    : { column, inference };

const namesFor = (rivals: readonly FoundColumn[]): Map<FoundColumn, string> => {
  const names = new Map<FoundColumn, string>();
  const overall = rivals.filter(({ column }) => overallName.test(column.nameWords));
  for (const rival of rivals) {
    if (overall.length === 1 && rival === overall[0]) continue;
    const name = slug(rival.column.name) || `column-${rival.column.index + 1}`;
    const isTaken = [...names.values()].includes(name);
    names.set(rival, isTaken ? `${name}-${rival.column.index + 1}` : name);
  }
  return names;
};

/** Names ratings of one scale after their columns, so that no two of a table share a key and are taken for one. */
export const distinctScales = (found: readonly FoundColumn[]): FoundColumn[] => {
  const byKey = Map.groupBy(found, keyOf);
  const names = new Map<FoundColumn, string>();
  for (const [key, rivals] of byKey) {
    if (key === undefined || rivals.length === 1) continue;
    for (const [rival, name] of namesFor(rivals)) names.set(rival, name);
  }
  return found.map((each) => {
    const name = names.get(each);
    return name === undefined ? each : named(each, name);
  });
};
