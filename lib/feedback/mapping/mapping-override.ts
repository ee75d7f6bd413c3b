import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { expectedBy } from '../../expected.ts';
import { isTimeZone } from '../response/dates/zone-clock.ts';
import { type ColumnOverride, overrideNamed, parseColumnOverride, withDetail } from './column-override.ts';
import { mappingOverride } from './mapping.ts';
import { nearNames } from './near-names.ts';

/** The same, of a zone that exists. */
const checkedOverride = mappingOverride.extend({
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone such as Europe/Berlin').exactOptional(),
});
export type MappingOverride = z.infer<typeof checkedOverride>;

const invalid = (file: string, message: string, got?: string): VerbatimError =>
  new VerbatimError('mapping-invalid', message, { file, ...(got === undefined ? {} : { got }) });

const parsedJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new VerbatimError('mapping-invalid', 'not valid JSON', {
      file,
      cause,
      expected: 'an object such as {"columns": {"Q1": "nps"}}',
    });
  }
};

/** Reads `FILE.mapping.json`. Throws `mapping-invalid` with the place and what is allowed there. */
export const parseMappingFile = (text: string, file: string): MappingOverride => {
  const result = checkedOverride.safeParse(parsedJson(text.replace(/^\uFEFF/, ''), file));
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue?.path.join('.') ?? '';
    throw invalid(
      file,
      `${place === '' ? 'the mapping' : place}: expected ${expectedBy(result.error) ?? 'a mapping'}`,
    );
  }
  for (const override of Object.values(result.data.columns ?? {})) {
    if (typeof override === 'string') parseColumnOverride(override, file);
  }
  return result.data;
};

/** Details are at the end; a colon before them belongs to the column's name. */
const splitDetails = (override: ColumnOverride, text: string): { column: string; details: string[] } => {
  const parts = text.split(':');
  const details: string[] = [];
  let known: ColumnOverride = override;
  while (parts.length > 1) {
    const fuller = withDetail(known, parts.at(-1) ?? '');
    if (fuller === undefined) break;
    known = fuller;
    details.unshift(parts.pop() ?? '');
  }
  return { column: parts.join(':'), details };
};

/** Fields that a flag sets for the whole file: they name a value, not a column. */
const forTheFile = ['sheet', 'timeZone', 'source', 'dateOrder', 'confirm'];

const parseFlag = (flag: string): MappingOverride => {
  const at = flag.indexOf('=');
  if (at < 1 || at === flag.length - 1) {
    throw new VerbatimError('mapping-invalid', 'a mapping flag must be field=column', {
      expected: 'for example nps=Q1 or ces=Effort:1-7:easy',
      got: flag,
    });
  }
  const [field, value] = [flag.slice(0, at).trim(), flag.slice(at + 1)];
  if (forTheFile.includes(field)) {
    const result = checkedOverride.safeParse({ [field]: field === 'confirm' ? [value] : value });
    if (result.success) return result.data;
    throw new VerbatimError('mapping-invalid', `invalid value for ${field}`, {
      expected: expectedBy(result.error) ?? field,
      got: value,
    });
  }
  const { column, details } = splitDetails(overrideNamed(field), value);
  return { columns: { [column]: [field, ...details].join(':') } };
};

/** Where entries come from, of those that nobody has overridden since. */
const mergedOrigins = (
  earlier: MappingOverride,
  later: MappingOverride,
): Pick<MappingOverride, 'origins'> => {
  const kept = Object.entries(earlier.origins ?? {}).filter(
    ([column]) => later.columns?.[column] === undefined,
  );
  const origins = { ...Object.fromEntries(kept), ...later.origins };
  return Object.keys(origins).length > 0 ? { origins } : {};
};

const mergeTwo = (earlier: MappingOverride, later: MappingOverride): MappingOverride => {
  const columns = { ...earlier.columns, ...later.columns };
  const confirm = [...new Set([...(earlier.confirm ?? []), ...(later.confirm ?? [])])];
  const { origins: _earlier, ...before } = earlier;
  const { origins: _later, ...after } = later;
  return {
    ...before,
    ...after,
    ...mergedOrigins(earlier, later),
    ...(Object.keys(columns).length > 0 ? { columns } : {}),
    ...(confirm.length > 0 ? { confirm } : {}),
  };
};

/** The later one wins, column by column and field by field. None: the empty override. */
export const mergeOverrides = (...overrides: readonly MappingOverride[]): MappingOverride =>
  overrides.reduce(mergeTwo, {});

/**
 * Reads the flags of `--map`. Merge order where several say something: saved for a prefix, then `FILE.mapping.json`,
 * then flags; the later wins.
 *
 * @example parseMappingFlags(['nps=Q1', 'submittedAt=Date:day-first', 'ignored=Notes'])
 * // { columns: { Q1: 'nps', Date: 'submittedAt:day-first', Notes: 'ignored' } }
 */
export const parseMappingFlags = (flags: readonly string[]): MappingOverride =>
  mergeOverrides(...flags.map(parseFlag));

/** Throws `mapping-invalid` for a column that the table does not have, with the names that come near. */
export const checkColumns = (override: MappingOverride, columns: readonly string[], file: string): void => {
  for (const column of Object.keys(override.columns ?? {})) {
    if (columns.includes(column)) continue;
    const near = nearNames(column, columns);
    throw new VerbatimError('mapping-invalid', 'column not found', {
      file,
      column,
      expected:
        near.length > 0
          ? near.map((name) => `"${name}"`).join(' or ')
          : `one of ${columns
              .slice(0, 20)
              .map((name) => `"${name}"`)
              .join(', ')}`,
    });
  }
};
