import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useMemo, useState } from 'react';
import { boundsOf, parseScaleKey } from '../../lib/feedback/response/scale.ts';
import type { CommentAnswer, CommentEntry, CommentsPage } from '../shared/api.ts';
import { Choice } from '../shared/controls/choice.tsx';
import { comparedFigures } from '../shared/findings/presentation.ts';
import '../shared/marked/marked.css';
import { segmentsOf } from '../shared/marked/segments.ts';
import type { Scope } from '../shared/scope/scope.ts';
import { useSetScope } from '../shared/scope/use-scope.ts';
import { Part } from '../shared/states.tsx';
import { type About, commentsHref, scoreOf, spanOf, themeName } from './about.ts';
import { clausesOf, type ExplainedClause, markedPlaces, movedText, signed } from './presentation/quotes.ts';
import { Section } from './section.tsx';
import { explanationQuery, quotesQuery } from './touchpoint-queries.ts';

const shownQuotes = 5;

interface OfTouchpoint {
  readonly about: About;
}

/** What people wrote, with the clauses marked by sentiment. */
export const Quotes = ({ about }: OfTouchpoint) => {
  const { t, id, scope } = about;
  const filter = { theme: scope.theme, issue: scope.issue, label: scope.label };
  const asked = { touchpoint: id, ...spanOf(about), where: scope.where };
  const query = useQuery({ ...quotesQuery(asked, filter, shownQuotes), placeholderData: keepPreviousData });
  return (
    <Section title={t('quotes')} unfolded height="24rem" aside={<Filters about={about} />}>
      <Part query={query} height="24rem">
        {(page) => <QuotesOf page={page} filter={filter} about={about} />}
      </Part>
    </Section>
  );
};

const any = '';
const labels = ['negative', 'neutral', 'positive'] as const;

const Filters = ({ about }: OfTouchpoint) => {
  const { t, scope, answer } = about;
  const setScope = useSetScope();
  const spoken = comparedFigures(answer).compared.flatMap(({ what }) => what.theme ?? []);
  const themes = [...new Set([...spoken, ...(scope.theme === undefined ? [] : [scope.theme])])];
  return (
    <div className="tp-filters">
      <Choice
        label={t('feelingFilter')}
        labelUnseen
        value={scope.label ?? any}
        options={[
          { id: any, text: t('anyFeeling') },
          ...labels.map((label) => ({ id: label, text: t(label) })),
        ]}
        onChoose={(chosen) => setScope({ label: labels.find((label) => label === chosen) })}
      />
      <Choice
        label={t('themeFilter')}
        labelUnseen
        value={scope.theme ?? any}
        options={[
          { id: any, text: t('anyThemeFilter') },
          ...themes.map((id) => ({ id, text: themeName(about, id) })),
        ]}
        onChoose={(chosen) => setScope({ theme: chosen === any ? undefined : chosen })}
      />
    </div>
  );
};

interface QuotesOfProps extends OfTouchpoint {
  readonly page: CommentsPage;
  readonly filter: Scope;
}

const QuotesOf = ({ page, filter, about }: QuotesOfProps) => {
  const { t, format } = about;
  const { total, examined, comments } = page;
  if (total === undefined || total.comments === 0)
    return <p className="tp-suppressed quiet">{t('noQuotes')}</p>;
  return (
    <>
      <p className="tp-quotes-head">
        <span className="quiet">
          {t('ofExamined', { comments: total.comments, examined: examined?.responses ?? 0 })}
        </span>
        <Link className="link" to={commentsHref(about, filter)}>
          {t('openAll', { count: format.count(total.comments) })}
        </Link>
      </p>
      <ul className="tp-quotes">
        {comments.map((entry) => (
          <Quote key={entry.responseId} entry={entry} filter={filter} about={about} />
        ))}
      </ul>
      <p className="quiet tp-note">{t('quotesHow')}</p>
    </>
  );
};

const writtenText = (written: string, { t, format }: About): string => {
  const [from = '', to = from] = written.split('/');
  if (from === 'undated') return t('undated');
  return format.span({ from, to });
};

const scoreTexts = ({ ratings }: CommentEntry, about: About): string[] =>
  Object.entries(ratings).flatMap(([key, value]) => {
    const name = scoreOf(about, key)?.what.name;
    if (name === undefined) return [];
    return [about.t('scoreOf', { name, value, max: boundsOf(parseScaleKey(key)).max })];
  });

