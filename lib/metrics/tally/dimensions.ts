import type { CountedCopy } from '../../feedback/response/copy.ts';

/**
 * A dimension of responses: `channel`, `language`, `account`, `voice`, or any attribute of the file by its name; two joined by `+`
 * are a pair.
 */
export type Dimension = string;

const maxValueLength = 100;

const languageOf = ({ declaredLanguage, answers }: CountedCopy): string | undefined => {
  if (declaredLanguage !== undefined) return declaredLanguage;
  const [detected] = answers.flatMap(({ analysis }) => ('language' in analysis ? [analysis.language] : []));
  return detected;
};

/** An attribute by the name of its column, in any case: `region` finds the column `Region`, unless there is one of just that name. */
const attributeOf = ({ attributes }: CountedCopy, name: string): string | undefined => {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const wanted = name.toLowerCase();
  const column = Object.keys(attributes).find((candidate) => candidate.toLowerCase() === wanted);
  return column === undefined ? undefined : attributes[column];
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
      return attributeOf(copy, name);
  }
};

const joint = ' + ';

/** A value as it is written in a pair, so that the separator stays unique. */
const inPair = (value: string): string => value.replace(/(?:^| +)\+ +| +\+$/g, '+');

/**
 * The value of a pair: joined by ` + `, which in either of them is written `+`; empty if both are. One value is itself.
 *
 * @example pairOf(['web', 'Internet + TV']) // 'web + Internet+TV'
 */
export const pairOf = (values: readonly string[]): string => {
  const [only = '', ...others] = values;
  if (others.length === 0) return only;
  return values.every((value) => value === '') ? '' : values.map(inPair).join(joint);
};

/** The two values of a pair's value. @example valuesOfPair('web + gold') // ['web', 'gold'] */
export const valuesOfPair = (pair: string): [first: string, second: string] => {
  const end = pair.indexOf(joint);
  return end < 0 ? ['', ''] : [pair.slice(0, end), pair.slice(end + joint.length)];
};

/**
 * The other value of a pair's value; undefined if the pair has a different one there.
 *
 * @example besideIn('web + gold', 1, 'gold') // 'web'
 */
export const besideIn = (pair: string, side: 0 | 1, value: string): string | undefined => {
  const values = valuesOfPair(pair);
  return values[side] === inPair(value) ? values[1 - side] : undefined;
};

/**
 * The value of a response in a dimension, at most 100 characters; undefined if it has none. The value of a pair is its two values as
 * {@link pairOf} joins them, a missing one empty.
 *
 * @example valueIn('channel+plan')(copy) // 'web + gold'
 */
export const valueIn = (dimension: Dimension): ((copy: CountedCopy) => string | undefined) => {
  const names = dimension.split('+');
  return (copy) => {
    const values = names.map((name) => single(copy, name)?.slice(0, maxValueLength));
    return values.every((value) => value === undefined)
      ? undefined
      : pairOf(values.map((value) => value ?? ''));
  };
};
