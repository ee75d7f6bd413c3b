import { Link } from '@tanstack/react-router';
import type { ThemeDetails } from '../../shared/api.ts';
import { carried } from '../../shared/scope/scope.ts';
import { useScope } from '../../shared/scope/use-scope.ts';
import type { DetailsProps } from './theme-props.ts';

type Quote = ThemeDetails['quotes'][number];

export const ThemeQuotes = ({ details: { theme, quotes, places }, wording }: DetailsProps) => {
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

/** A quote with the words that name the theme in the colour of their sentiment. */
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
