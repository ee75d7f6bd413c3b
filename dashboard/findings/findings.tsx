import { defineTexts, useTexts } from '../shared/texts.ts';

const texts = defineTexts({ en: { title: 'Findings' }, de: { title: 'Ergebnisse' } });

export const Findings = () => {
  const t = useTexts(texts);
  return <h1>{t('title')}</h1>;
};
