import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { taxonomyQuery } from '../api.ts';
import { themeName, themeText } from './theme-text.ts';

/** The name of a theme in the reader's language; until the taxonomy has come, its id in words. */
export const useThemeNames = (language: string): ((id: string) => string) => {
  const { data } = useQuery(taxonomyQuery);
  const names = useMemo(
    () => new Map(data?.themes.map((theme) => [theme.id, themeName(theme, language)])),
    [data, language],
  );
  return useCallback((id: string) => names.get(id) ?? themeText(id), [names]);
};
