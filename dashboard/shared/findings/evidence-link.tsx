import { Link } from '@tanstack/react-router';
import type { Evidence } from '../api.ts';
import { evidenceHref, type Wording } from './presentation.ts';

interface EvidenceLinkProps {
  readonly evidence: Evidence;
  /** The theme or issue that the responses mention. */
  readonly topic: string | undefined;
  readonly wording: Wording;
}

/** Leads to exactly the responses that are counted, and says why they may be fewer than the figures have. */
export const EvidenceLink = ({ evidence, topic, wording: { t, scope } }: EvidenceLinkProps) => {
  const href = evidenceHref(evidence, scope);
  const { comments: count, of } = evidence;
  const name = topic === undefined ? t('ofPlace', { count }) : t('byTheme', { count, topic });
  return (
    <>
      {href === undefined ? null : (
        <Link className="link" to={href}>
          {name}
        </Link>
      )}
      {evidence.withheld === undefined ? null : (
        <span className="quiet evidence-note">
          {' '}
          {of === undefined ? t('tooFew') : t('hidden', { hidden: of - count })}
        </span>
      )}
    </>
  );
};
