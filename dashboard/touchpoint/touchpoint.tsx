import { defineTexts, useTexts } from '../shared/texts.ts';

const texts = defineTexts({ en: { title: 'Touchpoint' }, de: { title: 'Kontaktpunkt' } });

export const Touchpoint = () => {
  const t = useTexts(texts);
  return <h1>{t('title')}</h1>;
};
