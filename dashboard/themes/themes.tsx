import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ThemesAnswer } from '../shared/api.ts';
import { Choice } from '../shared/controls/choice.tsx';
import { EmptyStore, useIsStoreEmpty } from '../shared/empty-store.tsx';
import type { Scope, Span } from '../shared/scope/scope.ts';
import { useScope, useSetScope, useSpan } from '../shared/scope/use-scope.ts';
import { Part, Skeleton } from '../shared/states.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { useWide } from '../shared/wide.ts';
import { Discovered } from './discovered.tsx';
import { EditProvider } from './edits/edit-provider.tsx';
import { TaxonomyFile } from './edits/taxonomy-file.tsx';
import { texts } from './texts.ts';
import { ThemePage } from './theme/theme-page.tsx';
import { SaveThemes } from './tree/save-themes.tsx';
import { ThemeTable } from './tree/theme-table.tsx';
import { ThemeTree } from './tree/theme-tree.tsx';
import './themes.css';
import { Outdated } from './outdated.tsx';
import { themesQuery } from './themes-query.ts';
import { orderOf, orders } from './tree/tree.ts';
import { movedTo, type Wording } from './wording.ts';

const height = '46rem';

/** What comments are about: every theme, what is not one yet, and the edits. */
export const Themes = () => {
  const span = useSpan();
  return span === undefined ? <Skeleton height={height} /> : <ThemesOf span={span} />;
};

const ThemesOf = ({ span }: { readonly span: Span }) => {
  const scope = useScope();
  const query = useQuery({ ...themesQuery(scope, span), placeholderData: keepPreviousData });
  const isStoreEmpty = useIsStoreEmpty();
  return (
    <Part query={query} height={height}>
      {(answer) => (
        <EditProvider span={span}>
          {isStoreEmpty ? (
            <>
              <EmptyStore />
              <TaxonomyFile />
            </>
          ) : (
            <Explorer answer={answer} span={span} />
          )}
        </EditProvider>
      )}
    </Part>
  );
};

interface ExplorerProps {
  readonly answer: ThemesAnswer;
  readonly span: Span;
}

const Explorer = ({ answer, span }: ExplorerProps) => {
  const t = useTexts(texts);
  const format = useFormat();
  const scope = useScope();
  const { theme: chosen } = useParams({ strict: false });
  const isWide = useWide();
  const { before } = answer;
  const wording = useMemo((): Wording => ({ t, format, before: format.span(before) }), [t, format, before]);
  const isTable = scope.as === 'table' && chosen === undefined;
  const list = isTable ? (
    <ThemeTable answer={answer} wording={wording} />
  ) : (
    <ThemeTree answer={answer} wording={wording} />
  );
  return (
    <div className="themes">
      {isWide || chosen === undefined ? <Head answer={answer} span={span} wording={wording} /> : null}
      {answer.outdated ? <Outdated /> : null}
      <div className={isTable ? 'themes-table' : 'themes-columns'}>
        {isWide || chosen === undefined ? (
          <section className="themes-list" aria-label={t('themes')}>
            <ListControls />
            {list}
            <SaveThemes
              answer={answer}
              lines={[
                `${scope.tp ?? scope.stage ?? t('allPlaces')}, ${format.span(answer.after)}, n ${format.count(answer.comments)}`,
              ]}
              wording={wording}
            />
          </section>
        ) : null}
        <div className="themes-beside">
          {chosen === undefined ? (
            <Discovered span={span} wording={wording} />
          ) : (
            <ThemePage key={chosen} id={chosen} answer={answer} span={span} wording={wording} />
          )}
        </div>
      </div>
      {chosen === undefined ? <TaxonomyFile /> : null}
    </div>
  );
};

const Head = ({ answer, span, wording }: ExplorerProps & { readonly wording: Wording }) => {
  const { t, format, before } = wording;
  const { where } = useScope();
  const period = format.span(span);
  const spoken = answer.themes.filter(({ facts }) => facts !== undefined);
  const moved = spoken.filter(({ share, net }) => movedTo(share) ?? movedTo(net));
  const notes = [
    ...(answer.part ? [t('soFar')] : []),
    ...(answer.partial ? [t('partial')] : []),
    ...(answer.broken.length > 0 ? [t('broken', { count: answer.broken.length, before })] : []),
    ...(where === undefined ? [] : [t('whereIgnored', { where })]),
  ];
  return (
    <header className="themes-head">
      <h1>
        {answer.comments === 0
          ? t('titleNobody', { period })
          : t('title', { count: answer.comments, period })}
      </h1>
      <p>{t('lead', { themes: spoken.length, moved: moved.length, before })}</p>
      {notes.length > 0 ? <p className="quiet">{notes.join(' ')}</p> : null}
    </header>
  );
};

const ListControls = () => {
  const t = useTexts(texts);
  const scope = useScope();
  const setScope = useSetScope();
  const { theme: chosen } = useParams({ strict: false });
  const isTable = scope.as === 'table';
  return (
    <div className="themes-controls">
      <Choice
        label={t('order')}
        labelUnseen
        value={orderOf(scope)}
        options={orders.map((id) => ({ id, text: t(id) }))}
        onChoose={(order) => setScope({ sort: order === 'often' ? undefined : order })}
      />
      {chosen === undefined ? (
        <button
          type="button"
          className="link"
          onClick={() => setScope({ as: isTable ? undefined : 'table' })}
        >
          {t(isTable ? 'asTree' : 'asTable')}
        </button>
      ) : (
        <Link className="link" to="/themes" search={(now: Scope) => now}>
          {t('all')}
        </Link>
      )}
    </div>
  );
};
