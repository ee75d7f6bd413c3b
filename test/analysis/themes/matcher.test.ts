import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMatcher } from '../../../lib/analysis/themes/matcher.ts';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';
import { readWords } from '../../../lib/analysis/words/words.ts';

/** Theme and matched text of each match, for a taxonomy that takes only its own seeds. */
const found = (themes: string, text: string): string[] => {
  const taxonomy = loadTaxonomy(`{related: false, themes: ${themes}}`, 'test.yaml');
  return createMatcher(taxonomy)
    .match(readWords(text))
    .map(({ theme, start, end }) => `${taxonomy.themes[theme]?.id}: ${text.slice(start, end)}`);
};

describe('matching', () => {
  test('finds inflections of a seed, and of the words in a phrase', () => {
    const themes = '[{id: refund, seeds: [refund]}, {id: bill, seeds: [wrong charge]}]';
    expect(found(themes, 'Refunding took days; they refunded twice, wrong charges again')).toEqual([
      'refund: Refunding',
      'refund: refunded',
      'bill: wrong charges',
    ]);
  });

  test('finds a long word despite a typo, and leaves short and correct words unchanged', () => {
    const themes =
      '[{id: delivery, seeds: [delivery]}, {id: staff, seeds: [waiter]}, {id: bill, seeds: [bill]}]';
    expect(found(themes, 'delivry and delievry, water, ball')).toEqual([
      'delivery: delivry',
      'delivery: delievry',
    ]);
  });

  test('finds a closed compound by its last part', () => {
    expect(found('[{id: staff, seeds: [staff]}]', 'The waitstaff smiled')).toEqual(['staff: waitstaff']);
  });

  test('a seed of two words is found written as one or with a hyphen', () => {
    expect(found('[{id: login, seeds: [log in]}]', 'login, log-in, log in')).toEqual([
      'login: login',
      'login: log-in',
      'login: log in',
    ]);
  });

  test('a phrase is found with words in between, at most one of them a content word, never across a full stop', () => {
    const themes = '[{id: late, seeds: [took forever turn up]}]';
    expect(found(themes, 'It took them forever to finally turn up')).toEqual([
      'late: took them forever to finally turn up',
    ]);
    expect(found(themes, 'It took them. Forever turn up')).toEqual([]);
    expect(found(themes, 'took forever lovely weather turn up')).toEqual([]);
  });

  test('a content word between a comma and the rest of a phrase breaks it, a filler does not', () => {
    const themes = '[{id: contact, seeds: [call back]}]';
    expect(found(themes, 'solved in one call, money back too')).toEqual([]);
    expect(found(themes, 'please call me, really, back')).toEqual(['contact: call me, really, back']);
  });

  test('"my" and "to" stay in a seed that has only one other word', () => {
    const themes = '[{id: account, seeds: [open my, "the account"]}]';
    expect(found(themes, 'every time I open a product')).toEqual([]);
    expect(found(themes, 'they opened my account')).toEqual(['account: opened my', 'account: account']);
    expect(found('[{id: time, seeds: [to the minute]}]', 'ten minutes late')).toEqual([]);
  });

  test('a tense is no seed for its base, but in a phrase any inflection is found', () => {
    const themes = '[{id: staff, seeds: [training, "treated badly", points]}]';
    expect(found(themes, 'even on the train')).toEqual([]);
    expect(found(themes, 'they treat me badly, one point')).toEqual([
      'staff: treat me badly',
      'staff: point',
    ]);
  });

  test('a "not" in a seed matches any negated verb', () => {
    const themes = '[{id: cover, seeds: [not covered]}]';
    expect(found(themes, "Water isn't covered. Fire wasnt even covered. It is covered.")).toEqual([
      "cover: isn't covered",
      'cover: wasnt even covered',
    ]);
    expect(found('[{id: cover, seeds: [covered]}]', "isn't")).toEqual([]);
  });

  test('a two-word phrase is found reversed only around a copula', () => {
    const themes = '[{id: temperature, seeds: [cold food]}]';
    expect(found(themes, 'The food was really cold')).toEqual(['temperature: food was really cold']);
    expect(found(themes, 'food and cold drinks')).toEqual([]);
  });

  test('the longest wording wins over the shorter ones inside it', () => {
    const themes = '[{id: food, seeds: [food]}, {id: temperature, seeds: [cold food]}]';
    expect(found(themes, 'Cold food, good food')).toEqual(['temperature: Cold food', 'food: food']);
  });

  test('an exclude hides its own theme and no other', () => {
    const themes =
      '[{id: cold, seeds: [cold], excludes: [cold reception]}, {id: welcome, seeds: [reception]}]';
    expect(found(themes, 'A cold reception and a cold soup')).toEqual(['welcome: reception', 'cold: cold']);
  });

  test('a one-word exclude hides that word as written, not its relatives', () => {
    const themes = '[{id: price, seeds: [value], excludes: [valued]}]';
    expect(found(themes, 'I felt valued; what value')).toEqual(['price: value']);
  });

  test('two themes that share a seed are both found', () => {
    expect(found('[{id: a, seeds: [queue]}, {id: b, seeds: [queue]}]', 'queue')).toEqual([
      'a: queue',
      'b: queue',
    ]);
  });

  test('alternatives in a seed cover every combination', () => {
    const themes = '[{id: wait, seeds: ["long|endless wait|queue", "(turned up|came) late"]}]';
    expect(found(themes, 'endless queue, he turned up late')).toEqual([
      'wait: endless queue',
      'wait: turned up late',
    ]);
  });

  test('words of similar meaning join the theme of a short list, with less confidence', () => {
    const taxonomy = loadTaxonomy(
      'themes: [{id: food, seeds: [pizza, pasta, salad, dessert]}, {id: staff, seeds: [waiter, manager]}]',
      'a.yaml',
    );
    const [match] = createMatcher(taxonomy).match(readWords('The cheesecake'));
    expect(match).toMatchObject({ theme: 0, start: 4, end: 14 });
    expect(match?.confidence).toBeLessThan(0.8);
  });

  test('no words have no matches', () => {
    expect(found('[{id: a, seeds: [queue]}]', '')).toEqual([]);
  });

  test('a text matches the same alone and after any others', () => {
    const taxonomy = loadTaxonomy(
      'themes: [{id: a, seeds: [late delivery, courier]}, {id: b, seeds: [price]}]',
      'a.yaml',
    );
    const used = createMatcher(taxonomy);
    const words = ['late', 'delivery', 'was', 'delvery', 'price', 'prices', 'courier', 'and', '.'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (parts) => {
        const read = readWords(parts.join(' '));
        expect(used.match(read)).toEqual(createMatcher(taxonomy).match(read));
      }),
      { seed: 1, numRuns: 25 },
    );
  });
});
