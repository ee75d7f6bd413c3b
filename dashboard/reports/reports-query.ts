import { queryOptions } from '@tanstack/react-query';
import { api } from '../shared/api.ts';
import type { Language } from '../shared/preferences.ts';
import type { AskedDigest } from './asked.ts';

/** A digest in the reader's language. */
export const digestQuery = (asked: AskedDigest, lang: Language) =>
  queryOptions({
    queryKey: ['digest', asked, lang],
    queryFn: ({ signal }) => api.readDigest({ ...asked, lang }, { signal }),
  });

/** What schedules issued for periods that begin in a year or the one before, the latest first. */
export const issuedQuery = (year: number) =>
  queryOptions({
    queryKey: ['digests', year],
    queryFn: async ({ signal }) => {
      const lists = await Promise.all(
        [year, year - 1].map((one) => api.listDigests({ year: String(one) }, { signal })),
      );
      return lists.flatMap(({ digests }) => digests);
    },
  });
