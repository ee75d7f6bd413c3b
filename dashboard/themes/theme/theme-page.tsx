import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { intervalRow } from '../../../lib/charts/interval-row.ts';
import type { Mark } from '../../../lib/charts/picture.ts';
import { trendLine } from '../../../lib/charts/trend-line.ts';
import {
  type Theme,
  type ThemeDetails,
  type ThemesAnswer,
  type TrendView,
  taxonomyQuery,
} from '../../shared/api.ts';
import { Chart, Sketch } from '../../shared/charts/chart.tsx';
import { Choice } from '../../shared/controls/choice.tsx';
import { carried, type Scope, type Span, stringifySearch } from '../../shared/scope/scope.ts';
import { useScope, useSetScope } from '../../shared/scope/use-scope.ts';
import { Part } from '../../shared/states.tsx';
import { useWide } from '../../shared/wide.ts';
import { ThemeActions } from '../edits/theme-actions.tsx';
import { type TrendKind, themeQuery, themeTrendQuery } from '../themes-query.ts';
import { changeText, figureText, nameOf, sentenceOf, shareText, type Wording } from '../wording.ts';
import { trendData, trendTable } from './trend.ts';

interface PageProps {
  readonly id: string;
  readonly answer: ThemesAnswer;
  readonly span: Span;
  readonly wording: Wording;
}

/** One theme: its figures, how they moved, where it is spoken of, by which words, and what is said. */
export const ThemePage = ({ id, answer, span, wording }: PageProps) => {
  const { t } = wording;
  const theme = answer.themes.find((one) => one.id === id);
  const back = (
    <Link className="link theme-back" to="/themes" search={(now: Scope) => now}>
      {t('all')}
    </Link>
  );
  if (theme === undefined)
    return (
      <div className="state">
        <h2>{t('missing', { id })}</h2>
        {back}
      </div>
    );
  const props = { theme, span, wording };
  return (
    <article className="theme-page" aria-label={nameOf(theme, t)}>
      {back}
      <Title {...props} answer={answer} />
      {theme.facts === undefined ? null : <Trend {...props} />}
      <Details {...props} />
      <Seeds {...props} />
    </article>
  );
};

interface ThemeProps {
  readonly theme: Theme;
  readonly span: Span;
  readonly wording: Wording;
}

const Title = ({ theme, answer, wording }: ThemeProps & { readonly answer: ThemesAnswer }) => {
  const { t } = wording;
  const scope = useScope();
  const isWide = useWide();
  const parent = answer.themes.find(({ id }) => id === theme.parent);
  const { facts } = theme;
  return (
    <header className="theme-title">
      {parent === undefined ? null : <p className="quiet">{nameOf(parent, t)}</p>}
      {/* On a phone it stands alone. */}
      {isWide ? null : <h1 className="unseen">{t('themes')}</h1>}
      <h2>{nameOf(theme, t)}</h2>
      {facts === undefined ? (
        <p>{sentenceOf(theme, wording)}</p>
      ) : (
        <dl className="theme-figures">
          {(['share', 'net'] as const).map((kind) => (
            <div key={kind}>
              <dt>{t(kind)}</dt>
              <dd className="theme-figure">{figureText(facts, kind, wording)}</dd>
              <dd className="quiet">{changeText(theme[kind], kind, wording)}</dd>
            </div>
          ))}
          <div>
            <dt>{t('comments')}</dt>
            <dd className="theme-figure">{wording.format.count(facts.mentions)}</dd>
            <dd className="quiet">{t('counts', { ...countsOf(facts) })}</dd>
          </div>
        </dl>
      )}
      <div className="theme-actions">
        <Link
          className="button way-link"
          to="/comments"
          search={{ ...carried(scope), tp: scope.tp, stage: scope.stage, theme: theme.id }}
        >
          {t('toComments')}
        </Link>
        {theme.removed ? null : <ThemeActions theme={theme} wording={wording} />}
      </div>
    </header>
  );
};

const countsOf = ({ negative, neutral, positive }: NonNullable<Theme['facts']>) => ({
  negative,
  neutral,
  positive,
});

const kinds = ['share', 'net'] as const;

