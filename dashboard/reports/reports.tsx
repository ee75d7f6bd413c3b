import { defineTexts, useTexts } from '../shared/texts.ts';

const texts = defineTexts({ en: { title: 'Reports' }, de: { title: 'Berichte' } });

export const Reports = () => {
  const t = useTexts(texts);
  return <h1>{t('title')}</h1>;
};
