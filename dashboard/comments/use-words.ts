import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { touchpointsQuery } from '../shared/api.ts';
import { useFormat } from '../shared/texts/format.ts';
import { localeOf, useTexts } from '../shared/texts/texts.ts';
import { useThemeNames } from '../shared/texts/use-theme-names.ts';
import { scoreText } from './scores.ts';
import { texts } from './texts.ts';
import type { Words } from './words.ts';

export const useWords = (): Words => {
  const t = useTexts(texts);
  const format = useFormat();
  const { data } = useQuery(touchpointsQuery);
  const theme = useThemeNames(t.language);
  return useMemo(() => {
    const names = new Map(data?.touchpoints.map(({ id, name }) => [id, name]));
    const languages = new Intl.DisplayNames(localeOf(t.language), { type: 'language' });
    return {
      t,
      format,
      touchpoint: (id) => names.get(id) ?? id,
      theme,
      language: (code) => languages.of(code) ?? code,
      scores: (ratings) => Object.entries(ratings).map(([key, value]) => scoreText(key, value, t)),
    };
  }, [t, format, data, theme]);
};
