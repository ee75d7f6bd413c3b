import { useCallback } from 'react';
import { intervalRow } from '../../../lib/charts/interval-row.ts';
import type { HeadlineScore } from '../api.ts';
import { Sketch } from '../charts/chart.tsx';
import './scores.css';
import { beforeName, scoreParts, scoreRow, shownScores, valueText, type Wording } from './presentation.ts';

/** The headline scores, each with its interval, target and what became of it. */
export const Scores = ({ wording }: { readonly wording: Wording }) => (
  <div className="scores">
    <ul aria-label={wording.t('scores')}>
      {shownScores(wording.answer.scores).map((score) => (
        <Score key={score.what.series} score={score} wording={wording} />
      ))}
    </ul>
    <p className="quiet" aria-hidden="true">
      {wording.t('marks', { period: wording.answer.period.name, before: beforeName(wording) })}
    </p>
  </div>
);

const Score = ({ score, wording }: { readonly score: HeadlineScore; readonly wording: Wording }) => {
  const { t, format } = wording;
  const draw = useCallback((width: number) => intervalRow(scoreRow(score, wording), width), [score, wording]);
  const { figure, unit, what } = score;
  return (
    <li>
      <p className="quiet">{what.name}</p>
      <p className="score-figure">
        <b>{valueText(figure, unit, wording)}</b>{' '}
        <span className="quiet">{format.interval(figure, unit)}</span>
        <span className="quiet score-n">{t('n', { n: format.count(figure.n) })}</span>
      </p>
      <Sketch label={scoreRow(score, wording).drawn.sentence} draw={draw} />
      <p>
        {scoreParts(score).map(({ words, verdict }, index) => (
          <span key={words} className={verdict}>
            {index === 0 ? '' : ' · '}
            {words}
          </span>
        ))}
      </p>
    </li>
  );
};
