import { defineTexts, useTexts } from '../shared/texts.ts';

const texts = defineTexts({ en: { title: 'Data' }, de: { title: 'Daten' } });

export const Data = () => {
  const t = useTexts(texts);
  return <h1>{t('title')}</h1>;
};
