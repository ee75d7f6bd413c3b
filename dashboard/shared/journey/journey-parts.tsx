import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMinimumQuoted } from '../minimum-quoted.ts';
import type { Scope } from '../scope/scope.ts';
import { useScope, useSetScope } from '../scope/use-scope.ts';
import { useFormat } from '../texts/format.ts';
import { useTexts } from '../texts/texts.ts';
import { useThemeNames } from '../texts/use-theme-names.ts';
import { periodText, type Wording } from './drawn.ts';
import './journey.css';
import { useMay } from '../session/session.ts';
import { JourneyList } from './journey-list.tsx';
import { JourneyMap } from './journey-map.tsx';
import type { JourneyMapData } from './journey-map-data.ts';
import { JourneyTable } from './journey-table.tsx';
import { blindSpotsOf } from './moments.ts';
import { SaveJourney } from './save-journey.tsx';
import { texts } from './texts.ts';

interface JourneyPartsProps {
  readonly map: JourneyMapData;
  /** `h2` under a title of its own view. Default `h1`. */
  readonly heading?: 'h1' | 'h2';
}

/** The journey with its title: a map where there is place for columns, a list by stage on a phone. */
export const JourneyParts = ({ map, heading: Heading = 'h1' }: JourneyPartsProps) => {
  const t = useTexts(texts);
  const format = useFormat();
  const scope = useScope();
  const setScope = useSetScope();
  const theme = useThemeNames(t.language);
  const minimumQuoted = useMinimumQuoted();
  const wording = useMemo(
    (): Wording => ({ t, format, scope, map, theme, minimumQuoted }),
    [t, format, scope, map, theme, minimumQuoted],
  );
  const blind = blindSpotsOf(map, wording);
  const isOrdered = map.stops.some(({ stage }) => stage !== undefined);
  const asTable = scope.as === 'table';
  const other: Scope['as'] = asTable ? undefined : 'table';
  return (
    <>
      <div className="view-title">
        <Heading>{t('title', { period: periodText(wording) })}</Heading>
        <p className="quiet">
          {t(isOrdered ? 'order' : 'noOrder')} ·{' '}
          {blind.length === 0
            ? t('noBlindSpot')
            : t('blindSpots', { count: blind.length, which: blind.join(', ') })}
        </p>
        {scope.where === undefined ? null : <p className="quiet">{t('everyone', { where: scope.where })}</p>}
        {isOrdered ? null : <OrderLink />}
        <button type="button" className="link" onClick={() => setScope({ as: other })}>
          {t(asTable ? 'asPicture' : 'asTable')}
        </button>
      </div>
      {asTable ? (
        <JourneyTable wording={wording} />
      ) : (
        <>
          <div className="journey-wide">
            <JourneyMap wording={wording} />
          </div>
          <div className="journey-narrow">
            <JourneyList wording={wording} />
          </div>
        </>
      )}
      <SaveJourney wording={wording} />
    </>
  );
};

/** Where nobody has said yet in which order customers meet the touchpoints. */
const OrderLink = () => {
  const t = useTexts(texts);
  if (!useMay('admin')) return null;
  return (
    <Link className="link" to="/journey/edit">
      {t('setOrder')}
    </Link>
  );
};
