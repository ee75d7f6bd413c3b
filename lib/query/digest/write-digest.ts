import { type Digest, digestOf } from '../../reports/digest/digest.ts';
import type { DigestLanguage } from '../../reports/digest/digest-material.ts';
import { type DigestMaterial, type Span, wholeScope } from '../../reports/digest/digest-material.ts';
import {
  composeFindings,
  type FindingsContext,
  gatherFindings,
  themesIn,
} from '../findings/read-findings.ts';

/** The parameters of the digests of a period. */
export interface DigestsAsked {
  readonly span: Span;
  /** In the reporting zone. */
  readonly today: string;
  readonly lang: DigestLanguage;
}

/**
 * Writes the digests of a period from the findings of its days, the same lists as `GET /findings`. The input is read once for all digests.
 */
export const digestWriter = async (
  context: FindingsContext,
  { span: { period }, today, lang }: DigestsAsked,
): Promise<(material: DigestMaterial) => Promise<Digest>> => {
  const range = { from: period.firstDay, to: period.lastDay };
  const gathered = await gatherFindings(context, { range, against: 'previous', today });
  const { themes, settings: options } = gathered.material;
  return async (material) => {
    const { id } = material.scope;
    const asked = { lang, ...(id === wholeScope.id ? {} : { touchpoint: id }) };
    return digestOf(material, {
      findings: await composeFindings(context, gathered, asked),
      themes: themesIn(themes, lang),
      options,
    });
  };
};
