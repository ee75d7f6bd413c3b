import { type Retention, retention } from '../../feedback/retention-schema.ts';
import { orEmpty, readYaml } from '../../yaml-source.ts';

/**
 * The content of `config/retention.yaml`; empty: everything is kept.
 *
 * @throws VerbatimError `usage` with the place and what is allowed there
 * @example parseRetention('feedbackMonths: 24', 'config/retention.yaml') // { feedbackMonths: 24 }
 */
export const parseRetention = (text: string, file: string): Retention =>
  readYaml(text, file, { code: 'usage', named: 'the file' }).check(orEmpty(retention));
