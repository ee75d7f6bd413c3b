import type { CountedCopy } from '../feedback/copy.ts';

/**
 * What responses are parted by: `channel`, `language`, `account`, `voice`, or any attribute of the file by its name; two joined by `+`
 * are a pair.
 */
export type Dimension = string;

const longestValue = 100;

const languageOf = ({ declaredLanguage, answers }: CountedCopy): string | undefined => {
  if (declaredLanguage !== undefined) return declaredLanguage;
  const [heard] = answers.flatMap(({ analysis }) => ('language' in analysis ? [analysis.language] : []));
  return heard;
};

const single = (copy: CountedCopy, name: string): string | undefined => {
  switch (name) {
    case 'channel':
      return copy.channel;
    case 'account':
      return copy.account;
    case 'language':
      return languageOf(copy);
    case 'voice':
      return copy.voice;
    default:
      return copy.attributes[name];
  }
};

/**
 * The value of a response in a dimension, at most 100 characters; undefined where it has none. The value of a pair is its two values joined by
 * ` + `, a missing one empty.
 *
 * @example valueIn('channel+plan')(copy) // 'web + gold'
 */
export const valueIn = (dimension: Dimension): ((copy: CountedCopy) => string | undefined) => {
  const names = dimension.split('+');
  return (copy) => {
    const values = names.map((name) => single(copy, name)?.slice(0, longestValue));
    return values.every((value) => value === undefined)
      ? undefined
      : values.map((value) => value ?? '').join(' + ');
  };
};
