import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Theme, ThemesAnswer } from '../../shared/api.ts';
import { carried, type Scope, type Span } from '../../shared/scope/scope.ts';
import { useScope } from '../../shared/scope/use-scope.ts';
import { Part } from '../../shared/states.tsx';
import { useWide } from '../../shared/wide.ts';
import { ThemeActions } from '../edits/theme-actions.tsx';
import { themeQuery } from '../themes-query.ts';
import { changeText, figureText, nameOf, sentenceOf, type Wording } from '../wording.ts';
import { ThemePlaces } from './theme-places.tsx';
import type { ThemeProps } from './theme-props.ts';
import { ThemeQuotes } from './theme-quotes.tsx';
import { ThemeTrend } from './theme-trend.tsx';
import { ThemePhrases, ThemeSeeds } from './theme-words.tsx';

interface PageProps {
  readonly id: string;
  readonly answer: ThemesAnswer;
  readonly span: Span;
  readonly wording: Wording;
}

/** One theme: its figures, how they moved, where it is mentioned, in which words, and its quotes. */
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
      {theme.facts === undefined ? null : <ThemeTrend {...props} />}
      <Details {...props} />
      <ThemeSeeds {...props} />
    </article>
  );
};

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

const Details = ({ theme, span, wording }: ThemeProps) => {
  const scope = useScope();
  const query = useQuery({ ...themeQuery(theme.id, scope, span), placeholderData: keepPreviousData });
  return (
    <Part query={query} height="24rem">
      {(details) => (
        <>
          <ThemePlaces details={details} wording={wording} theme={theme} />
          <ThemePhrases details={details} wording={wording} />
          <ThemeQuotes details={details} wording={wording} />
        </>
      )}
    </Part>
  );
};
