import { describe, expect, test } from 'vitest';
import { tableOf } from '../table.ts';
import { map, meanings } from './mapped.ts';

/** A column with each value as often as its count says, well mixed, beside a comment of the row. */
const counted = (counts: Readonly<Record<string, number>>): string[] => {
  const cells = Object.entries(counts).flatMap(([value, count]) => Array<string>(count).fill(value));
  return cells.map((_, index) => cells[(index * 7919) % cells.length] ?? '');
};
const texts = [
  'The delivery took far too long',
  'Friendly staff and a clean shop',
  'I could not log in for two days',
  'Nobody told me about the new price',
];
const withComments = (name: string, cells: readonly string[]) =>
  tableOf(
    [name, 'Comment'],
    cells.map((cell, index) => [cell, `${texts[index % texts.length]} (${index})`]),
  );
const column = async (name: string, cells: readonly string[]) => {
  const { columns, questions, warnings } = await map(withComments(name, cells));
  const meaning = columns[0]?.meaning;
  return {
    scale: meaning?.field === 'rating' ? meaning.scale : meaning?.field,
    absent: meaning?.field === 'rating' ? meaning.absent : undefined,
    questions: questions.map(({ code }) => code),
    warnings: warnings.map(({ code, cells: count }) => [code, count]),
  };
};
const zeroToTen = { 0: 8, 1: 5, 2: 7, 3: 12, 4: 10, 5: 22, 6: 26, 7: 48, 8: 62, 9: 55, 10: 44 };
const oneToFive = { 1: 24, 2: 31, 3: 58, 4: 104, 5: 82 };
const oneToSeven = { 1: 12, 2: 18, 3: 30, 4: 41, 5: 66, 6: 74, 7: 58 };
const offScale = (cells: number) => ['cells-off-scale', cells];

describe('a few cells beside the scale of nearly all rows', () => {
  test.each<[string, Record<string, number>, object, number]>([
    ['How likely are you to recommend us? (0-10)', { ...zeroToTen, '8.5': 1 }, { metric: 'nps' }, 1],
    ['NPS', { ...zeroToTen, '9.5': 2 }, { metric: 'nps' }, 2],
    ['Likelihood to recommend', { ...zeroToTen, '12': 1, '7,5': 1 }, { metric: 'nps' }, 2],
    ['Overall satisfaction', { ...oneToFive, 9: 1 }, { metric: 'csat', min: 1, max: 5 }, 1],
    ['CSAT', { ...oneToFive, 55: 1 }, { metric: 'csat', min: 1, max: 5 }, 1],
    ['Star rating', { ...oneToFive, 10: 2 }, { metric: 'rating', min: 1, max: 5 }, 2],
    ['Satisfaction with support (1-5)', { ...oneToFive, 6: 2 }, { metric: 'csat', min: 1, max: 5 }, 2],
    ['How easy was it to get help?', { ...oneToSeven, 0: 1 }, { metric: 'ces', min: 1, max: 7 }, 1],
    ['Customer satisfaction', { ...oneToFive, 0: 3 }, { metric: 'csat', min: 1, max: 5 }, 3],
    ['How satisfied are you?', { ...oneToFive, '4.5': 1 }, { metric: 'csat', min: 1, max: 5 }, 1],
    ['Zufriedenheit', { ...oneToSeven, 77: 1 }, { metric: 'csat', min: 1, max: 7 }, 1],
  ])('leave %s its scale, and are counted in a warning', async (name, counts, scale, cells) => {
    const found = await column(name, counted(counts));
    expect(found.scale).toMatchObject(scale);
    expect(found).toMatchObject({ questions: [], warnings: [offScale(cells)] });
  });

  test('that are too many for slips are asked about', async () => {
    expect(await column('Satisfaction', counted({ ...oneToFive, 9: 14 }))).toMatchObject({
      questions: ['scale-ends'],
    });
    expect(await column('Effort was low', counted({ ...oneToSeven, 0: 15 }))).toMatchObject({
      questions: expect.arrayContaining(['scale-ends']),
    });
    expect(await column('Satisfaction', counted({ 3: 60, 5: 40, 9: 1 }))).toMatchObject({
      questions: ['scale-ends'],
    });
    expect(await column('Rating', counted({ 1: 4, 2: 3, 3: 5, 4: 4, 5: 6, 9: 1 }))).toMatchObject({
      questions: ['scale-ends'],
    });
  });

  test('that reach a scale of their own leave it whole', async () => {
    expect(await column('Rating', counted(zeroToTen))).toMatchObject({
      scale: { min: 0, max: 10 },
      questions: [],
      warnings: [],
    });
    expect(
      await column('Satisfaction', counted({ ...oneToFive, 6: 2, 7: 1, 8: 3, 9: 2, 10: 4 })),
    ).toMatchObject({
      scale: { min: 1, max: 10 },
      questions: [],
    });
    expect(await column('Stars', counted({ 0: 40, 1: 30, 2: 30, 3: 50, 4: 60, 5: 80 }))).toMatchObject({
      scale: { min: 0, max: 5 },
      questions: [],
    });
  });
});

