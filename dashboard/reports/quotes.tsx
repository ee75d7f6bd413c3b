import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Digest, touchpointsQuery } from '../shared/api.ts';
import { stringifySearch } from '../shared/scope/scope.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { texts } from './texts.ts';

/** Where a quoted response is, among the others of its touchpoint. */
const hrefOf = ({ span }: Digest, { touchpoint, responseId }: Digest['quotes'][number]): string =>
  `/comments${stringifySearch({
    from: span.period.firstDay,
    to: span.through ?? span.period.lastDay,
    tp: touchpoint,
    open: responseId,
  })}`;

/** Customers' own words, as text, each with the way to its response. */
export const Quotes = ({ digest, title }: { readonly digest: Digest; readonly title: string }) => {
  const t = useTexts(texts);
  const { data } = useQuery(touchpointsQuery);
  const nameOf = (id: string): string => data?.touchpoints.find((one) => one.id === id)?.name ?? id;
  if (digest.quotes.length === 0) return null;
  return (
    <section className="digest-section">
      <h2>{title}</h2>
      {digest.quotes.map((quote) => (
        <figure key={`${quote.responseId} ${quote.answer} ${quote.span[0]}`} className="digest-quote">
          <blockquote dir="auto">
            {quote.text}
            {quote.excerpt ? ' …' : ''}
          </blockquote>
          <figcaption>
            {nameOf(quote.touchpoint)} ·{' '}
            <Link className="link" to={hrefOf(digest, quote)}>
              {t('openQuote')}
            </Link>
          </figcaption>
        </figure>
      ))}
    </section>
  );
};
