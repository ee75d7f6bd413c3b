import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { touchpointsQuery } from './api.ts';
import { defineTexts, useTexts } from './texts/texts.ts';

const texts = defineTexts({
  en: {
    empty: 'Nothing is loaded yet',
    emptyHow:
      'Upload a file with comments on the Data page: CSV, Excel or JSON, as your survey tool exports it. To look around first, load the example: <code>npm start -- --example</code>',
    load: 'Load a file',
  },
  de: {
    empty: 'Noch ist nichts geladen',
    emptyHow:
      'Legen Sie auf der Seite „Daten“ eine Datei mit Kommentaren ab: CSV, Excel oder JSON, so wie Ihr Umfragewerkzeug sie exportiert. Um sich erst umzusehen, laden Sie das Beispiel: <code>npm start -- --example</code>',
    load: 'Datei laden',
  },
});

/** Whether nothing is loaded: no touchpoint has a response. A suppressed one has some. False until that is known. */
export const useIsStoreEmpty = (): boolean => {
  const { data } = useQuery(touchpointsQuery);
  return data?.touchpoints.every(({ responses }) => responses === 0) ?? false;
};

/** No data at all: what to do first. */
export const EmptyStore = () => {
  const t = useTexts(texts);
  return (
    <div className="state">
      <h1>{t('empty')}</h1>
      <p className="quiet">{t.rich('emptyHow', { code: (parts) => <code key="code">{parts}</code> })}</p>
      <Link className="button button-chosen" to="/data">
        {t('load')}
      </Link>
    </div>
  );
};
