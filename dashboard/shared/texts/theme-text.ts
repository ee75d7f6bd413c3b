interface NamedTheme {
  readonly id: string;
  readonly name?: string;
  readonly names?: Readonly<Record<string, string>>;
}

/** A theme's name in the reader's language, where the taxonomy has one; else as it is. */
export const themeName = ({ id, name, names }: NamedTheme, language: string): string =>
  names?.[language] ?? name ?? themeText(id);

/** A theme's id in words, until the API sends its name. @example themeText('delivery-speed') // 'Delivery speed' */
export const themeText = (id: string): string => {
  const words = id.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