describe('a column named NPS', () => {
  test.each([
    ['NPS', { 1: 20, 2: 40, 3: 60, 4: 30 }],
    ['Net Promoter Score', { 1: 12, 2: 8, 3: 30, 4: 40, 5: 35 }],
    ['How likely are you to recommend us to a friend?', { 1: 10, 2: 9, 3: 20, 4: 22, 5: 60 }],
    ['Weiterempfehlung', { 1: 30, 2: 22, 3: 9, 4: 3, 5: 2, 6: 1 }],
    ['nps_score', { 0: 25, 1: 30, 2: 45 }],
  ])('%s whose answers end far below 10 is asked about', async (name, counts) => {
    expect((await column(name, counted(counts))).questions).toEqual(['scale-unsure']);
  });

  test.each(['NPS / 5-star', 'NPS or CSAT'])(
    '%s, with a second scale in its name, is asked about',
    async (name) => {
      expect((await column(name, counted(zeroToTen))).questions).toEqual(['scale-unsure']);
    },
  );

  test('whose wording states 0 to 10 is not', async () => {
    expect(
      await column('How likely are you to recommend us? (0-10)', counted({ 1: 20, 2: 40, 3: 60 })),
    ).toMatchObject({ scale: { metric: 'nps' }, questions: [] });
  });

  test('with words of agreement is a rating with those words', async () => {
    const words = counted({
      'Strongly disagree': 9,
      Disagree: 12,
      Neutral: 20,
      Agree: 44,
      'Strongly agree': 30,
    });
    expect((await column('I would recommend this company to a friend', words)).scale).toMatchObject({
      metric: 'rating',
      min: 1,
      max: 5,
    });
    const likely = counted({ 'Very unlikely': 5, Unlikely: 9, Neutral: 11, Likely: 40, 'Very likely': 30 });
    expect((await column('How likely are you to recommend us?', likely)).scale).toMatchObject({
      metric: 'rating',
      min: 1,
      max: 5,
    });
  });
});

describe('codes for "no answer"', () => {
  test.each<[string, Record<string, number>, object, string[]]>([
    ['NPS', { ...zeroToTen, '-99': 12 }, { metric: 'nps' }, ['-99']],
    ['NPS', { ...zeroToTen, '-1': 40 }, { metric: 'nps' }, ['-1']],
    ['Satisfaction', { ...oneToFive, 999: 9 }, { metric: 'csat', min: 1, max: 5 }, ['999']],
    ['NPS', { ...zeroToTen, '-1': 12, '-2': 5 }, { metric: 'nps' }, ['-1', '-2']],
    ['CSAT', { ...oneToFive, '-9': 3, '-8': 5 }, { metric: 'csat', min: 1, max: 5 }, ['-8', '-9']],
    ['Overall rating', { ...oneToFive, 99: 30 }, { metric: 'rating', min: 1, max: 5 }, ['99']],
    [
      'How easy was it to get help?',
      { ...oneToSeven, 88: 6, 99: 7 },
      { metric: 'ces', max: 7 },
      ['88', '99'],
    ],
    ['Zufriedenheit', { ...oneToFive, '-77': 8 }, { metric: 'csat', min: 1, max: 5 }, ['-77']],
    ['How satisfied are you?', { ...oneToFive, '-99.0': 8 }, { metric: 'csat', min: 1, max: 5 }, ['-99.0']],
  ])('in %s are missing answers, and said', async (name, counts, scale, absent) => {
    const found = await column(name, counted(counts));
    expect(found.scale).toMatchObject(scale);
    expect(found.absent?.toSorted()).toEqual(absent.toSorted());
    expect(found.questions).toEqual([]);
    const cells = absent.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
    expect(found.warnings).toEqual([['codes-read-as-missing', cells]]);
  });

  test('are grades where the scale goes as far', async () => {
    const percent = counted(Object.fromEntries(Array.from({ length: 101 }, (_, at) => [String(at), 3])));
    expect(await column('Satisfaction score', percent)).toMatchObject({
      scale: { min: 0, max: 100 },
      warnings: [],
    });
  });

  test('are missing in a column that a person maps, too', async () => {
    const table = withComments('Q7', counted({ ...zeroToTen, '-99': 12 }));
    const { columns } = await map(table, { override: { columns: { Q7: 'nps' } } });
    expect(columns[0]?.meaning).toMatchObject({ scale: { metric: 'nps' }, absent: ['-99'] });
  });
});

