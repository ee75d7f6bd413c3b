import { type Digest, digestOf } from '../../reports/digest/digest.ts';
import type { DigestLanguage } from '../../reports/digest/digest-material.ts';
import { type DigestMaterial, type Span, wholeScope } from '../../reports/digest/digest-material.ts';
import { type FindingsContext, gatherFindings, tellFindings } from '../findings/read-findings.ts';

/** Of what and how the digests of a period are told. */
export interface DigestsAsked {
  readonly span: Span;
  /** In the reporting zone. */
  readonly today: string;
  readonly lang: DigestLanguage;
}

/**
 * Tells the digests of a period: what the findings of their days say, the same lists as `GET /findings` has. What they are made of is read
 * once for all of them.
 */
export const digestTeller = async (
  context: FindingsContext,
  { span: { period }, today, lang }: DigestsAsked,
): Promise<(material: DigestMaterial) => Promise<Digest>> => {
  const range = { from: period.firstDay, to: period.lastDay };
  const gathered = await gatherFindings(context, { range, against: 'previous', today });
  const { themes, settings: options } = gathered.material;
  return async (material) => {
    const { id } = material.scope;
    const asked = { lang, ...(id === wholeScope.id ? {} : { touchpoint: id }) };
    return digestOf(material, { findings: await tellFindings(context, gathered, asked), themes, options });
  };
};
