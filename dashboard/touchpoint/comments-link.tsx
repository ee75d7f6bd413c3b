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
export const CommentsLink = (props: CommentsLinkProps) => {
  const { about, filter } = props;
  const asked = { touchpoint: about.id, ...spanOf(about), where: about.scope.where };
  const { data } = useQuery(quotesQuery(asked, filter, 1));
  return <CountedLink {...props} count={data && (data.total?.comments ?? 0)} />;
};

interface CountedLinkProps extends CommentsLinkProps {
  /** Undefined until it is known; 0 where they are too few to be read. */
  readonly count: number | undefined;
}

export const CountedLink = ({ about, filter, topic, short = false, count }: CountedLinkProps) => {
  const { t, format } = about;
  if (count === 0)
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
