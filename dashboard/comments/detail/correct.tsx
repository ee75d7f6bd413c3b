import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CommentAnswer, type CommentEntry, taxonomyQuery } from '../../shared/api.ts';
import { Choice } from '../../shared/controls/choice.tsx';
import { Opener } from '../../shared/controls/opener.tsx';
import { Part } from '../../shared/states.tsx';
import { themeName } from '../../shared/texts/theme-text.ts';
import type { Words } from '../words.ts';
import { changeOf, withCorrection } from './review.ts';
import { useReview } from './use-review.ts';

interface CorrectProps {
  readonly entry: CommentEntry;
  /** Which of its answers. */
  readonly index: number;
  readonly words: Words;
}

const asRead = '';
const labels = ['negative', 'neutral', 'positive'] as const;

/** What a comment should have been read as: kept with who said so, for the model to learn from. */
export const Correct = ({ entry, index, words }: CorrectProps) => {
  const { t } = words;
  const saving = useReview(entry, words);
  const answer = entry.answers[index];
  const said = entry.review?.corrections.find((one) => one.answer === index);
  if (answer === undefined || answer.analysis.status !== 'scored') return null;
  const save = (corrected: Parameters<typeof withCorrection>[2]): void =>
    saving.mutate(withCorrection(changeOf(entry), index, corrected));
  return (
    <div className="correct">
      <Choice
        label={t('shouldBe')}
        value={said?.label ?? asRead}
        options={[
          { id: asRead, text: t('asRead', { label: t(answer.analysis.sentiment.label) }) },
          ...labels.map((id) => ({ id, text: t(id) })),
        ]}
        onChoose={(label) => {
          const chosen = labels.find((one) => one === label);
          save({ ...(said?.themes && { themes: said.themes }), ...(chosen && { label: chosen }) });
        }}
      />
      <Opener
        popup="dialog"
        label={t('correctThemes')}
        boxClassName="correct-box"
        face={
          said?.themes === undefined
            ? t('correctThemes')
            : t('themesCorrected', { count: said.themes.length })
        }
      >
        {(close) => (
          <Themes
            answer={answer}
            corrected={said?.themes}
            words={words}
            onSave={(themes) => {
              close();
              save({ ...(said?.label && { label: said.label }), ...(themes && { themes }) });
            }}
          />
        )}
      </Opener>
      {said === undefined ? null : (
        <p className="quiet correct-note">
          {t('correctedBy', { by: said.by, at: new Date(said.at) })} {t('figuresStay')}
        </p>
      )}
    </div>
  );
};

interface ThemesProps {
  readonly answer: CommentAnswer;
  readonly corrected: readonly string[] | undefined;
  readonly words: Words;
  /** Undefined: as they were read. */
  readonly onSave: (themes: readonly string[] | undefined) => void;
}

const Themes = ({ answer: { analysis }, corrected, words: { t }, onSave }: ThemesProps) => {
  const query = useQuery(taxonomyQuery);
  const read = analysis.status === 'scored' ? analysis.themes.map(({ id }) => id) : [];
  const [chosen, setChosen] = useState<readonly string[]>(corrected ?? read);
  const toggle = (id: string, isChosen: boolean): void =>
    setChosen(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <>
      <h3>{t('correctThemes')}</h3>
      <Part query={query} height="16rem">
        {({ themes }) => (
          <fieldset className="correct-themes">
            <legend className="unseen">{t('themes')}</legend>
            {themes
              .map((theme) => ({ id: theme.id, text: themeName(theme, t.language) }))
              .toSorted((left, right) => left.text.localeCompare(right.text))
              .map(({ id, text }) => (
                <label key={id}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(id)}
                    onChange={({ target }) => toggle(id, target.checked)}
                  />{' '}
                  {text}
                </label>
              ))}
          </fieldset>
        )}
      </Part>
      <div className="correct-actions">
        <button type="button" className="button button-chosen" onClick={() => onSave(chosen)}>
          {t('save')}
        </button>
        {corrected === undefined ? null : (
          <button type="button" className="button" onClick={() => onSave(undefined)}>
            {t('themesAsRead')}
          </button>
        )}
      </div>
    </>
  );
};
