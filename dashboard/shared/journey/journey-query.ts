import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import type { Scope, Span } from '../scope/scope.ts';
import { journeyMap } from './journey-map-data.ts';

/** The map and the scorecard of one time, put together: what is at each touchpoint. */
export const journeyQuery = (span: Span, { against }: Scope) =>
  queryOptions({
    queryKey: ['journey', span, against],
    queryFn: async ({ signal }) => {
      const [view, scorecard] = await Promise.all([
        api.readJourney({ ...span, grain: 'month' }, { signal }),
        api.readScorecard({ ...span, against }, { signal }),
      ]);
      return journeyMap(view, scorecard);
    },
  });
