import { enginesOf, type LanguageEngine } from '../../lib/analysis/engines/language-settings-schema.ts';
import type { ConfigValue } from '../shared/config/config-query.ts';

type Languages = ConfigValue<'languages'>;

/** What scores a language, also where the file says nothing of it. */
export const engineOf = ({ engines }: Languages, language: string): LanguageEngine =>
  engines[language] ?? enginesOf(language)[0];

/**
 * The settings with another engine. What applies anyway is not written.
 *
 * @example withEngine({ engines: { de: 'none' } }, 'de', 'built-in') // { engines: {} }
 */
export const withEngine = ({ engines }: Languages, language: string, chosen: string): Languages => {
  const { [language]: _before, ...others } = engines;
  const [usual, ...rest] = enginesOf(language);
  const engine = rest.find((one) => one === chosen);
  return { engines: engine === undefined || engine === usual ? others : { ...others, [language]: engine } };
};
