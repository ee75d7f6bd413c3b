import { describe, expect, test } from 'vitest';
import { builtInLanguages } from '../../lib/analysis/sentiment/languages/built-in-languages.ts';
import { hashOf } from '../../lib/analysis/words/word-hash.ts';
import { hasSet } from '../../models/sentiment/dataset.ts';
import {
  judgedSetsOf,
  judgedText,
  parseJudgements,
  readJudgedSentences,
  readLearnableRows,
} from '../../models/sentiment/judged-sentences.ts';

const rows = [{ text: 'The lid fits. It came in a blue box.' }];
const hash = hashOf('It came in a blue box.').toString(16).padStart(8, '0');
const source = `row\tsentence\thash\tdrawn\tlabel\n0\t1\t${hash}\trandom\tneu\n`;
const place = { row: 0, sentence: 1, hash, drawn: 'random', label: 'neu' } as const;

describe('a judgement', () => {
  test('is a line of a file, by the names in its first line', () => {
    expect(parseJudgements(source)).toEqual([place]);
  });

  test('with an unknown label is refused', () => {
    expect(() => parseJudgements(source.replace('neu', 'great'))).toThrow(/neg.*neu.*pos.*mix/);
  });

  test('finds its sentence in the set', () => {
    expect(judgedText(rows, 'reviews', place)).toBe('It came in a blue box.');
  });

  test.each([
    ['has another sentence there', [{ text: 'The lid fits. It came in a red box.' }]],
    ['has fewer sentences', [{ text: 'The lid fits.' }]],
    ['has fewer rows', []],
  ])('of a set that now %s is refused without a word of the set', (_, changed) => {
    expect(() => judgedText(changed, 'reviews', place)).toThrow(
      new RangeError('reviews, row 0, sentence 1 is not the sentence that was judged'),
    );
  });
});

const ofAllLanguages = (['en', ...builtInLanguages] as const).flatMap(judgedSetsOf);
const missing = ofAllLanguages.filter((set) => !hasSet(set));
const smallSet = 'amazon_alexa';

describe.skipIf(missing.length > 0)(
  `judged sentences${missing.length > 0 ? ' (skipped: there are no labelled sets, set VERBATIM_DATA)' : ''}`,
  () => {
    test.each(ofAllLanguages)('of %s are those that were judged', (set) => {
      expect(readJudgedSentences(set).length).toBeGreaterThan(100);
    });

    test('that are reported are in no review that is trained on', () => {
      const taught = new Set(readLearnableRows(smallSet).map(({ text }) => text));
      const sentences = readJudgedSentences(smallSet);
      const taughtOf = (reported: boolean): number =>
        sentences.filter((each) => each.reported === reported && taught.has(each.review)).length;
      expect([taughtOf(true), taughtOf(false)]).toEqual([
        0,
        sentences.filter(({ reported }) => !reported).length,
      ]);
    });
  },
);
