import type { LakeColumns } from '../../lib/lake/lake-table.ts';

/** The data dictionary of a table, as docs/lake.md has it. */
export const dictionaryOf = (columns: LakeColumns): string =>
  [
    '| column | type | meaning | unit and range | missing |',
    '|---|---|---|---|---|',
    ...Object.entries(columns).map(
      ([name, { type, meaning, values, missing = 'never' }]) =>
        `| \`${name}\` | \`${type}\` | ${meaning} | ${values} | ${missing} |`,
    ),
  ].join('\n');
