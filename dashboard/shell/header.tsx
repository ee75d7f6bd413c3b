import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent, ReactNode, RefObject } from 'react';
import { carried } from '../shared/scope/scope.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { useLimits } from '../shared/session/session.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { Preferences } from './preferences-menu.tsx';
import { texts } from './texts.ts';
import { isReadable, type View, views } from './views.ts';

interface HeaderProps {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onHelp: () => void;
}

export const Header = ({ search, onHelp }: HeaderProps) => {
  const t = useTexts(texts);
  const scope = useScope();
  return (
    <header className="header">
      <Link to="/" search={carried(scope)} className="brand">
        <svg width="20" height="18" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M1 3h14M1 8h7M1 13h10" stroke="currentColor" strokeWidth="2.4" />
          <circle cx="13" cy="8" r="1.9" fill="var(--worse-mark)" />
        </svg>
        Verbatim
      </Link>
      <nav aria-label={t('views')} className="nav">
        <ViewLinks />
      </nav>
      <SearchBox input={search} />
      <button
        type="button"
        className="button button-plain help-button"
        aria-label={t('help')}
        onClick={onHelp}
      >
        ?
      </button>
      <Preferences onHelp={onHelp}>
        <ViewLinks only={({ tab }) => !tab} />
      </Preferences>
    </header>
  );
};

const ViewLinks = ({
  only = () => true,
  icon,
}: {
  readonly only?: (view: View) => boolean;
  readonly icon?: (view: View) => ReactNode;
}) => {
  const t = useTexts(texts);
  const scope = useScope();
  const limits = useLimits();
  return (
    <ul>
      {views
        .filter((view) => only(view) && isReadable(limits, view.to))
        .map((view) => (
          <li key={view.to}>
            <Link
              to={view.to}
              search={carried(scope)}
              activeOptions={{ exact: view.to === '/', includeSearch: false }}
            >
              {icon?.(view)}
              {t(view.name)}
            </Link>
          </li>
        ))}
    </ul>
  );
};

const tabIcons: Readonly<Record<View['name'], string>> = {
  findings: 'M3 5h14M3 10h9M3 15h6',
  journey: 'M3 15c4 0 3-10 7-10s3 7 7 7',
  comments: 'M4 4h12v9H9l-3 3v-3H4z',
  themes: 'M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z',
  reports: 'M5 3h10v14H5z',
  alerts: 'M10 3v9M10 15v1',
  data: 'M10 13V4M6 8l4-4 4 4M4 16h12',
};

/** The five places that a thumb reaches. */
export const Tabs = () => {
  const t = useTexts(texts);
  return (
    <nav aria-label={t('views')} className="tabs">
      <ViewLinks
        only={({ tab }) => tab}
        icon={({ name }) => (
          <svg
            width="20"
            height="20"
            viewBox="0 0 20 20"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            aria-hidden="true"
          >
            <path d={tabIcons[name]} />
          </svg>
        )}
      />
    </nav>
  );
};

const SearchBox = ({ input }: { readonly input: RefObject<HTMLInputElement | null> }) => {
  const t = useTexts(texts);
  const scope = useScope();
  const navigate = useNavigate();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const q = input.current?.value.trim() ?? '';
    void navigate({
      to: '/comments',
      search: { ...carried(scope), tp: scope.tp, q: q === '' ? undefined : q },
    });
  };
  return (
    <search className="search">
      <form onSubmit={submit}>
        <input
          ref={input}
          type="search"
          name="q"
          maxLength={200}
          key={scope.q}
          defaultValue={scope.q}
          placeholder={t('search')}
          aria-label={t('search')}
          aria-keyshortcuts="/"
        />
        <span className="key" aria-hidden="true">
          /
        </span>
      </form>
    </search>
  );
};
