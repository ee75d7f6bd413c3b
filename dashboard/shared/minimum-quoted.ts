import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from './api.ts';

const defaultMinimum = 10;

/** The minimum group size of quotes; the default until the settings are read. */
export const useMinimumQuoted = (): number => {
  const { data } = useQuery(settingsQuery);
  return data?.confidentiality.quotes ?? defaultMinimum;
};
