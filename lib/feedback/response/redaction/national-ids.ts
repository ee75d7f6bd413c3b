import * as germanTaxId from 'stdnum/lib/cjs/de/idnr.js';
import * as germanPensionId from 'stdnum/lib/cjs/de/svnr.js';
import * as spanishDni from 'stdnum/lib/cjs/es/dni.js';
import * as spanishNie from 'stdnum/lib/cjs/es/nie.js';
import * as frenchNir from 'stdnum/lib/cjs/fr/nir.js';
import * as britishNino from 'stdnum/lib/cjs/gb/nino.js';
import * as italianCode from 'stdnum/lib/cjs/it/codicefiscale.js';
import * as americanSsn from 'stdnum/lib/cjs/us/ssn.js';
import type { Cue } from './cues.ts';
import { type Finding, findingOf } from './finding.ts';

/** What states number their people by, recognized by form and check digits (stdnum). */

interface NationalId {
  readonly form: RegExp;
  readonly check: { validate(id: string): { readonly isValid: boolean } };
  /** The form alone is that of too many other numbers: words must name it. */
  readonly needsCue?: true;
}

const ids: readonly NationalId[] = [
  { form: /(?<![\p{L}\p{N}-])\d{3}-\d{2}-\d{4}(?![\p{L}\p{N}-])/gu, check: americanSsn },
  { form: /(?<![\p{L}\p{N}-])\d{3} ?\d{2} ?\d{4}(?![\p{L}\p{N}-])/gu, check: americanSsn, needsCue: true },
  { form: /(?<![\p{L}\p{N}-])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\p{N}-])/giu, check: britishNino },
  { form: /(?<![\p{L}\p{N}+-])[1-9]\d \d{3} \d{3} \d{3}(?![\p{L}\p{N}-])/gu, check: germanTaxId },
  { form: /(?<![\p{L}\p{N}+-])[1-9]\d{10}(?![\p{L}\p{N}-])/gu, check: germanTaxId, needsCue: true },
  {
    form: /(?<![\p{L}\p{N}-])\d{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Z] ?\d{2} ?\d(?![\p{L}\p{N}-])/giu,
    check: germanPensionId,
  },
  {
    form: /(?<![\p{L}\p{N}-])[1278] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?![\p{L}\p{N}-])/giu,
    check: frenchNir,
  },
  { form: /(?<![\p{L}\p{N}-])\d{2}\.?\d{3}\.?\d{3}[ -]?[A-Z](?![\p{L}\p{N}-])/giu, check: spanishDni },
  { form: /(?<![\p{L}\p{N}-])[XYZ][ -]?\d{7}[ -]?[A-Z](?![\p{L}\p{N}-])/giu, check: spanishNie },
  {
    form: /(?<![\p{L}\p{N}-])[A-Z]{3} ?[A-Z]{3} ?[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2} ?[A-Z][\dLMNP-V]{3}[A-Z](?![\p{L}\p{N}-])/giu,
    check: italianCode,
  },
];

export const findNationalIds = (text: string, cues: readonly Cue[]): Finding[] => {
  const isNamed = cues.some(({ kind }) => kind === 'nationalId');
  return ids
    .filter(({ needsCue }) => needsCue === undefined || isNamed)
    .flatMap(({ form, check }) =>
      [...text.matchAll(form)]
        .filter(({ 0: id }) => check.validate(id.toUpperCase()).isValid)
        .map((match) => findingOf(match, 'id')),
    );
};
