import { parse } from 'yaml';
import { VerbatimError } from '../../errors.ts';
import { expectedBy } from '../../expected.ts';
import { type Retention, retention } from '../../feedback/retention-schema.ts';

const asYaml = (text: string, file: string): unknown => {
  try {
    return parse(text, { logLevel: 'error' }) ?? {};
  } catch (cause) {
    throw new VerbatimError('usage', 'not valid YAML', { file, expected: 'feedbackMonths: 24', cause });
  }
};

/**
 * The content of `config/retention.yaml`; empty: everything is kept.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseRetention('feedbackMonths: 24', 'config/retention.yaml') // { feedbackMonths: 24 }
 */
export const parseRetention = (text: string, file: string): Retention => {
  const parsed = retention.safeParse(asYaml(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('usage', `${issue?.path.join('.') || 'the file'} is invalid`, {
    file,
    expected: `feedbackMonths, fileMonths or digestMonths, each ${expectedBy(parsed.error) ?? 'a whole number'}`,
  });
};
