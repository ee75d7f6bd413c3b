import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { intervalRow, rowSide } from '../../../lib/charts/interval-row.ts';
import type { Mark } from '../../../lib/charts/picture.ts';
import type { Theme, ThemeDetails } from '../../shared/api.ts';
import { Sketch } from '../../shared/charts/chart.tsx';
import { ColumnAxis } from '../../shared/charts/column-axis.tsx';
import { carried } from '../../shared/scope/scope.ts';
import { useScope } from '../../shared/scope/use-scope.ts';
import { figureText, shareText, type Wording } from '../wording.ts';
import type { DetailsProps } from './theme-props.ts';

type Place = ThemeDetails['places'][number];

const shareOf = ({ facts }: Place): number => facts?.share.value ?? -1;

export const ThemePlaces = ({ details, theme, wording }: DetailsProps & { readonly theme: Theme }) => {
  const { t, format } = wording;
  const places = details.places
    .filter(({ facts, suppressed }) => facts !== undefined || suppressed)
    .toSorted((left, right) => shareOf(right) - shareOf(left));
  const top = Math.max(0.05, ...places.map(({ facts }) => facts?.share.high ?? 0));
  const end = Math.min(1, top);
  const write = useCallback((value: number) => format.level(value, 'share'), [format]);
  if (places.length === 0) return null;
  return (
    <section className="theme-section">
      <h3>{t('where')}</h3>
      <p className="quiet">{t('whereLead')}</p>
      <div className="theme-place-row theme-places-axis">
        <ColumnAxis domain={[0, end]} write={write} side={rowSide} />
      </div>
      <ul className="theme-places">
        {places.map((place) => (
          <PlaceRow key={place.touchpoint} place={place} top={end} theme={theme} wording={wording} />
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
    const drawn: Mark = { value, low, high, enough, text, sentence };
    return (width: number) => intervalRow({ drawn, domain: [0, top] }, width);
  }, [facts, name, top, format, wording]);
  return (
    <li className="theme-place-row">
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
          <span className="quiet theme-place-net" title={figureText(facts, 'net', wording)}>
            {figureText(facts, 'net', wording)}
          </span>
        </>
      )}
    </li>
  );
};
