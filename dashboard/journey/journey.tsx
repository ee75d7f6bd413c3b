import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { EmptyStore, useIsStoreEmpty } from '../shared/empty-store.tsx';
import { type JourneyMapData, partOf } from '../shared/journey/journey-map-data.ts';
import { JourneyParts } from '../shared/journey/journey-parts.tsx';
import { journeyQuery } from '../shared/journey/journey-query.ts';
import { texts } from '../shared/journey/texts.ts';
import type { Span } from '../shared/scope/scope.ts';
import { useScope, useSetScope, useSpan } from '../shared/scope/use-scope.ts';
import { useMay } from '../shared/session/session.ts';
import { EmptyFilter, Part, Skeleton } from '../shared/states.tsx';
import { useFormat } from '../shared/texts/format.ts';
import { useTexts } from '../shared/texts/texts.ts';
import { editTexts } from './edit-texts.ts';
import { ReportButton } from './report-button.tsx';

const height = '38rem';

/** Which part of the journey hurts: every touchpoint in the order customers meet it. */
export const Journey = () => {
  const span = useSpan();
  return span === undefined ? <Skeleton height={height} /> : <JourneyOf span={span} />;
};

const JourneyOf = ({ span }: { readonly span: Span }) => {
  const scope = useScope();
  const query = useQuery({ ...journeyQuery(span, scope), placeholderData: keepPreviousData });
  const isStoreEmpty = useIsStoreEmpty();
  if (isStoreEmpty)
    return (
      <>
        <EmptyStore />
        <div className="journey-actions">
          <EditLink />
        </div>
      </>
    );
  return (
    <Part query={query} height={height}>
      {(map) => <Filtered map={map} span={span} />}
    </Part>
  );
};

/** The journey, or the part of it that the address asks for. */
const Filtered = ({ map, span }: { readonly map: JourneyMapData; readonly span: Span }) => {
  const t = useTexts(texts);
  const format = useFormat();
  const { tp, stage } = useScope();
  const setScope = useSetScope();
  const part = useMemo(() => partOf(map, { tp, stage }), [map, tp, stage]);
  if (part.stops.length > 0)
    return (
      <>
        <JourneyParts map={part} />
        <div className="journey-actions">
          <ReportButton span={span} />
          <EditLink />
        </div>
      </>
    );
  if (map.stops.length === 0)
    return (
      <EmptyFilter
        filter={format.span(span)}
        onLift={() => setScope({ period: undefined, from: undefined, to: undefined })}
      />
    );
  const filter = tp ?? t('inStage', { stage: stage ?? '' });
  return <EmptyFilter filter={filter} onLift={() => setScope({ tp: undefined, stage: undefined })} />;
};

const EditLink = () => {
  const t = useTexts(editTexts);
  if (!useMay('admin')) return null;
  return (
    <Link className="button" to="/journey/edit">
      {t('edit')}
    </Link>
  );
};
