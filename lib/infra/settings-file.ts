import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { VerbatimError } from '../errors.ts';
import { expectedBy } from '../expected.ts';
import { nearNames } from '../feedback/mapping/near-names.ts';
import { orEmpty, readYaml } from '../yaml-source.ts';

/** The file that keeps the settings of a deployment next to the code, so that no later deployment forgets one. */
export const settingsFile = 'verbatim.config.yaml';

const text = z.string().optional();

/** What each is: `Settings`. Values are checked there; here only that no key is misspelled. */
const schema = z.strictObject({
  stackName: text,
  reportingTimeZone: text,
  phoneCountry: text,
  alarmEmail: text,
  reportEmail: text,
  digestSender: text,
  narrativeModel: text,
  concurrency: z.number().optional(),
  webhooks: z.boolean().optional(),
  connectors: z.boolean().optional(),
  page: z.boolean().optional(),
  pageDomain: text,
  pageCertificateArn: text,
  webAclArn: text,
});

const unknownSetting = (name: string, file: string): VerbatimError => {
  const known = Object.keys(schema.shape);
  const near = nearNames(name, known);
  return new VerbatimError('usage', 'unknown setting', {
    file,
    expected: near.length > 0 ? near.join(' or ') : `one of ${known.join(', ')}`,
    got: name,
  });
};

/**
 * The settings in a file; none if there is no file.
 *
 * @throws VerbatimError `usage` that names the key that is wrong and what it may be
 */
export const readSettingsFile = (file: string = settingsFile): Readonly<Record<string, unknown>> => {
  if (!existsSync(file)) return {};
  const parsed = orEmpty(schema).safeParse(
    readYaml(readFileSync(file, 'utf8'), file, { code: 'usage', named: 'the file' }).value,
  );
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') throw unknownSetting(issue.keys[0] ?? '', file);
  const expected = expectedBy(parsed.error);
  throw new VerbatimError('usage', `"${issue?.path.join('.') || 'the file'}" is invalid`, {
    file,
    ...(expected === undefined ? {} : { expected }),
  });
};
