import { IntlMessageFormat } from 'intl-messageformat';
import { type ReactNode, useMemo } from 'react';
import { type Language, useLanguage } from '../preferences.ts';

/** The words of a part of the page, in ICU message syntax, in every language of the page: one that lacks a key does not compile. */
export type Texts<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

/** @example const texts = defineTexts({ en: { title: 'Journey' }, de: { title: 'Customer Journey' } }) */
export const defineTexts = <Key extends string>(texts: {
  readonly en: Readonly<Record<Key, string>>;
  readonly de: Readonly<Record<NoInfer<Key>, string>>;
}): Texts<Key> => texts;

type Value = string | number | Date | undefined;
type Tags = Readonly<Record<string, Value | ((parts: ReactNode[]) => ReactNode)>>;

export interface Translate<Key extends string> {
  (key: Key, values?: Readonly<Record<string, Value>>): string;
  /** With elements for the tags of the message: `{ b: (parts) => <b>{parts}</b> }`. */
  rich(key: Key, values: Tags): ReactNode;
  readonly language: Language;
}

/** By the message itself: the built page holds parsed messages in place of strings. */
const formats: Readonly<Record<Language, Map<unknown, IntlMessageFormat>>> = { en: new Map(), de: new Map() };

const formatOf = (message: string, language: Language): IntlMessageFormat => {
  const known = formats[language].get(message);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(message, localeOf(language));
  formats[language].set(message, made);
  return made;
};

/** The reader's own region where the browser says one of this language: dates differ between Britain and America. */
export const localeOf = (language: Language): string =>
  navigator.languages.find((locale) => locale.startsWith(`${language}-`)) ??
  (language === 'en' ? 'en-GB' : 'de-DE');

export const translator = <Key extends string>(texts: Texts<Key>, language: Language): Translate<Key> =>
  Object.assign(
    (key: Key, values?: Readonly<Record<string, Value>>) =>
      String(formatOf(texts[language][key], language).format(values)),
    {
      rich: (key: Key, values: Tags): ReactNode =>
        formatOf(texts[language][key], language).format<ReactNode>(values),
      language,
    },
  );

/** The words of a part of the page in the reader's language. */
export const useTexts = <Key extends string>(texts: Texts<Key>): Translate<Key> => {
  const language = useLanguage();
  return useMemo(() => translator(texts, language), [texts, language]);
};
