import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { intervalRow } from '../../../lib/charts/interval-row.ts';
import type { Mark } from '../../../lib/charts/picture.ts';
import type { Theme, ThemeDetails } from '../../shared/api.ts';
import { Sketch } from '../../shared/charts/chart.tsx';
import { carried } from '../../shared/scope/scope.ts';
import { useScope } from '../../shared/scope/use-scope.ts';
import { figureText, shareText, type Wording } from '../wording.ts';
import type { DetailsProps } from './theme-props.ts';

type Place = ThemeDetails['places'][number];

const shareOf = ({ facts }: Place): number => facts?.share.value ?? -1;

export const ThemePlaces = ({ details, theme, wording }: DetailsProps & { readonly theme: Theme }) => {
  const { t } = wording;
  const places = details.places
    .filter(({ facts, suppressed }) => facts !== undefined || suppressed)
    .toSorted((left, right) => shareOf(right) - shareOf(left));
  const top = Math.max(0.05, ...places.map(({ facts }) => facts?.share.high ?? 0));
  if (places.length === 0) return null;
  return (
    <section className="theme-section">
      <h3>{t('where')}</h3>
      <p className="quiet">{t('whereLead')}</p>
      <ul className="theme-places">
        {places.map((place) => (
          <PlaceRow
            key={place.touchpoint}
            place={place}
            top={Math.min(1, top)}
            theme={theme}
            wording={wording}
          />
        ))}
      </ul>
    </section>
  );
};

interface PlaceProps {
  readonly place: Place;
  /** The end of the axis that all rows share. */
  readonly top: number;
  readonly theme: Theme;
  readonly wording: Wording;
}

const PlaceRow = ({ place, top, theme, wording }: PlaceProps) => {
  const { t, format } = wording;
  const { facts, name, touchpoint } = place;
  const scope = useScope();
  const draw = useMemo(() => {
    if (facts === undefined) return undefined;
    const text = format.level(facts.share.value, 'share');
    const sentence = `${name}: ${figureText(facts, 'share', wording)}`;
    const { value, low, high, enough } = facts.share;
    const drawn: Mark = { value, low, high, enough: enough && facts.net.enough, text, sentence };
    return (width: number) => intervalRow({ drawn, domain: [0, top] }, width);
  }, [facts, name, top, format, wording]);
  return (
    <li>
      <Link
        className="theme-place-name"
        to="/comments"
        search={{ ...carried(scope), tp: touchpoint, theme: theme.id }}
      >
        {name}
      </Link>
      {facts === undefined || draw === undefined ? (
        <span className="theme-gap theme-hatched">{t('notShown')}</span>
      ) : (
        <>
          <span className="number">{shareText(facts.share.value, format)}</span>
          <Sketch label={`${name}: ${figureText(facts, 'share', wording)}`} draw={draw} />
          <span className="quiet" title={figureText(facts, 'net', wording)}>
            {figureText(facts, 'net', wording)}
          </span>
        </>
      )}
    </li>
  );
};
