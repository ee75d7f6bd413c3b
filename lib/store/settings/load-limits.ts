import { parse } from 'yaml';
import { VerbatimError } from '../../errors.ts';
import { type LoadLimits, loadLimits } from '../../feedback/load-limits-schema.ts';

/** More than this means that a column of free text is mapped as the touchpoint. */
export const defaultNewTouchpoints = 500;

/** They are summarized together each time one is added: more would not fit into the memory of a function. */
export const defaultUndatedResponses = 200_000;

const asYaml = (text: string, file: string): unknown => {
  try {
    return parse(text, { logLevel: 'error' }) ?? {};
  } catch (cause) {
    throw new VerbatimError('limits-invalid', 'not valid YAML', {
      file,
      expected: 'responsesPerBatch: 50000',
      cause,
    });
  }
};

/**
 * The content of `config/limits.yaml`; empty: no limits.
 *
 * @throws VerbatimError `limits-invalid` with the place and what is allowed there
 * @example parseLoadLimits('responsesPerMonth: 1000000', 'config/limits.yaml') // { responsesPerMonth: 1000000 }
 */
export const parseLoadLimits = (text: string, file: string): LoadLimits => {
  const parsed = loadLimits.safeParse(asYaml(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('limits-invalid', `${issue?.path.join('.') || 'the file'} is invalid`, {
    file,
    expected:
      'responsesPerBatch, responsesPerMonth, newTouchpoints and undatedResponses, each a whole number from 1',
  });
};
