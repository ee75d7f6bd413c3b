import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Scope } from '../shared/scope/scope.ts';
import { type About, commentsHref, spanOf } from './about.ts';
import { quotesQuery } from './touchpoint-queries.ts';

interface CommentsLinkProps {
  readonly about: About;
  /** What narrows the comments beside the touchpoint and its period. */
  readonly filter: Scope;
  /** Names what they are about, for those who hear the link by itself. */
  readonly topic: string;
  /** Says the count alone, as in a column of counts. */
  readonly short?: boolean;
}

/** Leads to the comments and says how many they are: it asks the list that it leads to. */
export const CommentsLink = ({ about, filter, topic, short = false }: CommentsLinkProps) => {
  const { id, t, format, scope } = about;
  const asked = { touchpoint: id, ...spanOf(about), where: scope.where };
  const { data } = useQuery(quotesQuery(asked, filter, 1));
  const count = data?.total?.comments;
  if (data !== undefined && (count === undefined || count === 0))
    return (
      <span className="quiet">
        {short ? '–' : t('noneToRead')}
        <span className="unseen"> {t('noQuotes')}</span>
      </span>
    );
  return (
    <Link className="link tp-count" to={commentsHref(about, filter)}>
      {count === undefined ? t('comments') : short ? format.count(count) : t('canRead', { count })}
      <span className="unseen">: {topic}</span>
    </Link>
  );
};
