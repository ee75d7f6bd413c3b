import { useMemo } from 'react';
import {
  enginesOf,
  type LanguageEngine,
  settableLanguages,
} from '../../lib/analysis/engines/language-settings-schema.ts';
import { ConfigPart } from '../shared/config/config-part.tsx';
import { Field } from '../shared/controls/field.tsx';
import { localeOf, type Translate, useTexts } from '../shared/texts/texts.ts';
import { engineOf, withEngine } from './language-engines.ts';
import { texts } from './texts.ts';

const engineNames = (t: Translate<keyof (typeof texts)['en']>): Readonly<Record<LanguageEngine, string>> => ({
  'built-in': t('builtIn'),
  comprehend: t('comprehend'),
  none: t('notScored'),
});

/** What each language is called by the reader. */
const useLanguageNames = (language: string): Readonly<Record<string, string>> =>
  useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'language' });
    return Object.fromEntries(settableLanguages.map((code) => [code, names.of(code) ?? code]));
  }, [language]);

/** By what comments in each language are scored. */
export const Languages = () => {
  const t = useTexts(texts);
  const engines = engineNames(t);
  const languages = useLanguageNames(localeOf(t.language));
  const byName = settableLanguages.toSorted((one, other) =>
    (languages[one] ?? one).localeCompare(languages[other] ?? other, t.language),
  );
  return (
    <section className="settings-section">
      <h2>{t('languages')}</h2>
      <p className="quiet">{t('languagesHow')}</p>
      <p className="quiet">{t('comprehendHow')}</p>
      <ConfigPart name="languages" names={() => ({ engines: t('languages'), ...languages })} values={engines}>
        {({ value, change }) => (
          <div className="settings-fields settings-languages">
            {byName.map((language) => (
              <Field key={language} label={languages[language] ?? language}>
                {(id) => (
                  <select
                    id={id}
                    value={engineOf(value, language)}
                    onChange={({ target }) => change(withEngine(value, language, target.value))}
                  >
                    {enginesOf(language).map((engine) => (
                      <option key={engine} value={engine}>
                        {engines[engine]}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            ))}
          </div>
        )}
      </ConfigPart>
    </section>
  );
};
