import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import type { Span } from '../scope/scope.ts';
import { journeyMap } from './journey-map-data.ts';

/** The map and the scorecard of one time, put together: what is at each touchpoint. */
export const journeyQuery = (span: Span) =>
  queryOptions({
    queryKey: ['journey', span],
    queryFn: async ({ signal }) => {
      const [view, scorecard] = await Promise.all([
        api.readJourney({ ...span, grain: 'month' }, { signal }),
        api.readScorecard(span, { signal }),
      ]);
      return journeyMap(view, scorecard);
    },
  });