describe('effort told in statements', () => {
  const agreement = counted({
    'Strongly disagree': 9,
    Disagree: 12,
    Neutral: 20,
    Agree: 44,
    'Strongly agree': 30,
  });
  test.each([
    ['I had to put in a lot of effort to get my problem solved', 'effort'],
    ['It took a lot of effort to reach someone', 'effort'],
    ['Resolving my issue was difficult', 'effort'],
    ['I had to work hard to get my refund', 'effort'],
    ['The company made it hard for me to cancel', 'effort'],
    ['It was not easy to find what I needed', 'effort'],
    ['Ich musste viel Aufwand betreiben', 'effort'],
    ["J'ai dû faire beaucoup d'efforts pour résoudre mon problème", 'effort'],
    ['Tuve que hacer mucho esfuerzo', 'effort'],
    ['Het kostte mij veel moeite', 'effort'],
    ['The process was easy', 'easy'],
    ['It was easy to handle my issue', 'easy'],
    ['Acme made it easy for me to handle my issue', 'easy'],
    ['Checking out was simple and quick', 'easy'],
    ['Getting help required little effort', 'easy'],
    ['I did not have to put in much effort', 'easy'],
    ['Es war einfach, mein Anliegen zu klären', 'easy'],
  ])('"%s": agreement is %s', async (name, direction) => {
    const seven = counted(oneToSeven);
    expect((await column(name, agreement)).scale).toEqual({ metric: 'ces', min: 1, max: 5, direction });
    expect((await column(name, seven)).scale).toMatchObject({ metric: 'ces', direction });
  });

  test('whose direction the words do not tell are asked about', async () => {
    expect((await column('Customer effort', agreement)).questions).toEqual(['ces-direction']);
  });

  test('agreeing to be dissatisfied is the low end of satisfaction', async () => {
    const { columns } = await map(withComments('I am dissatisfied with the service', agreement));
    expect(columns[0]?.meaning).toMatchObject({ scale: { metric: 'csat' }, values: { 'strongly agree': 1 } });
  });
});

describe('a score whose scale another column names', () => {
  const rows = (kinds: readonly (readonly [string, number, number])[], name: string) =>
    tableOf(
      ['score', name, 'comment'],
      Array.from({ length: 120 }, (_, row) => {
        const [kind = '', min = 0, max = 0] = kinds[row % kinds.length] ?? [];
        return [String(min + ((row * 7) % (max - min + 1))), kind, `${texts[row % 4]} (${row})`];
      }),
    );

  test.each<[string, (readonly [string, number, number])[], string[]]>([
    [
      'survey_type',
      [
        ['nps', 0, 10],
        ['csat', 1, 5],
        ['ces', 1, 7],
      ],
      ['nps', 'csat', 'ces'],
    ],
    [
      'Metric',
      [
        ['NPS', 0, 10],
        ['CSAT', 1, 5],
      ],
      ['nps', 'csat'],
    ],
    [
      'question type',
      [
        ['nps_rating', 0, 10],
        ['csat_rating', 1, 5],
      ],
      ['nps', 'csat'],
    ],
    [
      'Survey',
      [
        ['Relationship NPS', 0, 10],
        ['Support CSAT', 1, 5],
      ],
      ['nps', 'csat'],
    ],
    [
      'template',
      [
        ['NPS', 0, 10],
        ['CSAT', 1, 5],
      ],
      ['nps', 'csat'],
    ],
    [
      'Tipo de encuesta',
      [
        ['NPS', 0, 10],
        ['Satisfacción', 1, 5],
        ['Esfuerzo', 1, 7],
      ],
      ['nps', 'csat', 'ces'],
    ],
    [
      'Soort enquête',
      [
        ['NPS', 0, 10],
        ['Tevredenheid', 1, 5],
      ],
      ['nps', 'csat'],
    ],
  ])('is read on the scale of its row (%s)', async (name, kinds, metrics) => {
    const { columns, questions } = await map(rows(kinds, name));
    const meaning = columns[0]?.meaning;
    const scales = meaning?.field === 'rating' ? Object.values(meaning.by?.scales ?? {}) : [];
    expect(scales.map(({ metric }) => metric)).toEqual(metrics);
    expect(questions).toEqual([]);
  });
});

