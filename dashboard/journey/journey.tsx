import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFormat } from '../shared/format.ts';
import type { Span } from '../shared/scope.ts';
import { EmptyFilter, EmptyStore, Part, Skeleton } from '../shared/states.tsx';
import { useTexts } from '../shared/texts.ts';
import { useScope, useSetScope, useSpan } from '../shared/use-scope.ts';
import { periodText, type Wording } from './drawn.ts';
import './journey.css';
import { JourneyList } from './journey-list.tsx';
import { JourneyMap } from './journey-map.tsx';
import { type JourneyMapData, partOf } from './journey-map-data.ts';
import { journeyQuery } from './journey-query.ts';
import { texts } from './texts.ts';

const height = '38rem';

/** Which part of the journey hurts: every touchpoint in the order customers meet it. */
export const Journey = () => {
  const span = useSpan();
  return span === undefined ? <Skeleton height={height} /> : <JourneyOf span={span} />;
};

const JourneyOf = ({ span }: { readonly span: Span }) => {
  const query = useQuery({ ...journeyQuery(span), placeholderData: keepPreviousData });
  return (
    <Part query={query} height={height}>
      {(map) => (map.stops.length === 0 ? <EmptyStore /> : <Filtered map={map} />)}
    </Part>
  );
};

/** The journey, or the part of it that the address asks for. */
const Filtered = ({ map }: { readonly map: JourneyMapData }) => {
  const t = useTexts(texts);
  const { tp, stage } = useScope();
  const setScope = useSetScope();
  const part = useMemo(() => partOf(map, { tp, stage }), [map, tp, stage]);
  if (part.stops.length > 0) return <JourneyParts map={part} />;
  const filter = tp ?? t('inStage', { stage: stage ?? '' });
  return <EmptyFilter filter={filter} onLift={() => setScope({ tp: undefined, stage: undefined })} />;
};

const JourneyParts = ({ map }: { readonly map: JourneyMapData }) => {
  const t = useTexts(texts);
  const format = useFormat();
  const scope = useScope();
  const setScope = useSetScope();
  const wording = useMemo((): Wording => ({ t, format, scope, map }), [t, format, scope, map]);
  const silent = map.stops.filter(({ blind }) => blind === 'none').length;
  const asTable = scope.as === 'table';
  return (
    <>
      <div className="view-title">
        <h1>{t('title', { period: periodText(wording) })}</h1>
        <p className="quiet">
          {t('order')} · {silent === 0 ? t('nowhereSilent') : t('silent', { count: silent })}
        </p>
        <button
          type="button"
          className="link"
          onClick={() => setScope({ as: asTable ? undefined : 'table' })}
        >
          {t(asTable ? 'asPicture' : 'asTable')}
        </button>
      </div>
      <div className="journey-wide">
        <JourneyMap wording={wording} />
      </div>
      <div className="journey-narrow">
        <JourneyList wording={wording} />
      </div>
    </>
  );
};
