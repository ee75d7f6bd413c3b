import { type ReactNode, useMemo, useState } from 'react';
import { isProvisional } from '../../../lib/analysis/sentiment/languages/provisional-languages.ts';
import type { CommentAnswer, CommentEntry } from '../../shared/api.ts';
import { type Place, placesOf, wordsOf } from '../../shared/marked/segments.ts';
import { signalText } from '../../shared/texts/signal-text.ts';
import { notify } from '../../shared/toasts/toasts.ts';
import { languageOf } from '../comment.tsx';
import { MarkedText } from '../marked-text.tsx';
import { type Words, writtenText } from '../words.ts';
import { Correct } from './correct.tsx';
import { FollowUp } from './follow-up.tsx';

interface DetailProps {
  readonly entry: CommentEntry;
  readonly words: Words;
}

/** All of a response that readers may see. */
export const Detail = ({ entry, words }: DetailProps) => {
  const { t, format } = words;
  const scores = words.scores(entry.ratings);
  const said = [
    t(entry.voice),
    ...(entry.solicited ? [] : [t('unasked')]),
    ...(entry.unfinished ? [t('unfinished')] : []),
  ];
  return (
    <>
      <dl className="facts">
        <Fact name={t('tp')}>{words.touchpoint(entry.touchpoint)}</Fact>
        <Fact name={t('when')}>{writtenText(entry.written, format, t)}</Fact>
        <Fact name={t('scores')}>{scores.length === 0 ? t('noScores') : scores.join(' · ')}</Fact>
        <Fact name={t('who')}>{said.join(', ')}</Fact>
      </dl>
      {entry.answers.map((answer, index) => (
        <DetailAnswer key={`${answer.role} ${answer.question}`} answer={answer} words={words}>
          <Correct entry={entry} index={index} words={words} />
        </DetailAnswer>
      ))}
      <FollowUp entry={entry} words={words} />
      <dl className="facts">
        <Fact name={t('responseId')}>
          <CopiedId id={entry.responseId} words={words} />
        </Fact>
        {entry.sourceId === undefined ? null : <Fact name={t('sourceId')}>{entry.sourceId}</Fact>}
        {entry.channel === undefined ? null : <Fact name={t('channel')}>{entry.channel}</Fact>}
        {Object.entries(entry.attributes ?? {}).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        <Fact name={t('readBy')}>{`${entry.versions.sentiment}, ${entry.versions.theme}`}</Fact>
      </dl>
    </>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** For the way back to where the response came from. */
const CopiedId = ({ id, words: { t } }: { readonly id: string; readonly words: Words }) => {
  const copy = (): void => {
    navigator.clipboard.writeText(id).then(
      () => notify(t('copied')),
      () => notify(t('notCopied')),
    );
  };
  return (
    <>
      <code>{id}</code>{' '}
      <button type="button" className="link" onClick={copy}>
        {t('copyId')}
      </button>
    </>
  );
};

interface AnswerProps {
  readonly answer: CommentAnswer;
  readonly words: Words;
  readonly children: ReactNode;
}

/** A comment with its places; pointing at a theme shows its words. */
const DetailAnswer = ({ answer, words, children }: AnswerProps) => {
  const { t } = words;
  const [lit, setLit] = useState<string>();
  const places = useMemo(() => placesOf(answer), [answer]);
  return (
    <section className="detail-answer">
      <h3>{answer.question}</h3>
      <p className="comment-text" lang={languageOf(answer)}>
        <MarkedText text={answer.text} places={places} lit={lit} />
      </p>
      <p className="quiet">{readingText(answer, words)}</p>
      {places.length === 0 ? null : (
        <>
          <ul className="places" aria-label={`${t('themes')}, ${t('signals')}`}>
            {places.map((place) => (
              <PlaceLine key={place.id} place={place} text={answer.text} words={words} onLight={setLit} />
            ))}
          </ul>
          <p className="quiet">{t('wordsHow')}</p>
        </>
      )}
      {children}
    </section>
  );
};

const readingText = ({ analysis }: CommentAnswer, { t, format, language }: Words): string => {
  if (analysis.status === 'no-content') return t('noContent');
  if (analysis.status === 'unsupported-language')
    return t('unread', { language: language(analysis.language) });
  const { label, score, mixed } = analysis.sentiment;
  const felt = t('sentimentScore', { label: t(label), score: format.polarity(score) });
  const themes = analysis.themes.length === 0 ? [t('noThemes')] : [];
  const provisional = isProvisional(analysis.language) ? [t('provisional')] : [];
  return [felt, ...provisional, ...(mixed ? [t('mixed')] : []), ...themes, language(analysis.language)].join(
    ' · ',
  );
};

interface PlaceProps {
  readonly place: Place;
  readonly text: string;
  readonly words: Words;
  readonly onLight: (id: string | undefined) => void;
}

const nameOf = ({ id }: Place, { t, theme }: Words): string => {
  const [kind, ...rest] = id.split(':');
  return kind === 'theme' ? theme(rest.join(':')) : signalText(rest.join(':'), t);
};

const PlaceLine = ({ place, text, words, onLight }: PlaceProps) => (
  <li>
    <button
      type="button"
      onFocus={() => onLight(place.id)}
      onBlur={() => onLight(undefined)}
      onPointerEnter={() => onLight(place.id)}
      onPointerLeave={() => onLight(undefined)}
    >
      <span className={`comment-label ${place.felt ? `felt-${place.felt.label}` : ''}`}>
        {nameOf(place, words)}
      </span>{' '}
      {place.felt ? <span>{words.t(place.felt.label)} </span> : null}
      <q className="quiet">{wordsOf(text, place).join(' … ')}</q>
    </button>
  </li>
);
