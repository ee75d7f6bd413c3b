import { createHash } from 'node:crypto';
import { sortBy } from 'remeda';
import type { ColumnMeaning, Mapping } from './mapping.ts';

/** JSON with the keys of every object in order, so that equal values are equal texts. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(sortBy(Object.entries(inner), ([name]) => name))
      : inner,
  );

/** Why a column is not read decides nothing. */
const deciding = (meaning: ColumnMeaning): ColumnMeaning =>
  meaning.field === 'ignored' ? { field: 'ignored', reason: '' } : meaning;

/**
 * What of a mapping decides the result, as canonical JSON: no samples, no confidences, no reasons for people, no
 * questions. Two mappings with the same text read every file alike.
 */
export const effectiveMapping = (mapping: Mapping): string => {
  const { columns, timeZone, touchpoint, voice, solicited, source, independent } = mapping;
  return canonicalJson({
    columns: columns.map(({ column, question, meaning }) => ({
      column,
      question,
      meaning: deciding(meaning),
    })),
    timeZone,
    touchpoint,
    voice,
    solicited,
    source,
    independent,
  });
};

/**
 * The id of one content under one mapping: 22 URL-safe characters (128 bits of SHA-256).
 *
 * @param contentHash a hash of the file's bytes, as text
 */
export const batchIdOf = (contentHash: string, mapping: Mapping): string =>
  createHash('sha256')
    .update(JSON.stringify([contentHash, effectiveMapping(mapping)]))
    .digest('base64url')
    .slice(0, 22);
