import { defineTexts, useTexts } from '../shared/texts.ts';

const texts = defineTexts({ en: { title: 'Alerts' }, de: { title: 'Warnungen' } });

export const Alerts = () => {
  const t = useTexts(texts);
  return <h1>{t('title')}</h1>;
};
