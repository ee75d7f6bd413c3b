import { useQuery } from '@tanstack/react-query';
import { taxonomyQuery } from '../../shared/api.ts';
import type { DetailsProps, ThemeProps } from './theme-props.ts';

export const ThemePhrases = ({
  details: { phrases, examined, suppressed },
  wording: { t, format },
}: DetailsProps) => (
  <section className="theme-section">
    <h3>{t('phrases')}</h3>
    {phrases.length === 0 ? (
      <p className="quiet">{t(suppressed ? 'words' : 'noPhrases')}</p>
    ) : (
      <>
        <p className="quiet">
          {t('phrasesLead', { examined: format.count(examined.responses), of: format.count(examined.of) })}
        </p>
        <ul className="theme-phrases">
          {phrases.map(({ wording, comments }) => (
            <li key={wording}>
              <span lang="en">{wording}</span> <span className="quiet number">{format.count(comments)}</span>
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
);

/** What the theme is found by, as the taxonomy has it now. */
export const ThemeSeeds = ({ theme, wording: { t } }: ThemeProps) => {
  const { data } = useQuery(taxonomyQuery);
  const known = data?.themes.find(({ id }) => id === theme.id);
  if (known === undefined) return null;
  return (
    <details className="theme-section theme-seeds">
      <summary>
        {t('seeds')} <span className="quiet">{t('seedsLead')}</span>
      </summary>
      <p lang="en">{known.seeds.length === 0 ? t('noSeeds') : known.seeds.join(' · ')}</p>
      {known.learned ? <p className="quiet">{t('learned')}</p> : null}
    </details>
  );
};
