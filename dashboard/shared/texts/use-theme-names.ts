import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { taxonomyQuery } from '../api.ts';
import { themeName, themeText } from './theme-text.ts';

/**
 * The name of a theme in the reader's language; until the taxonomy has come, its id in words.
 *
 * @param isNeeded whether there is a theme to name: without one nothing is asked for
 */
export const useThemeNames = (language: string, isNeeded = true): ((id: string) => string) => {
  const { data } = useQuery({ ...taxonomyQuery, enabled: isNeeded });
  const names = useMemo(
    () => new Map(data?.themes.map((theme) => [theme.id, themeName(theme, language)])),
    [data, language],
  );
  return useCallback((id: string) => names.get(id) ?? themeText(id), [names]);
};
