/** What files call languages, as ISO 639-1. */

const languages =
  'ar bg bn ca cs da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv ml mr ms nb nl no pa pl pt ro ru sk sl sr sv ta te th tl tr uk ur vi zh'.split(
    ' ',
  );

const namesInEnglishAndOwn = (): Map<string, string> => {
  const english = new Intl.DisplayNames('en', { type: 'language' });
  const codes = new Map<string, string>();
  for (const code of languages) {
    const own = new Intl.DisplayNames(code, { type: 'language' });
    for (const name of [code, english.of(code), own.of(code)]) codes.set((name ?? code).toLowerCase(), code);
  }
  return codes;
};
let known: Map<string, string> | undefined;

/**
 * The code of a declared language ("EN", "en-US", "English", "Deutsch"), undefined where it names none.
 *
 * @example languageCode('pt-BR') // 'pt'
 */
export const languageCode = (declared: string): string | undefined => {
  known ??= namesInEnglishAndOwn();
  const name = declared.trim().toLowerCase();
  return known.get(name) ?? known.get(name.split(/[-_ (]/, 1)[0] ?? '');
};
