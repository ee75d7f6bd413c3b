import { useCallback, useId, useMemo } from 'react';
import { type HistogramBar, histogram } from '../../../lib/charts/histogram.ts';
import type { Distribution, MappingOverride, TablePreview } from '../../shared/api.ts';
import { Sketch } from '../../shared/charts/chart.tsx';
import { useFormat } from '../../shared/texts/format.ts';
import { type Translate, useTexts } from '../../shared/texts/texts.ts';
import { uploadTexts } from '../upload/upload-texts.ts';
import { isOffScale } from './notes.ts';
import { type Answer, type AskedQuestion, sheetClaim, withAnswer } from './questions.ts';
import { scaleOf } from './read-as.ts';

type Words = Translate<keyof (typeof uploadTexts)['en']>;

interface QuestionListProps {
  readonly asked: readonly AskedQuestion[];
  readonly preview?: TablePreview;
  readonly said: MappingOverride;
  readonly onSay: (said: MappingOverride) => void;
}

/** Questions that only someone who knows the survey can answer, with evidence from the file. */
export const QuestionList = ({ asked, preview, said, onSay }: QuestionListProps) => (
  <ol className="questions">
    {asked.map((one, index) => (
      <Question
        key={`${one.question.code} ${one.question.column}`}
        number={index + 1}
        asked={one}
        preview={preview}
        onAnswer={(answer) => onSay(withAnswer(said, answer))}
      />
    ))}
  </ol>
);

/** The upper end of the scale in a question. */
const endOf = ({ answers }: AskedQuestion): string =>
  answers.flatMap(({ claim }) => /:\d+-(\d+)/.exec(claim)?.[1] ?? []).at(-1) ?? '';

const fixedAnswers = {
  'submittedAt:day-first': 'answerDayFirst',
  'submittedAt:month-first': 'answerMonthFirst',
  'nps:0-10': 'answerNps10',
  'nps:1-11': 'answerNps11',
  'rating:1-10': 'answerRating10',
  nps: 'answerNps',
  csat: 'answerCsat',
  ces: 'answerCes',
  rating: 'answerRating',
  ignored: 'answerIgnored',
  attribute: 'answerAttribute',
  'confirm:over-budget': 'answerConfirm',
  'confirm:too-many-touchpoints': 'answerConfirm',
  'confirm:too-many-undated': 'answerConfirm',
} as const;

const isFixed = (claim: string): claim is keyof typeof fixedAnswers => claim in fixedAnswers;

const answerText = ({ claim, column, option }: Answer, max: string, t: Words): string => {
  if (isFixed(claim)) return t(fixedAnswers[claim]);
  const [, min, end] = /^(?:csat|rating):(\d+)-(\d+)$/.exec(claim) ?? [];
  if (end !== undefined) return t('answerEnds', { min, max: end });
  if (claim.startsWith(sheetClaim)) return claim.slice(sheetClaim.length);
  const [, from = '', to = '', code] = /:(\d+)-(\d+)\b.*:missing=(.+)$/.exec(claim) ?? [];
  if (code !== undefined) return t('answerMissing', { min: from, max: to, code });
  if (claim.startsWith('ces:')) return t(claim.endsWith(':easy') ? 'answerEasy' : 'answerEffort', { max });
  return claim.startsWith('comment') ? t('answerComment', { column }) : option;
};

interface QuestionProps {
  readonly number: number;
  readonly asked: AskedQuestion;
  readonly preview: TablePreview | undefined;
  readonly onAnswer: (answer: Answer) => void;
}

const Question = ({ number, asked, preview, onAnswer }: QuestionProps) => {
  const t = useTexts(uploadTexts);
  const name = useId();
  const { question, answers, given } = asked;
  const max = endOf(asked);
  return (
    <li>
      <fieldset className="question">
        <legend>
          {number}. {t(question.code, { column: question.column ?? '', max })}
        </legend>
        {preview === undefined || question.column === undefined ? null : (
          <Evidence preview={preview} column={question.column} />
        )}
        {answers.map((answer) => (
          <label key={answer.option} className="answer">
            <input
              type="radio"
              name={name}
              checked={given?.option === answer.option}
              onChange={() => onAnswer(answer)}
            />
            {answerText(answer, max, t)}
          </label>
        ))}
      </fieldset>
    </li>
  );
};

/** The evidence in the file's own values. */
interface EvidenceProps {
  readonly preview: TablePreview;
  readonly column: string;
}

const Evidence = ({ preview, column }: EvidenceProps) => {
  const t = useTexts(uploadTexts);
  const mapped = preview.mapping.columns.find((one) => one.column === column);
  const distribution = preview.distributions.find((one) => one.column === column);
  if (mapped === undefined || distribution === undefined) return null;
  const { values } = distribution;
  const scale = scaleOf(mapped.meaning);
  if (mapped.meaning.field === 'submittedAt')
    return <p className="evidence">{t('date-order.evidence', { samples: mapped.samples.join(' · ') })}</p>;
  if (values === undefined || scale === undefined) return null;
  const isOdd = (value: string): boolean => isOffScale(mapped, value);
  const inside = values.reduce((sum, { value, count }) => sum + (isOdd(value) ? 0 : count), 0);
  const cells = {
    inside,
    all: distribution.rows - distribution.empty,
    min: scale.min,
    max: scale.max,
  };
  return (
    <div className="evidence evidence-bars">
      <ValueBars column={column} values={values} isOdd={isOdd} />
      <p>{t('evidenceScale', cells)}</p>
    </div>
  );
};

interface ValueBarsProps {
  readonly column: string;
  readonly values: NonNullable<Distribution['values']>;
  readonly isOdd: (value: string) => boolean;
}

const ValueBars = ({ column, values, isOdd }: ValueBarsProps) => {
  const t = useTexts(uploadTexts);
  const format = useFormat();
  const bars = useMemo(
    () =>
      values.map(
        ({ value, count }): HistogramBar => ({
          count,
          odd: isOdd(value),
          sentence: `${value}: ${format.count(count)}`,
        }),
      ),
    [values, isOdd, format],
  );
  const draw = useCallback((width: number) => histogram(bars, width), [bars]);
  return (
    <Sketch
      label={`${t('spread', { column })}. ${bars.map(({ sentence }) => sentence).join('; ')}`}
      draw={draw}
    />
  );
};
