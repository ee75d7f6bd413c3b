import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { type Finding, type FindingsAnswer, touchpointsQuery } from '../shared/api.ts';
import { EmptyStore, useIsStoreEmpty } from '../shared/empty-store.tsx';
import { FindingItem } from '../shared/findings/finding-item.tsx';
import type { JourneyMapData } from '../shared/journey/journey-map-data.ts';
import { partOf } from '../shared/journey/journey-map-data.ts';
import { journeyQuery } from '../shared/journey/journey-query.ts';
import { useLanguage } from '../shared/preferences.ts';
import type { Span } from '../shared/scope/scope.ts';
import { useScope, useSetScope, useSpan } from '../shared/scope/use-scope.ts';
import { isLimited, useLimits } from '../shared/session/session.ts';
import { Part, Skeleton } from '../shared/states.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { ComparedTable } from './compared-table.tsx';
import './findings.css';
import { findingsQuery } from '../shared/findings/findings-query.ts';
import { Ongoing } from '../shared/findings/ongoing.tsx';
import { comparedFigures, type Wording } from '../shared/findings/presentation.ts';
import { Scores } from '../shared/findings/scores.tsx';
import { texts } from '../shared/findings/texts.ts';
import { SaveFindings } from './save-findings.tsx';
import { useSteady } from './steady.ts';

/** Read at once, beside the data that it shows. */
const journeyParts = import('../shared/journey/journey-parts.tsx');
const JourneyParts = lazy(() => journeyParts.then(({ JourneyParts: parts }) => ({ default: parts })));

const heights = { findings: '64rem', journey: '38rem' } as const;

/** What people open on Monday: what changed, what still hurts, and the journey below. */
export const Findings = () => {
  const scope = useScope();
  const language = useLanguage();
  const query = useQuery({ ...findingsQuery(scope, language), placeholderData: keepPreviousData });
  const limited = isLimited(useLimits());
  const isEmpty = query.data?.coverage.responses === 0 && query.data.suppressed !== true;
  return (
    <>
      <Part query={query} height={heights.findings}>
        {(answer) =>
          isEmpty ? <Nothing answer={answer} /> : <SteadyFindings key={asked(answer)} latest={answer} />
        }
      </Part>
      {isEmpty || limited ? null : <JourneyBelow />}
    </>
  );
};

/** What an answer is about: another question is shown at once, wherever the pointer is. */
const asked = ({ lang, period, against, touchpoint, stage }: FindingsAnswer): string =>
  [lang, period.from, period.to, against.from, against.to, touchpoint, stage].join(' ');

/** The list does not change under the pointer or the focus, while more is being read. */
const SteadyFindings = ({ latest }: { readonly latest: FindingsAnswer }) => {
  const t = useTexts(texts);
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const { shown, isBehind, catchUp } = useSteady(latest, isPointed || isFocused);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes where the reader is
    <div
      className="findings"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {isBehind ? (
        <p className="findings-newer" role="status">
          {t('newer')}{' '}
          <button type="button" className="link" onClick={catchUp}>
            {t('showNewer')}
          </button>
        </p>
      ) : null}
      <FindingsParts answer={shown} />
    </div>
  );
};

const FindingsParts = ({ answer }: { readonly answer: FindingsAnswer }) => {
  const t = useTexts(texts);
  const format = useFormat();
  const scope = useScope();
  const wording = useMemo((): Wording => ({ t, format, scope, answer }), [t, format, scope, answer]);
  return (
    <>
      <Title wording={wording} />
      {answer.suppressed ? null : (
        <>
          <Scores wording={wording} />
          {scope.as === 'table' ? <ComparedTable wording={wording} /> : <Lists wording={wording} />}
        </>
      )}
    </>
  );
};

