import { useCallback, useMemo } from 'react';
import { dumbbell } from '../../../lib/charts/dumbbell.ts';
import type { Finding } from '../api.ts';
import { Chart } from '../charts/chart.tsx';
import './finding.css';
import { EvidenceLink } from './evidence-link.tsx';
import {
  differenceInterval,
  dumbbellOf,
  dumbbellTable,
  topicOf,
  unitText,
  verdictOf,
  type Wording,
} from './presentation.ts';

interface FindingProps {
  readonly finding: Finding;
  readonly wording: Wording;
}

interface FindingItemProps extends FindingProps {
  readonly rank: number;
  /** The target of the figure, where it has one. */
  readonly target: number | undefined;
}

/** One finding: what changed in words, before and after as a picture, by how much, and the responses behind it. */
export const FindingItem = ({ finding, rank, target, wording }: FindingItemProps) => {
  const moved = finding.alsoExplains.filter(({ certainty }) => certainty === 'significant').length;
  return (
    <li className="finding">
      <span className="finding-rank" aria-hidden="true">
        {rank}
      </span>
      <div className="finding-text">
        <h3>
          {finding.text.headline}
          {finding.certainty === 'likely' ? (
            <span className="quiet"> · {wording.t('notCertain')}</span>
          ) : null}
        </h3>
        <p>{finding.text.detail}</p>
      </div>
      <div className="finding-picture">
        <Picture finding={finding} target={target} wording={wording} />
      </div>
      <Difference finding={finding} wording={wording} />
      <div className="finding-evidence">
        <EvidenceLink evidence={finding.evidence} topic={topicOf(finding)} wording={wording} />
        {moved === 0 ? null : <span className="quiet">{wording.t('moreFigures', { count: moved })}</span>}
      </div>
    </li>
  );
};

const Picture = ({ finding, target, wording }: Omit<FindingItemProps, 'rank'>) => {
  const data = useMemo(() => dumbbellOf(finding, target, wording), [finding, target, wording]);
  const draw = useCallback((width: number) => (data ? dumbbell(data, width) : nothing(width)), [data]);
  if (data === undefined) return null;
  return <Chart label={finding.text.headline} draw={draw} table={dumbbellTable(finding, wording)} />;
};

const nothing = (width: number) => ({ svg: <svg aria-hidden="true" />, width, height: 0, series: [] });

const Difference = ({ finding: { difference, verdict, before, after }, wording }: FindingProps) => {
  const { t, format } = wording;
  if (difference === undefined) return <div className="finding-difference" />;
  return (
    <div className="finding-difference">
      <p className={verdictOf(verdict)}>
        <span className="unseen">{t(verdict)}: </span>
        <b>{format.difference(difference.value, difference.unit)}</b> {unitText(difference.unit, wording)}
      </p>
      <p>{differenceInterval(difference, difference.unit, wording)}</p>
      {before && after ? (
        <p>{t('nOfBoth', { before: format.count(before.n), after: format.count(after.n) })}</p>
      ) : null}
    </div>
  );
};
