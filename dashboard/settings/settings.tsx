import { defineTexts, useTexts } from '../shared/texts.ts';

const texts = defineTexts({ en: { title: 'Settings' }, de: { title: 'Einstellungen' } });

export const Settings = () => {
  const t = useTexts(texts);
  return <h1>{t('title')}</h1>;
};
