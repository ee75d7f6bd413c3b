import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { EmptyStore, useIsStoreEmpty } from '../shared/empty-store.tsx';
import { useLanguage } from '../shared/preferences.ts';
import { carried } from '../shared/scope/scope.ts';
import { useScope } from '../shared/scope/use-scope.ts';
import { Part } from '../shared/states.tsx';
import { useTexts } from '../shared/texts/texts.ts';
import { useWide } from '../shared/wide.ts';
import { type AskedDigest, askedBy, askedIn } from './asked.ts';
import { DigestArticle } from './digest-article.tsx';
import { DigestList } from './digest-list.tsx';
import './reports.css';
import { digestQuery } from './reports-query.ts';
import { texts } from './texts.ts';

/** What there is to tell others: the digests, and one of them as a page. On a phone, one after the other. */
export const Reports = () => {
  const scope = useScope();
  const named = askedIn(useParams({ strict: false }));
  const isWide = useWide();
  const asked = named ?? askedBy(scope);
  if (useIsStoreEmpty()) return <EmptyStore />;
  if (isWide)
    return (
      <div className="reports">
        <DigestList asked={asked} heading="h2" />
        <DigestOf asked={asked} />
      </div>
    );
  return named === undefined ? <DigestList asked={undefined} heading="h1" /> : <DigestAlone asked={named} />;
};

const DigestAlone = ({ asked }: { readonly asked: AskedDigest }) => {
  const t = useTexts(texts);
  const scope = useScope();
  return (
    <>
      <p className="reports-back">
        <Link className="link" to="/reports" search={carried(scope)}>
          {t('all')}
        </Link>
      </p>
      <DigestOf asked={asked} />
    </>
  );
};

const DigestOf = ({ asked }: { readonly asked: AskedDigest }) => {
  const language = useLanguage();
  const query = useQuery({ ...digestQuery(asked, language), placeholderData: keepPreviousData });
  return (
    <div className="reports-digest">
      <Part query={query} height="60rem">
        {(answer) => <DigestArticle answer={answer} asked={asked} />}
      </Part>
    </div>
  );
};
