import { defineTexts, useTexts } from '../shared/texts.ts';

const texts = defineTexts({ en: { title: 'Themes' }, de: { title: 'Themen' } });

export const Themes = () => {
  const t = useTexts(texts);
  return <h1>{t('title')}</h1>;
};