const Trend = ({ theme, span, wording }: ThemeProps) => {
  const { t } = wording;
  const scope = useScope();
  const setScope = useSetScope();
  const kind = kinds.find((one) => one === scope.metric) ?? 'share';
  const grain = scope.grain === 'month' ? 'month' : 'week';
  const query = useQuery({
    ...themeTrendQuery({ theme: theme.id, kind }, scope, span),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="theme-section">
      <div className="theme-section-head">
        <h3>{t('overTime')}</h3>
        <Choice
          label={t('metric')}
          labelUnseen
          value={kind}
          options={kinds.map((id) => ({ id, text: t(id) }))}
          onChoose={(chosen) => setScope({ metric: chosen === 'share' ? undefined : chosen })}
        />
        <Choice
          label={t('grain')}
          labelUnseen
          value={grain}
          options={[
            { id: 'week', text: t('weeks') },
            { id: 'month', text: t('months') },
          ]}
          onChoose={(chosen) => setScope({ grain: chosen === 'week' ? undefined : chosen })}
        />
      </div>
      <Part query={query} height="230px">
        {(view) => <TrendPicture view={view} kind={kind} theme={theme} wording={wording} />}
      </Part>
    </section>
  );
};

interface TrendPictureProps extends Omit<ThemeProps, 'span'> {
  readonly view: TrendView;
  readonly kind: TrendKind;
}

const TrendPicture = ({ view, kind, theme, wording }: TrendPictureProps) => {
  const { t } = wording;
  const { tp, stage } = useScope();
  const draw = useMemo(() => {
    const hrefOf = (from: string, to: string): string =>
      `/comments${stringifySearch({ from, to, tp, stage, theme: theme.id })}`;
    const data = trendData({ view, kind, wording, hrefOf });
    return (width: number) => trendLine(data, width);
  }, [view, kind, wording, theme.id, tp, stage]);
  const label = t('trendLabel', { name: nameOf(theme, t), metric: t(kind), grain: view.grain });
  return <Chart label={label} draw={draw} table={trendTable({ view, kind, wording })} />;
};

const Details = ({ theme, span, wording }: ThemeProps) => {
  const scope = useScope();
  const query = useQuery({ ...themeQuery(theme.id, scope, span), placeholderData: keepPreviousData });
  return (
    <Part query={query} height="24rem">
      {(details) => (
        <>
          <Places details={details} wording={wording} theme={theme} />
          <Phrases details={details} wording={wording} />
          <Quotes details={details} wording={wording} />
        </>
      )}
    </Part>
  );
};

interface DetailsProps {
  readonly details: ThemeDetails;
  readonly wording: Wording;
}

type Place = ThemeDetails['places'][number];

const shareOf = ({ facts }: Place): number => facts?.share.value ?? -1;

const Places = ({ details, theme, wording }: DetailsProps & { readonly theme: Theme }) => {
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

const Phrases = ({ details: { phrases, examined, suppressed }, wording: { t, format } }: DetailsProps) => (
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

type Quote = ThemeDetails['quotes'][number];

const Quotes = ({ details: { theme, quotes, places }, wording }: DetailsProps) => {
  const { t } = wording;
  const names = new Map(places.map(({ touchpoint, name }) => [touchpoint, name]));
  const scope = useScope();
  if (quotes.length === 0) return null;
  return (
    <section className="theme-section">
      <h3>{t('quotes')}</h3>
      <ul className="theme-quotes">
        {quotes.map((quote) => (
          <li key={`${quote.responseId} ${quote.text}`}>
            <QuoteText quote={quote} />{' '}
            <Link
              className="link"
              to="/comments"
              search={{ ...carried(scope), tp: quote.touchpoint, theme, open: quote.responseId }}
            >
              {t('openQuote', { touchpoint: names.get(quote.touchpoint) ?? quote.touchpoint })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** A quote with the words that name the theme in the colour of how it is felt. */
const QuoteText = ({ quote: { text, spans, label } }: { readonly quote: Quote }) => {
  const ends = [...spans].sort(([one], [other]) => one - other);
  const pieces = ends.flatMap(([from, to], index) => [
    { key: `${from} before`, text: text.slice(ends[index - 1]?.[1] ?? 0, from), named: false },
    { key: `${from}`, text: text.slice(from, to), named: true },
  ]);
  const rest = text.slice(ends.at(-1)?.[1] ?? 0);
  return (
    <q lang="en">
      {pieces.map((piece) =>
        piece.named ? (
          <mark key={piece.key} className={`felt-${label}`}>
            {piece.text}
          </mark>
        ) : (
          <span key={piece.key}>{piece.text}</span>
        ),
      )}
      {rest}
    </q>
  );
};

/** What the theme is found by, as the taxonomy has it now. */
const Seeds = ({ theme, wording: { t } }: ThemeProps) => {
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
