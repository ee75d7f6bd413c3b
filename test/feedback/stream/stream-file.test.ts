import { describe, expect, test } from 'vitest';
import { streamFile } from '../../../lib/feedback/stream/stream-file.ts';
import { streamRequest } from '../../../lib/feedback/stream/streamed-response.ts';

const submittedAt = '2026-05-31T10:20:00Z';

describe('a file of responses', () => {
  test('has a line for each response, with its ratings and attributes as columns', () => {
    const { content } = streamFile([
      {
        source: 'shop-app',
        solicited: true,
        touchpoint: 'checkout',
        responses: [
          { id: '1', submittedAt, comment: 'Quick', ratings: { nps: 9 }, attributes: { plan: 'gold' } },
          { id: '2', submittedAt, touchpoint: 'delivery', ratings: { 'csat:1-5': 2 } },
        ],
      },
    ]);
    expect(content.split('\n')).toEqual([
      '{"touchpoint":"checkout","id":"1","submittedAt":"2026-05-31T10:20:00Z","comment":"Quick","nps":9,"plan":"gold"}',
      '{"touchpoint":"delivery","id":"2","submittedAt":"2026-05-31T10:20:00Z","csat:1-5":2}',
      '',
    ]);
  });

  test('says what each of its columns is', () => {
    const { mapping } = streamFile([
      {
        source: 'store-reviews',
        solicited: false,
        responses: [
          { id: '1', touchpoint: 'app', submittedAt, improve: 'Speed', ratings: { 'rating:1-5': 2 } },
          { id: '2', touchpoint: 'app', submittedAt, respondent: 'p7', attributes: { version: '4.1' } },
        ],
      },
    ]);
    expect(mapping).toEqual({
      source: 'store-reviews',
      solicited: false,
      columns: {
        id: 'responseId',
        touchpoint: 'touchpoint',
        submittedAt: 'submittedAt:iso',
        improve: 'improve',
        'rating:1-5': 'rating:1-5',
        respondent: 'respondent',
        version: 'attribute',
      },
    });
  });
});

describe('a request', () => {
  const problemOf = (changes: object, request: object = {}): string | undefined => {
    const response = { touchpoint: 'checkout', submittedAt, ...changes };
    const issue = streamRequest.safeParse({ source: 'shop', responses: [response], ...request }).error
      ?.issues[0];
    return issue && `${issue.path.join('.')}: ${issue.message}`;
  };

  test.each([
    ['a day', { submittedAt: '2026-05-31' }],
    ['an offset', { submittedAt: '2026-05-31T10:20:00.123+02:00' }],
    ['an attribute that objects have too', { attributes: { constructor: 'x' } }],
    ['every kind of rating', { ratings: { nps: 0, 'csat:1-5': 5, 'ces:1-7:effort': 1, 'rating:0-100': 50 } }],
  ])('is taken with %s', (_what, changes) => {
    expect(problemOf(changes)).toBeUndefined();
  });

  test.each([
    ['an instant without a zone', { submittedAt: '2026-05-31T10:20:00' }, /^responses.0.submittedAt: a day/],
    ['a day that does not exist', { submittedAt: '2026-13-31' }, /^responses.0.submittedAt: a day/],
    ['a day that its month lacks', { submittedAt: '2026-02-30' }, /^responses.0.submittedAt: a day/],
    ['an instant on such a day', { submittedAt: '2026-02-30T23:00:00Z' }, /^responses.0.submittedAt: a day/],
    ['a rating between two', { ratings: { nps: 8.5 } }, /^responses.0.ratings.nps: .*int/],
    ['a rating off its scale', { ratings: { nps: 11 } }, /^responses.0.ratings.nps: a number from 0 to 10/],
    ['an unknown metric', { ratings: { stars: 3 } }, /^responses.0.ratings.stars: nps, csat:1-5/],
    ['an effort without a direction', { ratings: { 'ces:1-7': 3 } }, /^responses.0.ratings.ces:1-7: nps/],
    ['a scale the wrong way round', { ratings: { 'csat:5-1': 3 } }, /^responses.0.ratings.csat:5-1: nps/],
    [
      'an attribute named as a column',
      { attributes: { Comment: 'x' } },
      /^responses.0.attributes: names other/,
    ],
    ['an attribute named as a rating', { attributes: { NPS: 'x' } }, /attributes: names other .*nps/],
    [
      'an attribute that ends in a space',
      { attributes: { 'plan ': 'x' } },
      /^responses.0.attributes.plan : /,
    ],
    ['two spaces in a name', { attributes: { 'my  plan': 'x' } }, /^responses.0.attributes.my {2}plan: /],
    [
      '51 attributes',
      { attributes: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`a${index}`, 1])) },
      /^responses.0.attributes: at most 50/,
    ],
    ['a text over 65,536 characters', { comment: 'a'.repeat(65_537) }, /^responses.0.comment: /],
  ])('is refused with %s, and says where', (_what, changes, problem) => {
    expect(problemOf(changes)).toMatch(problem);
  });

  test('is refused with over 1,000 names of attributes and ratings', () => {
    const namedFrom = (from: number) => ({
      ...{ touchpoint: 'checkout', submittedAt },
      attributes: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`a${from + index}`, 1])),
    });
    const responses = Array.from({ length: 20 }, (_, index) => namedFrom(index * 50));
    expect(problemOf({}, { responses })).toBeUndefined();
    expect(problemOf({}, { responses: [...responses, namedFrom(999)] })).toMatch(/^responses: at most 1000/);
  });

  test('is refused without a touchpoint, a response or a plain name of its source', () => {
    expect(problemOf({}, { responses: [{ submittedAt }] })).toMatch(
      /^responses.0.touchpoint: a touchpoint, here/,
    );
    expect(problemOf({}, { responses: [] })).toMatch(/^responses: /);
    expect(problemOf({}, { source: '../shop' })).toMatch(/^source: a name such as shop-app/);
  });
});
