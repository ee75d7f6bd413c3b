import { type LoadLimits, loadLimits } from '../../feedback/load-limits-schema.ts';
import { orEmpty, readYaml } from '../../yaml-source.ts';

/** More than this means that a column of free text is mapped as the touchpoint. */
export const defaultNewTouchpoints = 500;

/** They are summarized together each time one is added: more would not fit into the memory of a function. */
export const defaultUndatedResponses = 200_000;

/** For about three dollars. */
export const defaultComprehendComments = 10_000;

/**
 * The content of `config/limits.yaml`; empty: no limits.
 *
 * @throws VerbatimError `limits-invalid` with the place and what is allowed there
 * @example parseLoadLimits('responsesPerMonth: 1000000', 'config/limits.yaml') // { responsesPerMonth: 1000000 }
 */
export const parseLoadLimits = (text: string, file: string): LoadLimits =>
  readYaml(text, file, { code: 'limits-invalid', named: 'the file' }).check(orEmpty(loadLimits));
