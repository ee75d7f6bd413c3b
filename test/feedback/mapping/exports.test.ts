import { describe, expect, test } from 'vitest';
import { tableOf } from '../table.ts';
import { map, meanings, scaleOf } from './mapped.ts';

const texts = [
  'The delivery took far too long',
  'Great service, friendly staff',
  'I could not log in for two days',
  'Nobody told me that the price went up',
  'The technician explained everything well',
];
/** Rows of a table: each column's cells come again and again in turn. */
const rows = (count: number, ...columns: readonly (readonly string[])[]): string[][] =>
  Array.from({ length: count }, (_, row) => columns.map((cells) => cells[row % cells.length] ?? ''));
const ids = (prefix: string, count = 60): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${(index * 7919 + 100_003) % 999_983}`);
const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
const days = numbers(10, 28).map((day) => `2026-05-${day}`);

describe('the metric of a score', () => {
  test('is in the column of its groups', async () => {
    const scores = numbers(0, 10);
    const groups = scores.map((score) =>
      Number(score) > 8 ? 'Promoter' : Number(score) > 6 ? 'Passive' : 'Detractor',
    );
    const table = (labels: readonly string[]) =>
      tableOf(['Q1', 'Band', 'Q2'], rows(44, scores, labels, texts));
    expect(await meanings(table(groups))).toMatchObject({ Q1: 'rating:nps', Band: 'ignored' });
    expect(await meanings(table(groups.toReversed()))).toMatchObject({ Q1: 'attribute' });
  });

  test('is in a column that names the kind of survey', async () => {
    const table = (kind: string) =>
      tableOf(['Score', 'Comment', 'Survey Type'], rows(33, numbers(0, 5), texts, [kind]));
    expect(await meanings(table('NPS'))).toMatchObject({ Score: 'rating:nps' });
    expect(await meanings(table('CSAT'))).toMatchObject({ Score: 'rating:csat' });
    expect(await meanings(table('Pulse'))).toMatchObject({ Score: 'rating:rating' });
  });

  test.each([
    ['LTR', 'nps'],
    ['Recommend', 'nps'],
    ['Likelihood to recommend', 'nps'],
    ['¿Qué probabilidad hay de que nos recomiende a un amigo?', 'nps'],
    ['Quelle est la probabilité que vous nous recommandiez à un ami ?', 'nps'],
    ['Hoe waarschijnlijk is het dat u ons aanbeveelt?', 'nps'],
    ['OSAT', 'csat'],
  ])('is recognized by the name %s', async (name, metric) => {
    expect((await scaleOf(name, numbers(0, 10))).scale?.metric).toBe(metric);
  });

  test('"Ease of …" is an effort scale where high is easy', async () => {
    expect((await scaleOf('Ease of doing business', numbers(1, 7))).scale).toEqual({
      metric: 'ces',
      min: 1,
      max: 7,
      direction: 'easy',
    });
  });

  test('a yes or no to "would you recommend us" is not NPS', async () => {
    const flags = rows(60, ['0', '1', '1']).map(([cell = '']) => cell);
    expect((await scaleOf('Would you recommend us to a friend?', flags)).scale).toBeUndefined();
    expect((await scaleOf('Recommend', flags)).scale).toBeUndefined();
  });

  test('hours of effort are not a customer effort score', async () => {
    const { columns, questions } = await map(
      tableOf(['Effort hours', 'Comment'], rows(40, ['0.5', '12', '40', '3', '17'], texts)),
    );
    expect([columns[0]?.meaning.field, questions]).toEqual(['attribute', []]);
  });

  test('an unnamed score from 0 to 10 explains how to map it as NPS', async () => {
    const { columns } = await map(tableOf(['score', 'comment'], rows(44, numbers(0, 10), texts)));
    expect(columns[0]).toMatchObject({ meaning: { scale: { metric: 'rating', min: 0, max: 10 } } });
    expect(columns[0]?.because).toContain('use nps=score');
  });
});

describe('questions side by side', () => {
  const block = ['Cleanliness', 'Service', 'Overall', 'Comment'];
  const table = (names: readonly string[]) =>
    tableOf(names, rows(40, numbers(1, 5), ['5', '4', '3', '2', '1'], ['1', '3', '5', '4'], texts));

  test('are ratings where one of them is named as such; the overall one keeps the plain key', async () => {
    const { columns } = await map(table(block));
    const scales = columns.map(({ meaning }) => (meaning.field === 'rating' ? meaning.scale : undefined));
    expect(scales).toEqual([
      { metric: 'rating', min: 1, max: 5, name: 'cleanliness' },
      { metric: 'rating', min: 1, max: 5, name: 'service' },
      { metric: 'rating', min: 1, max: 5 },
      undefined,
    ]);
  });

  test('are attributes where none is, or where only two are alike', async () => {
    const unnamed = await meanings(table(['Floor', 'Door', 'Persons', 'Comment']));
    expect([unnamed['Floor'], unnamed['Door'], unnamed['Persons']]).toEqual(Array(3).fill('attribute'));
    const apart = tableOf(
      ['Persons', 'Overall', 'Comment'],
      rows(40, numbers(1, 5), ['5', '4', '3', '2', '1'], texts),
    );
    expect(await meanings(apart)).toMatchObject({ Persons: 'attribute', Overall: 'rating:rating' });
  });
});

describe('scales on which a low number is good', () => {
  const valuesOf = async (name: string, cells: readonly string[]) => {
    const { columns } = await map(tableOf([name, 'Comment'], rows(40, cells, texts)));
    const meaning = columns[0]?.meaning;
    return meaning?.field === 'rating' ? meaning : undefined;
  };

  test('labels in the cells say so', async () => {
    const meaning = await valuesOf('Overall satisfaction', [
      '1 - Very satisfied',
      '2 - Satisfied',
      '3',
      '4 - Dissatisfied',
      '5 - Very dissatisfied',
    ]);
    expect(meaning?.values).toMatchObject({ '1 - very satisfied': 5, '5 - very dissatisfied': 1, '2': 4 });
  });

  test('the wording says so', async () => {
    const meaning = await valuesOf(
      'Wie zufrieden sind Sie? (1 = sehr zufrieden, 5 = sehr unzufrieden)',
      numbers(1, 5),
    );
    expect(meaning).toMatchObject({ scale: { metric: 'csat', min: 1, max: 5 }, values: { 1: 5, 5: 1 } });
  });

  test('marks of a school are such a scale, from 1 to 6', async () => {
    expect(await valuesOf('Schulnote', numbers(1, 5))).toMatchObject({
      scale: { metric: 'rating', min: 1, max: 6 },
      values: { 1: 6, 6: 1 },
    });
  });

  test('labels that say that a high number is good keep the direction', async () => {
    const meaning = await valuesOf('CSAT', ['1 - Very dissatisfied', '2', '3', '4 - Satisfied', '5']);
    expect(meaning?.values).toBeUndefined();
  });
});

describe('answers that are not numbers', () => {
  test.each([
    [['😡', '🙁', '😐', '🙂', '😀'], 5],
    [['🙁', '😐', '🙂'], 3],
    [['Awesome', 'Fine', 'Bad'], 3],
    [['Poor', 'Fair', 'Good', 'Excellent'], 4],
    [['Poor', 'Fair', 'Good', 'Very good', 'Excellent'], 5],
    [['2 out of 5', '5 out of 5 stars'], 5],
  ])('%j are a rating of %i points', async (cells, max) => {
    expect((await scaleOf('Rating', [...cells, ...cells])).scale).toMatchObject({ metric: 'rating', max });
  });

  test('a text with a number in it is not a rating, for any question', async () => {
    const question = '¿Cuál es el motivo de tu calificación?';
    const cells = ['Tardó mucho 3', 'Muy caro 2', 'Todo bien 1', 'Volveré pronto 4'];
    const table = tableOf(
      [question],
      rows(
        40,
        cells.map((cell) => `${cell} gracias por todo`),
      ),
    );
    expect(await meanings(table)).toEqual({ [question]: 'comment:reason' });
  });

  test('a yes or no is not a comment, even in a small file', async () => {
    const question = 'Did you find what you were looking for?';
    const table = (cells: readonly string[]) => tableOf([question, 'Comment'], rows(6, cells, texts));
    expect((await meanings(table(['Yes', 'no'])))[question]).toBe('attribute');
    expect((await meanings(table(texts)))[question]).toBe('comment:open');
    const other = 'Do you have any other comments?';
    expect(await meanings(tableOf([other], rows(6, ['No'])))).toEqual({ [other]: 'comment:open' });
  });

  test('texts under question numbers are comments, without a question', async () => {
    const { questions } = await map(tableOf(['Q2', 'Q5'], rows(6, texts, texts.toReversed())));
    expect(questions).toEqual([]);
  });

  test('"teils/teils" is the middle of a German scale', async () => {
    const cells = ['sehr zufrieden', 'teils/teils', 'unzufrieden'];
    expect((await scaleOf('Wie zufrieden waren Sie?', cells)).scale).toEqual({
      metric: 'csat',
      min: 1,
      max: 5,
    });
  });

  test('ticked boxes are not comments, but a constant comment is one', async () => {
    const question = 'Which of these words describe our products?';
    const table = tableOf(
      [question, `${question} (2)`, 'Sonstige Anmerkungen'],
      rows(30, ['Reliable', ''], ['', 'High quality'], ['keine']),
    );
    expect(await meanings(table)).toEqual({
      [question]: 'attribute',
      [`${question} (2)`]: 'attribute',
      'Sonstige Anmerkungen': 'comment:open',
    });
  });
});

describe('the source of a response', () => {
  const fieldOf = async (name: string, cells: readonly string[]) =>
    (await meanings(tableOf([name, 'Comment'], rows(40, cells, texts))))[name];

  test.each([
    ['Source', ['email survey', 'web', 'sms'], 'channel'],
    ['Origin', ['Phone', 'Web', 'Email'], 'channel'],
    ['Source', ['Google Play', 'App Store', 'Trustpilot'], 'attribute'],
    ['utm_source', ['Newsletter 5/26', 'spring campaign'], 'attribute'],
    ['Ticket channel', ['Email', 'Chat'], 'channel'],
    ['Channel', ['A1', 'B2'], 'channel'],
  ])('%s with values such as %j is a %s', async (name, cells, field) => {
    expect(await fieldOf(name, cells)).toBe(field);
  });
});

describe('people and ids', () => {
  test('the user name of a review is not a comment', async () => {
    const table = tableOf(
      ['Review Consumer User Id', 'Review Content', 'Review Username', 'Review Language'],
      rows(60, ids('c'), texts, ids('Ann Lee'), ['en']),
    );
    expect(await meanings(table)).toEqual({
      'Review Consumer User Id': 'respondent',
      'Review Content': 'comment:open',
      'Review Username': 'ignored',
      'Review Language': 'language',
    });
  });

  test.each(['Kundennummer', 'CUST_ID', 'Klantnummer', 'Nom du client', 'Nombre del cliente'])(
    '%s names the respondent',
    async (name) => {
      const table = tableOf([name, 'Comment'], rows(60, ids('8'), texts));
      expect((await meanings(table))[name]).toBe('respondent');
    },
  );

  test.each(['Fragebogen-Nr.', 'Survey ID', 'Call ID', 'ID de réponse'])(
    '%s is the record’s id where it differs in every row',
    async (name) => {
      expect((await meanings(tableOf([name, 'Comment'], rows(60, ids('9'), texts))))[name]).toBe(
        'responseId',
      );
      expect((await meanings(tableOf([name, 'Comment'], rows(60, ['77', '78'], texts))))[name]).toBe(
        'attribute',
      );
    },
  );

  test('codes and contacts of a small file are not attributes', async () => {
    const table = tableOf(
      ['Invoice', 'Contact', 'City', 'Comment'],
      rows(8, ids('INV-', 8), ids('Ann', 8), ['Rome', 'Oslo'], texts),
    );
    expect(await meanings(table)).toEqual({
      Invoice: 'ignored',
      Contact: 'ignored',
      City: 'attribute',
      Comment: 'comment:open',
    });
  });

  test('names of people are never shown, for any column name', async () => {
    const first = ['Ann', 'Bob', 'Cem', 'Dora', 'Eva', 'Finn', 'Gül'];
    const last = ['Lee', 'Kaya', 'Novak', 'Smith', 'Braun'];
    const people = first.flatMap((name) => last.map((family) => `${name} ${family}`));
    const { columns } = await map(tableOf(['Handled', 'Comment'], rows(35, people, texts)));
    expect(columns[0]).toMatchObject({ meaning: { field: 'ignored', personal: true }, samples: [] });
  });

  test('satisfaction with the staff is a rating, the staff is not', async () => {
    const table = tableOf(
      ['Satisfaction - Staff', 'Staff', 'Comment'],
      rows(60, numbers(1, 5), ['Tom', 'Eve'], texts),
    );
    expect(await meanings(table)).toMatchObject({ 'Satisfaction - Staff': 'rating:csat', Staff: 'ignored' });
  });

  test('next to a review, a response and its date belong to the company', async () => {
    const reply = ['Thank you for your kind words, see you soon', ''];
    const table = tableOf(
      ['Response Date', 'Review Comment', 'Response', 'Review Date'],
      rows(40, days, texts, reply, days.toReversed()),
    );
    expect(await meanings(table)).toEqual({
      'Response Date': 'ignored',
      'Review Comment': 'comment:open',
      Response: 'ignored',
      'Review Date': 'submittedAt:iso',
    });
  });
});

test.each([
  ['Was hat Ihnen nicht gefallen?', 'improve'],
  ['What did you not like?', 'improve'],
  ["Qu'avez-vous le moins aimé ?", 'improve'],
  ['Qu’avez-vous aimé ?', 'praise'],
  ['¿Qué no le gustó?', 'improve'],
  ['Sugerencias de mejora', 'improve'],
  ['Vorteile', 'praise'],
  ['Nachteile', 'improve'],
  ['Points forts', 'praise'],
  ['Points faibles', 'improve'],
  ['Ventajas', 'praise'],
  ['Desventajas', 'improve'],
  ['Punti di forza', 'praise'],
  ['Svantaggi', 'improve'],
  ['Pontos positivos', 'praise'],
  ['Pontos fracos', 'improve'],
  ['Pluspunten', 'praise'],
  ['Minpunten', 'improve'],
  ['Negatives', 'improve'],
  ['Kundenmeinung', 'open'],
])('%s asks for %s', async (name, role) => {
  expect(await meanings(tableOf([name], rows(20, texts)))).toEqual({ [name]: `comment:${role}` });
});

test('the column before its Q1_NPS_GROUP is the NPS, for any coding of the groups', async () => {
  const table = tableOf(['Q1_NPS_GROUP', 'Q1', 'Q2'], rows(33, ['1', '2', '3'], numbers(0, 10), texts));
  expect(await meanings(table)).toMatchObject({ Q1: 'rating:nps', Q1_NPS_GROUP: 'ignored' });
});

test('tweets are unsolicited', async () => {
  const table = tableOf(
    ['full_text', 'retweet_count', 'user.screen_name'],
    rows(30, texts, ['0', '3'], ids('u')),
  );
  expect((await map(table)).solicited).toBe(false);
  expect(await meanings(table)).toMatchObject({ 'user.screen_name': 'respondent' });
});

test('date names in other languages rank as in English', async () => {
  const table = tableOf(
    ['Date de livraison', 'Date de réponse', 'Avis'],
    rows(19, days, days.toReversed(), texts),
  );
  expect(await meanings(table)).toMatchObject({ 'Date de réponse': 'submittedAt:iso' });
  expect(await meanings(tableOf(['ts', 'text'], rows(9, ['1767225600', '1769545316'], texts)))).toMatchObject(
    {
      ts: 'submittedAt:epoch-seconds',
    },
  );
});

test('a touchpoint may have a prefix of its tool', async () => {
  const table = tableOf(['meta.touchpoint', 'Comment'], rows(20, ['checkout', 'delivery'], texts));
  expect(await meanings(table)).toMatchObject({ 'meta.touchpoint': 'touchpoint' });
});

test('two questions for reasons and improvements in another language are recognized without a question', async () => {
  const { questions } = await map(
    tableOf(
      ['Begründung', 'Verbesserungsvorschläge'],
      rows(30, ['Weil die Beratung sehr gut war'], ['Mehr Personal an der Kasse bitte']).map(
        ([why, how], row) => [`${why} ${row}`, `${how} ${row}`],
      ),
    ),
  );
  expect(questions).toEqual([]);
});
