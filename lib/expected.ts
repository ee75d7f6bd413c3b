import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'text',
};
const units: Readonly<Record<string, string>> = { array: ' entries', string: ' characters' };

const inWords = (issue: z.core.$ZodIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${units[issue.origin] ?? ''}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${units[issue.origin] ?? ''}`;
    case 'unrecognized_keys':
      return `a known key instead of ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'invalid_key':
    case 'invalid_element':
      return expectedOf(issue.issues[0]);
    case 'invalid_union':
      return undefined;
    default:
      return issue.message;
  }
};

/** A schema's own message is better than the kind of its issue. */
const isOwnWording = (message: string): boolean => !/^(?:Invalid |Too |Unrecognized )/.test(message);

const expectedOf = (issue: z.core.$ZodIssue | undefined): string | undefined => {
  if (issue === undefined) return undefined;
  return isOwnWording(issue.message) ? issue.message : inWords(issue);
};

/**
 * What a schema expected where a value first failed, for the `expected` of an error; undefined if that takes more than a phrase.
 *
 * @example expectedBy(z.object({ seeds: z.array(z.string()) }).safeParse({}).error) // 'a list'
 */
export const expectedBy = (error: z.ZodError | undefined): string | undefined => expectedOf(error?.issues[0]);