const Title = ({ wording: { t, scope, answer } }: { readonly wording: Wording }) => {
  const setScope = useSetScope();
  const isTable = scope.as === 'table';
  const notes = [
    ...(scope.where === undefined ? [] : [t('everyone', { where: scope.where })]),
    ...(answer.period.part ? [t('soFar')] : []),
  ];
  return (
    <header className={answer.suppressed ? 'findings-title suppressed' : 'findings-title'}>
      <h1>{answer.text.heading}</h1>
      <p>
        {answer.text.detail}{' '}
        {answer.compared === 0 ? null : (
          <button
            type="button"
            className="link"
            onClick={() => setScope({ as: isTable ? undefined : 'table' })}
          >
            {isTable ? t('asFindings') : t('all', { count: comparedFigures(answer).compared.length })}
          </button>
        )}
      </p>
      {notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </header>
  );
};

interface FindingListProps {
  readonly wording: Wording;
  readonly targetOf: (finding: Finding) => number | undefined;
}

const FindingList = ({ wording, targetOf }: FindingListProps) => {
  const { t, answer } = wording;
  return (
    <>
      <h2 className="unseen">{t('findings')}</h2>
      <ol className="finding-list">
        {answer.findings.map((finding, index) => (
          <FindingItem
            key={finding.id}
            finding={finding}
            rank={index + 1}
            target={targetOf(finding)}
            wording={wording}
          />
        ))}
      </ol>
    </>
  );
};

const Lists = ({ wording }: { readonly wording: Wording }) => {
  const { t, answer } = wording;
  const setScope = useSetScope();
  const targetOf = useTargets();
  return (
    <>
      {answer.findings.length === 0 ? null : <FindingList wording={wording} targetOf={targetOf} />}
      {answer.more === 0 ? null : (
        <p className="findings-more">
          <button type="button" className="link" onClick={() => setScope({ as: 'table' })}>
            {t('moreFindings', { count: answer.more })}
          </button>
        </p>
      )}
      <Ongoing wording={wording} />
      <SaveFindings wording={wording} targetOf={targetOf} />
    </>
  );
};

const noSpan: Span = { from: '', to: '' };

/** Targets come from the scorecard, which the journey below uses. */
const useTargets = () => {
  const span = useSpan();
  const scope = useScope();
  const limited = isLimited(useLimits());
  const { data } = useQuery({
    ...journeyQuery(span ?? noSpan, scope),
    enabled: span !== undefined && !limited,
  });
  return ({ where, what }: Finding): number | undefined => {
    const stop = data?.stops.find(({ id }) => id === where.touchpoint?.id);
    return Object.values(stop?.headlines ?? {}).find(({ kpi }) => kpi === what.series)?.target;
  };
};

const JourneyBelow = () => {
  const span = useSpan();
  return (
    <div className="findings-journey">
      {span === undefined ? <Skeleton height={heights.journey} /> : <JourneyOf span={span} />}
    </div>
  );
};

const JourneyOf = ({ span }: { readonly span: Span }) => {
  const scope = useScope();
  const { tp, stage } = scope;
  const query = useQuery({ ...journeyQuery(span, scope), placeholderData: keepPreviousData });
  const shown = (map: JourneyMapData): ReactNode => {
    const part = partOf(map, { tp, stage });
    return part.stops.length === 0 ? null : <JourneyParts map={part} heading="h2" />;
  };
  return (
    <Suspense fallback={<Skeleton height={heights.journey} />}>
      <Part query={query} height={heights.journey}>
        {shown}
      </Part>
    </Suspense>
  );
};

/** Nobody responded: in this period, or ever. */
const Nothing = ({ answer }: { readonly answer: FindingsAnswer }) => {
  const t = useTexts(texts);
  const isStoreEmpty = useIsStoreEmpty();
  const { isPending } = useQuery(touchpointsQuery);
  if (isPending) return <Skeleton height="8rem" />;
  if (isStoreEmpty) return <EmptyStore />;
  return (
    <div className="state">
      <h1>{t('nobody', { period: answer.period.name })}</h1>
      <p className="quiet">{t('nobodyHow')}</p>
      <Link className="link" to="/">
        {t('latest')}
      </Link>
    </div>
  );
};