interface QuoteProps extends Pick<QuotesOfProps, 'filter' | 'about'> {
  readonly entry: CommentEntry;
}

const Quote = ({ entry, filter, about }: QuoteProps) => {
  const { id } = about;
  const { data } = useQuery(explanationQuery(id, entry.responseId, spanOf(about)));
  return (
    <li>
      <div className="tp-quote-head quiet">
        <p>{writtenText(entry.written, about)}</p>
        <p>{scoreTexts(entry, about).join(' · ')}</p>
      </div>
      <div>
        {entry.matched.map((index) => {
          const answer = entry.answers[index];
          if (answer === undefined) return null;
          const explained = data?.explained.find((one) => one.answer === index);
          const clauses = explained && clausesOf(answer.text, explained);
          return <QuotedAnswer key={index} answer={answer} clauses={clauses} about={about} />;
        })}
      </div>
      <Link className="link tp-quote-open" to={commentsHref(about, { ...filter, open: entry.responseId })}>
        {about.t('open')}
        <span className="unseen">: {writtenText(entry.written, about)}</span>
      </Link>
    </li>
  );
};

interface QuotedAnswerProps extends OfTouchpoint {
  readonly answer: CommentAnswer;
  readonly clauses: readonly ExplainedClause[] | undefined;
}

const QuotedAnswer = ({ answer, clauses, about }: QuotedAnswerProps) => {
  const segments = useMemo(() => segmentsOf(answer.text, markedPlaces(answer, clauses)), [answer, clauses]);
  const clauseAt = (start: number): ExplainedClause | undefined =>
    clauses?.find(({ span: [from, to] }) => from <= start && start < to);
  const { analysis } = answer;
  return (
    <div className="tp-quote">
      <p lang={'language' in analysis ? analysis.language : undefined}>
        {segments.map((segment) =>
          segment.label === undefined ? (
            segment.text
          ) : (
            <Clause
              key={segment.start}
              text={segment.text}
              className={`felt-${segment.label}`}
              clause={clauseAt(segment.start)}
              about={about}
            />
          ),
        )}
      </p>
      <AnswerThemes analysis={analysis} about={about} />
    </div>
  );
};

const AnswerThemes = ({ analysis, about }: OfTouchpoint & Pick<CommentAnswer, 'analysis'>) => {
  if (analysis.status === 'unsupported-language') return <p className="quiet tp-note">{about.t('unread')}</p>;
  if (analysis.status !== 'scored' || analysis.themes.length === 0) return null;
  return (
    <ul className="tp-labels">
      {analysis.themes.map(({ id, sentiment: { label } }) => (
        <li key={id} className={`felt-${label}`}>
          {themeName(about, id)}
          <span className="unseen">: {about.t(label)}</span>
        </li>
      ))}
    </ul>
  );
};

interface ClauseProps extends OfTouchpoint {
  readonly text: string;
  readonly className: string;
  readonly clause: ExplainedClause | undefined;
}

/** A clause that shows its sentiment and the words that decided it on hover and focus. */
const Clause = ({ text, className, clause, about }: ClauseProps) => {
  const id = useId();
  const [isExplained, setExplained] = useState(false);
  if (clause === undefined) return <mark className={className}>{text}</mark>;
  return (
    <mark
      className={`${className} tp-clause`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what moved a clause is shown at focus as it is when pointed at
      tabIndex={0}
      aria-describedby={isExplained ? id : undefined}
      onPointerEnter={() => setExplained(true)}
      onPointerLeave={() => setExplained(false)}
      onFocus={() => setExplained(true)}
      onBlur={() => setExplained(false)}
      onKeyDown={({ key }) => key === 'Escape' && setExplained(false)}
    >
      {text}
      {isExplained ? <Moved id={id} clause={clause} about={about} /> : null}
    </mark>
  );
};

const Moved = ({
  id,
  clause: { label, score, words },
  about: { t, format },
}: OfTouchpoint & { readonly id: string; readonly clause: ExplainedClause }) => (
  <span className="tp-moved" id={id} role="tooltip">
    <b>{t('clause', { label: t(label), score: signed(score, format.polarity) })}</b>
    <span>{movedText(words, format)}</span>
  </span>
);