describe('a column of words of a scale', () => {
  test.each<[string, string[], object]>([
    ['How was your visit?', ['Great', 'Okay', 'Not good'], { min: 1, max: 3 }],
    ['Rating', ['Thumbs up', 'Thumbs down'], { min: 0, max: 1 }],
    ['Rating', ['👍', '👎'], { min: 0, max: 1 }],
    ['Satisfaction', ['good', 'neutral', 'bad'], { min: 1, max: 3 }],
    ['satisfaction_rating.score', ['good', 'bad', 'neutral', 'offered'], { min: 1, max: 3 }],
    ['How did we do?', ['Loved it', 'It was okay', 'Hated it'], { min: 1, max: 3 }],
    ['Bewertung', ['gut', 'neutral', 'schlecht'], { min: 1, max: 3 }],
    ['Rating', ['Amazing', 'Great', 'OK', 'Bad', 'Terrible'], { min: 1, max: 5 }],
    [
      'How would you rate your stay?',
      ['Very good', 'Good', 'Average', 'Poor', 'Very poor'],
      { min: 1, max: 5 },
    ],
    [
      'Overall experience',
      ['Exceeded expectations', 'Met expectations', 'Below expectations'],
      { min: 1, max: 3 },
    ],
    ['How do you feel about our service?', ['Happy', 'Neutral', 'Unhappy'], { min: 1, max: 3 }],
    ['Feedback', ['Positive', 'Neutral', 'Negative'], { min: 1, max: 3 }],
    ['Avis', ['bien', 'moyen', 'mauvais'], { min: 1, max: 3 }],
    [
      'Zufriedenheit',
      ['sehr zufrieden', 'zufrieden', 'weniger zufrieden', 'unzufrieden'],
      { metric: 'csat', min: 1, max: 4 },
    ],
    [
      'Satisfaction globale',
      ['Très satisfait', 'Plutôt satisfait', 'Plutôt pas satisfait', 'Pas du tout satisfait'],
      { metric: 'csat', min: 1, max: 4 },
    ],
    [
      'Satisfacción',
      ['Muy satisfecho', 'Bastante satisfecho', 'Poco satisfecho', 'Nada satisfecho'],
      { metric: 'csat', max: 4 },
    ],
    ['Satisfaction', ['Very satisfied', 'Satisfied', 'Dissatisfied', 'Very dissatisfied'], { max: 5 }],
    [
      'Wie einfach war es?',
      ['sehr einfach', 'einfach', 'schwierig'],
      { metric: 'ces', max: 5, direction: 'easy' },
    ],
    [
      'È stato facile?',
      ['molto facile', 'facile', 'difficile'],
      { metric: 'ces', max: 5, direction: 'easy' },
    ],
    ['Valoración', ['bueno', 'regular', 'malo'], { min: 1, max: 3 }],
  ])('%s: %j is a rating', async (name, words, bounds) => {
    const found = await column(
      name,
      Array.from({ length: 90 }, (_, row) => words[row % words.length] ?? ''),
    );
    expect(found.scale).toMatchObject(bounds);
  });

  test('under a name that asks for nothing is an attribute, and said', async () => {
    const words = Array.from({ length: 90 }, (_, row) => ['good', 'fair', 'poor'][row % 3] ?? '');
    expect(await column('Condition', words)).toMatchObject({
      scale: 'attribute',
      warnings: [['score-not-read', undefined]],
    });
  });
});

test.each<[string, Record<string, number>, object, string | undefined]>([
  [
    'Note sur 20',
    { 8: 10, 12: 30, 14: 40, 18: 20, 20: 10 },
    { metric: 'rating', min: 1, max: 20 },
    undefined,
  ],
  ['Gesamtnote (1 = sehr gut, 6 = ungenügend)', { 1: 40, 2: 60, 3: 40, 4: 20, 5: 8, 6: 3 }, { max: 6 }, '1'],
])('%s: the scale is that of the school', async (name, counts, scale, best) => {
  const { columns } = await map(withComments(name, counted(counts)));
  const meaning = columns[0]?.meaning;
  expect(meaning).toMatchObject({ scale });
  expect(meaning?.field === 'rating' && best !== undefined ? meaning.values?.[best] : undefined).toBe(
    best === undefined ? undefined : 6,
  );
});

test('the columns of reviews stay what they were', async () => {
  const table = tableOf(
    ['Country', 'Rating', 'Review'],
    Array.from({ length: 60 }, (_, row) => ['DE', String(1 + (row % 5)), `${texts[row % 4]} (${row})`]),
  );
  expect(await meanings(table)).toEqual({
    Country: 'attribute',
    Rating: 'rating:rating',
    Review: 'comment:open',
  });
});
