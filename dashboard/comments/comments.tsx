import { defineTexts, useTexts } from '../shared/texts.ts';

const texts = defineTexts({ en: { title: 'Comments' }, de: { title: 'Kommentare' } });

export const Comments = () => {
  const t = useTexts(texts);
  return <h1>{t('title')}</h1>;
};
