import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadTaxonomy, type Taxonomy } from '../../analysis/themes/taxonomy.ts';
import { assetPath } from '../../assets.ts';
import { emptyJourney } from '../../feedback/journey.ts';
import { inferMapping, type MappingHints } from '../../feedback/mapping/infer-mapping.ts';
import type { Mapping } from '../../feedback/mapping/mapping.ts';
import type { MappingOverride } from '../../feedback/mapping/mapping-override.ts';
import type { SourceTable } from '../../feedback/reading/source.ts';
import type { IntakeContext } from '../../feedback/response/intake.ts';
import type { Shell } from '../shell.ts';

/** The country of phone numbers without a prefix, when no deployment sets one. */
const defaultPhoneCountry = 'US';

/** Ids only have to distinguish equal rows of one file here; nothing is stored, so no secret is needed. */
const identityKey = Buffer.alloc(32);

/** The context for reading rows that are not stored. */
export const storelessIntake = (shell: Shell): IntakeContext => ({
  identityKey,
  batchId: 'none',
  journey: emptyJourney,
  reportingTimeZone: 'UTC',
  phoneCountry: defaultPhoneCountry,
  receivedAt: shell.now().toISOString(),
});

/**
 * The mapping of a table that is not stored.
 *
 * @param known the time zone of dates that name none, where neither file nor person says otherwise; the key that the file
 *   would be uploaded to, whose folder is the touchpoint of rows that name none; the reasons of saved overrides
 */
export const storelessMapping = async (
  table: SourceTable,
  override: MappingOverride,
  {
    timeZone,
    ...hints
  }: Pick<MappingHints, 'objectKey' | 'origins'> & {
    readonly timeZone?: string | undefined;
  } = {},
): Promise<Mapping> => {
  const { mapping } = await inferMapping(table, {
    phoneCountry: defaultPhoneCountry,
    override,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...hints,
  });
  return mapping;
};

/** The taxonomy in a file, or the general theme pack. */
export const readTaxonomy = async (shell: Pick<Shell, 'directory'>, path?: string): Promise<Taxonomy> => {
  const file = path === undefined ? assetPath('taxonomies/cx-core.yaml') : resolve(shell.directory, path);
  return loadTaxonomy(await readFile(file, 'utf8'), path ?? 'cx-core.yaml');
};
