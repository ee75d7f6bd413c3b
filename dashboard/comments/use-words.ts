import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { taxonomyQuery, touchpointsQuery } from '../shared/api.ts';
import { useFormat } from '../shared/texts/format.ts';
import { localeOf, useTexts } from '../shared/texts/texts.ts';
import { themeName, themeText } from '../shared/texts/theme-text.ts';
import { scoreText } from './scores.ts';
import { texts } from './texts.ts';
import type { Words } from './words.ts';

export const useWords = (): Words => {
  const t = useTexts(texts);
  const format = useFormat();
  const { data } = useQuery(touchpointsQuery);
  const { data: taxonomy } = useQuery(taxonomyQuery);
  return useMemo(() => {
    const names = new Map(data?.touchpoints.map(({ id, name }) => [id, name]));
    const themes = new Map(taxonomy?.themes.map((theme) => [theme.id, themeName(theme, t.language)]));
    const languages = new Intl.DisplayNames(localeOf(t.language), { type: 'language' });
    return {
      t,
      format,
      touchpoint: (id) => names.get(id) ?? id,
      theme: (id) => themes.get(id) ?? themeText(id),
      language: (code) => languages.of(code) ?? code,
      scores: (ratings) => Object.entries(ratings).map(([key, value]) => scoreText(key, value, t)),
    };
  }, [t, format, data, taxonomy]);
};
