import './finding.css';
import { EvidenceLink } from './evidence-link.tsx';
import { beforeName, type Wording } from './presentation.ts';

/** The place is set apart; the sentence begins with it. */
const restOf = (headline: string, place: string): string =>
  headline.startsWith(place) ? headline.slice(place.length) : `: ${headline}`;

/** What hurts as much as it did, by impact: problems that no change points at. */
export const Ongoing = ({ wording }: { readonly wording: Wording }) => {
  const { t, answer } = wording;
  if (answer.ongoing.length === 0) return null;
  return (
    <section className="ongoing">
      <div>
        <h2>{t('ongoing')}</h2>
        {answer.compared === 0 ? null : (
          <p className="quiet">{t('asMuch', { before: beforeName(wording) })}</p>
        )}
      </div>
      <ul>
        {answer.ongoing.map(({ id, text, score, evidence, where, what }) => (
          <li key={id}>
            <b>{where.name}</b>
            {restOf(text.headline, where.name)}.{' '}
            <span className={score?.status === 'missed' ? 'worse' : undefined}>{text.detail}</span>{' '}
            <EvidenceLink evidence={evidence} topic={what.name} wording={wording} />
          </li>
        ))}
      </ul>
    </section>
  );
};
