import { type ReactNode, useMemo } from 'react';
import type { CommentAnswer, CommentEntry } from '../shared/api.ts';
import { placesOf } from '../shared/marked/segments.ts';
import { signalText } from '../shared/texts/signal-text.ts';
import type { Corrected } from './detail/review.ts';
import { MarkedText } from './marked-text.tsx';
import { type Words, writtenText } from './words.ts';

interface CommentProps {
  /** Of the line that names the response. */
  readonly headId: string;
  readonly entry: CommentEntry;
  readonly words: Words;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** A response in the list: its comments that match, what they are about, and the scores beside them. */
export const Comment = ({ headId, entry, words, isOpen, onOpen }: CommentProps) => {
  const { t, format } = words;
  const [touchpoint, date] = [words.touchpoint(entry.touchpoint), writtenText(entry.written, format, t)];
  return (
    <>
      <p className="comment-head" id={headId}>
        <button
          type="button"
          className="link"
          aria-label={t('open', { touchpoint, date })}
          aria-expanded={isOpen}
          onClick={onOpen}
        >
          {touchpoint}
        </button>{' '}
        <span className="quiet">
          {[date, ...words.scores(entry.ratings), ...followUpTexts(entry, words)].join(' · ')}
        </span>
      </p>
      {entry.matched.map((index) => {
        const answer = entry.answers[index];
        if (answer === undefined) return null;
        const said = entry.review?.corrections.find((one) => one.answer === index);
        return <Answer key={index} answer={answer} said={said} words={words} />;
      })}
    </>
  );
};

const followUpTexts = ({ review }: CommentEntry, { t }: Words): string[] => {
  const followUp = review?.followUp;
  if (followUp === undefined) return [];
  const status = t(`follow-${followUp.status}`);
  return [followUp.owner === undefined ? status : `${status}, ${followUp.owner}`];
};

interface AnswerProps {
  readonly answer: CommentAnswer;
  readonly said: Corrected | undefined;
  readonly words: Words;
}

const Answer = ({ answer, said, words }: AnswerProps) => {
  const places = useMemo(() => placesOf(answer), [answer]);
  return (
    <>
      <p className="comment-text" lang={languageOf(answer)}>
        <MarkedText text={answer.text} places={places} />
      </p>
      <Labels answer={answer} words={words} />
      {said === undefined ? null : <p className="comment-note corrected">{correctedText(said, words)}</p>}
    </>
  );
};

const correctedText = ({ label, themes }: Corrected, { t, theme }: Words): string => {
  const parts = [
    ...(label === undefined ? [] : [t(label)]),
    ...(themes === undefined ? [] : [themes.length === 0 ? t('noTheme') : themes.map(theme).join(', ')]),
  ];
  return t('correctedTo', { what: parts.join('; ') });
};

/** The language that a comment is in, for those who hear it read. */
export const languageOf = ({ analysis }: CommentAnswer): string | undefined =>
  'language' in analysis ? analysis.language : undefined;

const Label = ({
  className = '',
  children,
}: {
  readonly className?: string;
  readonly children: ReactNode;
}) => <li className={`comment-label ${className}`}>{children}</li>;

const Labels = ({
  answer: { analysis },
  words,
}: {
  readonly answer: CommentAnswer;
  readonly words: Words;
}) => {
  const { t } = words;
  if (analysis.status === 'no-content') return <p className="quiet comment-note">{t('noContent')}</p>;
  if (analysis.status === 'unsupported-language')
    return (
      <p className="quiet comment-note">{t('unread', { language: words.language(analysis.language) })}</p>
    );
  return (
    <ul className="comment-labels">
      {analysis.themes.map(({ id, sentiment: { label } }) => (
        <Label key={id} className={`felt-${label}`}>
          {words.theme(id)}
          <span className="unseen">: {t(label)}</span>
        </Label>
      ))}
      {(analysis.signals ?? []).map(({ id }) => (
        <Label key={id}>{signalText(id, t)}</Label>
      ))}
    </ul>
  );
};
