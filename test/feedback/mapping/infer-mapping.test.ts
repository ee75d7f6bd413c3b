import { describe, expect, test } from 'vitest';
import { inferMapping, type MappingHints } from '../../../lib/feedback/mapping/infer-mapping.ts';
import { mapping as mappingSchema } from '../../../lib/feedback/mapping/mapping.ts';
import { tableOf } from '../table.ts';
import { map, meanings, scaleOf } from './mapped.ts';

const range = (from: number, to: number, times = 1): string[] =>
  Array.from({ length: (to - from + 1) * times }, (_, index) => String(from + (index % (to - from + 1))));

describe('exports as the tools write them', () => {
  test('Qualtrics: the end of the response, its id, its status, and no derived column', async () => {
    const nps = 'On a scale from 0-10, how likely are you to recommend Acme to a friend or colleague?';
    const table = tableOf(
      [
        'StartDate',
        'EndDate',
        'Status',
        'IPAddress',
        'Progress',
        'Duration (in seconds)',
        'Finished',
        'RecordedDate',
        'ResponseId',
        'RecipientLastName',
        'RecipientEmail',
        'LocationLatitude',
        'DistributionChannel',
        'UserLanguage',
        { name: 'Q1_NPS_GROUP', question: `${nps} - Group` },
        { name: 'Q1', question: nps },
        { name: 'Q2', question: 'What is the main reason for your score?' },
        { name: 'Q3', question: 'Acme made it easy for me to handle my issue.' },
        { name: 'Q4', question: 'How satisfied are you with the service?' },
        { name: 'Q5', question: 'What could we do better?' },
      ],
      [
        [
          '2026-03-01 10:00:00',
          '2026-03-01 10:02:00',
          'IP Address',
          '1.2.3.4',
          '100',
          '120',
          'True',
          '2026-03-01 10:02:01',
          'R_1',
          'Doe',
          'jo@example.org',
          '40.1',
          'email',
          'EN',
          'Promoter',
          '10',
          'Quick',
          'Strongly agree',
          'Very satisfied',
          '',
        ],
        [
          '2026-03-02 10:00:00',
          '2026-03-02 10:02:00',
          'Survey Preview',
          '',
          '100',
          '120',
          'True',
          '2026-03-02 10:02:01',
          'R_2',
          '',
          '',
          '',
          'preview',
          'DE',
          'Detractor',
          '0',
          'Slow',
          'Somewhat disagree',
          'Dissatisfied',
          'Answer faster',
        ],
      ],
      { exportedBy: 'qualtrics', timeZone: 'America/Denver' },
    );
    expect(await meanings(table)).toEqual({
      StartDate: 'ignored',
      EndDate: 'submittedAt:iso',
      Status: 'status',
      IPAddress: 'ignored',
      Progress: 'ignored',
      'Duration (in seconds)': 'ignored',
      Finished: 'finished',
      RecordedDate: 'ignored',
      ResponseId: 'responseId',
      RecipientLastName: 'ignored',
      RecipientEmail: 'respondent',
      LocationLatitude: 'ignored',
      DistributionChannel: 'channel',
      UserLanguage: 'language',
      Q1_NPS_GROUP: 'ignored',
      Q1: 'rating:nps',
      Q2: 'comment:reason',
      Q3: 'rating:ces',
      Q4: 'rating:csat',
      Q5: 'comment:improve',
    });
    expect(await map(table)).toMatchObject({
      source: 'qualtrics',
      timeZone: 'America/Denver',
      solicited: true,
      questions: [],
    });
  });

  test('Zendesk: good and bad are a two-point scale', async () => {
    const table = tableOf(
      [
        'Ticket ID',
        'Created at',
        'Requester email',
        'Assignee',
        'Description',
        'Satisfaction Score',
        'Satisfaction Comment',
        'Status',
      ],
      [
        [
          '1001',
          '2026-05-01T10:00:00Z',
          'ann@example.org',
          'Kim',
          'My refund is missing',
          'good',
          'Quick',
          'solved',
        ],
        ['1002', '2026-05-02T10:00:00Z', 'bob@example.org', 'Kim', 'The app crashes', 'bad', '', 'solved'],
        ['1003', '2026-05-02T11:00:00Z', 'bob@example.org', 'Kim', 'Again it crashes', 'offered', '', 'open'],
      ],
      { exportedBy: 'zendesk' },
    );
    expect(await meanings(table)).toEqual({
      'Ticket ID': 'responseId',
      'Created at': 'submittedAt:iso',
      'Requester email': 'respondent',
      Assignee: 'ignored',
      Description: 'comment:open',
      'Satisfaction Score': 'rating:csat',
      'Satisfaction Comment': 'comment:open',
      Status: 'attribute',
    });
    const score = (await map(table)).columns.find(({ column }) => column === 'Satisfaction Score');
    expect(score?.meaning).toMatchObject({ scale: { min: 0, max: 1 }, values: { good: 1, bad: 0 } });
  });

  test('Google Play: stars are a rating, and a name shared by everyone is not a respondent', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => [
      'A Google user',
      String(1 + (index % 5)),
      `It is fine ${index}`,
      `2025-06-08 15:${10 + index}:26`,
    ]);
    const table = tableOf(['userName', 'score', 'content', 'at'], rows, { exportedBy: 'google-play' });
    expect(await meanings(table)).toEqual({
      userName: 'respondent',
      score: 'rating:rating',
      content: 'comment:open',
      at: 'submittedAt:iso',
    });
    expect((await map(table)).solicited).toBe(false);
  });

  test('Typeform: the time zone is in the name of the date column', async () => {
    const table = tableOf(
      [
        '#',
        'How likely are you to recommend us?',
        'Why?',
        'Response Type',
        'Start Date (UTC)',
        'Submit Date (UTC)',
        'Network ID',
      ],
      [
        ['abc1', '9', 'Friendly', 'completed', '2026-05-01 10:00:00', '2026-05-01 10:02:00', 'f00'],
        ['abd7', '4', '', 'partial', '2026-05-02 10:00:00', '2026-05-02 10:02:00', 'f01'],
      ],
      { exportedBy: 'typeform' },
    );
    expect(await meanings(table)).toEqual({
      '#': 'responseId',
      'How likely are you to recommend us?': 'rating:nps',
      'Why?': 'comment:reason',
      'Response Type': 'finished',
      'Start Date (UTC)': 'ignored',
      'Submit Date (UTC)': 'submittedAt:iso',
      'Network ID': 'ignored',
    });
    expect((await map(table, { timeZone: 'Europe/Berlin' })).timeZone).toBe('UTC');
  });

  test('SurveyMonkey: a Respondent ID is the response id, and a question about a rating is a question', async () => {
    const table = tableOf(
      [
        'Respondent ID',
        'Date Created',
        'Date Modified',
        'Email Address',
        'What would you change to give a higher rating?',
      ],
      [
        ['12345670001', '03/14/2026 02:12:11 PM', '03/14/2026 02:15:01 PM', 'a@example.org', 'More colours'],
        [
          '12345670002',
          '03/15/2026 02:12:11 PM',
          '03/15/2026 02:15:01 PM',
          'b@example.org',
          'Nothing at all',
        ],
      ],
      { exportedBy: 'surveymonkey' },
    );
    expect(await meanings(table)).toEqual({
      'Respondent ID': 'responseId',
      'Date Created': 'ignored',
      'Date Modified': 'submittedAt:month-first',
      'Email Address': 'respondent',
      'What would you change to give a higher rating?': 'comment:improve',
    });
  });
});

describe('ratings', () => {
  test('0–10 is NPS only by name or wording', async () => {
    expect((await scaleOf('NPS Score', range(0, 10))).scale).toEqual({ metric: 'nps', kind: 'relationship' });
    expect(
      (await scaleOf('How likely is it that you would recommend us?', range(0, 10))).scale,
    ).toMatchObject({ metric: 'nps' });
    expect((await scaleOf('Score', range(0, 10))).scale).toEqual({ metric: 'rating', min: 0, max: 10 });
  });

  test('NPS about a touchpoint is transactional, about the company it is relationship', async () => {
    expect((await scaleOf('nps', range(0, 10), { objectKey: 'uploads/store/a.csv' })).scale).toMatchObject({
      kind: 'transactional',
    });
    expect(
      (await scaleOf('relationship nps', range(0, 10), { objectKey: 'uploads/store/a.csv' })).scale,
    ).toMatchObject({ kind: 'relationship' });
    expect(
      (await scaleOf('After your visit, how likely are you to recommend us?', range(0, 10))).scale,
    ).toMatchObject({ kind: 'transactional' });
  });

  test('an NPS without a 0, or going to 11, raises a question', async () => {
    expect((await scaleOf('nps', range(0, 10, 10))).questions).toEqual([]);
    expect((await scaleOf('nps', range(1, 10, 10))).questions).toEqual(['nps-coding']);
    expect((await scaleOf('nps', range(1, 11, 10))).questions).toEqual(['nps-coding']);
    expect((await scaleOf('nps', ['9', '10', '10', '8'])).questions).toEqual([]);
  });

  test('a CES without a known direction raises a question', async () => {
    const { scale, questions } = await scaleOf('Customer Effort Score', range(1, 7, 5));
    expect(scale).toMatchObject({ metric: 'ces', min: 1, max: 7 });
    expect(questions).toEqual(['ces-direction']);
  });

  test('wording and labels give the direction of a CES', async () => {
    const made = await scaleOf('The company made it easy for me to handle my issue', range(1, 7, 5));
    expect(made).toEqual({ scale: { metric: 'ces', min: 1, max: 7, direction: 'easy' }, questions: [] });
    const old = await scaleOf('How much effort did you personally have to put forth?', range(1, 5, 10));
    expect(old).toEqual({ scale: { metric: 'ces', min: 1, max: 5, direction: 'effort' }, questions: [] });
    const labelled = await scaleOf('CES', ['1 - Very difficult', '5 - Very easy', '3']);
    expect(labelled.scale).toMatchObject({ direction: 'easy' });
  });

  test('CSAT is recognized by its name, and its scale by its values', async () => {
    expect((await scaleOf('CSAT', range(1, 5, 10))).scale).toEqual({ metric: 'csat', min: 1, max: 5 });
    expect((await scaleOf('How satisfied are you?', range(1, 7, 10))).scale).toEqual({
      metric: 'csat',
      min: 1,
      max: 7,
    });
    expect((await scaleOf('csat', range(1, 3, 20))).scale).toEqual({ metric: 'csat', min: 1, max: 3 });
    expect((await scaleOf('csat', range(0, 1, 20))).scale).toEqual({ metric: 'csat', min: 0, max: 1 });
    expect((await scaleOf('Zufriedenheit', ['sehr zufrieden', 'unzufrieden'])).scale).toEqual({
      metric: 'csat',
      min: 1,
      max: 5,
    });
  });

  test('a range in the wording outweighs the values of a few rows', async () => {
    expect((await scaleOf('How satisfied are you, from 1 to 7?', ['3', '4'])).scale).toEqual({
      metric: 'csat',
      min: 1,
      max: 7,
    });
  });

  test('stars and school marks with decimals are plain ratings', async () => {
    expect((await scaleOf('stars', range(1, 5))).scale).toEqual({ metric: 'rating', min: 1, max: 5 });
    expect((await scaleOf('review_score', ['9.1', '7.6', '10'])).scale).toEqual({
      metric: 'rating',
      min: 1,
      max: 10,
    });
  });

  test('an average that belongs to the rated thing is not an answer', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => {
      const hotel = index % 12;
      return [
        `Hotel ${'ABCDEFGHIJKL'[hotel]}`,
        String(7 + (hotel % 5) / 2),
        String(1 + (index % 10)),
        `A stay like many ${index}`,
      ];
    });
    const table = tableOf(['hotel', 'review_score', 'score', 'review'], rows);
    expect(await meanings(table)).toMatchObject({
      hotel: 'attribute',
      review_score: 'ignored',
      score: 'rating:rating',
    });
  });

  test('two ratings of one scale are distinguished by name; the overall one keeps the plain key', async () => {
    const { columns } = await map(
      tableOf(
        ['Rating', 'Food rating', 'Staff rating'],
        [
          ['5', '4', '3'],
          ['1', '2', '2'],
        ],
      ),
    );
    expect(columns.map(({ meaning }) => meaning.field === 'rating' && meaning.scale.name)).toEqual([
      undefined,
      'food-rating',
      'staff-rating',
    ]);
  });

  test('a flag of 0 and 1, a count and an age are not ratings', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => [
      String(index % 2),
      String(index % 4),
      String(20 + (index % 9)),
      `Text of mine ${index}`,
    ]);
    expect(await meanings(tableOf(['feedback', 'thumbsUpCount', 'Age', 'review'], rows))).toEqual({
      feedback: 'attribute',
      thumbsUpCount: 'ignored',
      Age: 'attribute',
      review: 'comment:open',
    });
  });
});

describe('dates', () => {
  const dates = (cells: readonly string[], name = 'Date') =>
    map(
      tableOf(
        [name, 'Comment'],
        cells.map((cell) => [cell, 'Nothing to complain about']),
      ),
    );

  test('one date after the 12th settles the order for all', async () => {
    expect((await dates(['1/2/2026', '2/24/2026'])).columns[0]?.meaning).toMatchObject({
      order: 'month-first',
    });
    expect((await dates(['1/2/2026', '24/2/2026'])).columns[0]?.meaning).toMatchObject({
      order: 'day-first',
    });
    expect((await dates(['1.2.2026', '2.3.2026'])).columns[0]?.meaning).toMatchObject({ order: 'day-first' });
  });

  test('where no date settles it, a question is raised, with the answers as overrides', async () => {
    expect((await dates(['1/2/2026', '3/4/2026'])).questions).toEqual([
      expect.objectContaining({
        code: 'date-order',
        column: 'Date',
        options: ['submittedAt=Date:day-first', 'submittedAt=Date:month-first'],
      }),
    ]);
  });

  test('another date column of the table may settle it', async () => {
    const table = tableOf(
      ['Submitted', 'Purchased', 'Comment'],
      [
        ['1/2/2026', '1/20/2026', 'fine'],
        ['3/4/2026', '1/21/2026', 'good enough'],
      ],
    );
    const { columns, questions } = await map(table);
    expect(columns[0]?.meaning).toEqual({ field: 'submittedAt', order: 'month-first' });
    expect(questions).toEqual([]);
  });

  test('reading continues after the profiled rows until a date settles it', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => [
      `${1 + (index % 12)}/5/2025`,
      `A comment of a customer ${index}`,
    ]);
    const undecided = await inferMapping(tableOf(['Date', 'Comment'], rows), {});
    expect(undecided.rowsProfiled).toBe(3000);
    expect(undecided.mapping.questions.map(({ code }) => code)).toEqual(['date-order']);
    const told = rows.with(2500, ['25/5/2025', 'late']);
    const decided = await inferMapping(tableOf(['Date', 'Comment'], told), {});
    expect(decided.rowsProfiled).toBe(2501);
    expect(decided.mapping.questions).toEqual([]);
  });

  const dateAndTime = (names: readonly string[], rows: readonly (readonly string[])[]) =>
    map(
      tableOf(
        [...names, 'Comment'],
        rows.map((row) => [...row, 'Nothing to complain about']),
      ),
    );

  test('a column of times next to the date is its time of day', async () => {
    const { columns, questions } = await dateAndTime(
      ['Date', 'Time'],
      [
        ['2026-05-31', '10:20'],
        ['2026-05-30', ''],
      ],
    );
    expect(columns[1]).toMatchObject({
      meaning: { field: 'submittedTime' },
      confidence: 0.95,
      because: 'the time of day of "Date"',
    });
    expect(questions).toEqual([]);
  });

  test.each([
    [['Survey date', 'Survey time'], 'submittedTime'],
    [['Datum', 'Uhrzeit'], 'submittedTime'],
    [['Fecha de respuesta', 'Hora'], 'submittedTime'],
    [['Antwortdatum', 'Antwortzeit'], 'submittedTime'],
    [['Date', 'Time (UTC)'], 'submittedTime'],
    [['Date', 'Waiting time'], 'attribute'],
    [['Date', 'Score'], 'attribute'],
  ])('of %s the second is %s', async (names, field) => {
    const { columns } = await dateAndTime(names, [
      ['31.05.2026', '10:20'],
      ['30.05.2026', '10:20'],
    ]);
    expect(columns.map(({ meaning }) => meaning.field).slice(0, 2)).toEqual(['submittedAt', field]);
  });

  test('a time zone in the column name applies to its times', async () => {
    const mapping = await dateAndTime(['Date', 'Time (UTC)'], [['2026-05-31', '10:20']]);
    expect(mapping.timeZone).toBe('UTC');
  });

  test('dates with a time take none from another column', async () => {
    const { columns } = await dateAndTime(['Date', 'Time'], [['2026-05-31 10:20', '10:20']]);
    expect(columns[1]?.meaning.field).not.toBe('submittedTime');
  });

  test('of two times the one named as the date is used', async () => {
    const { columns } = await dateAndTime(
      ['Start date', 'Start time', 'End date', 'End time'],
      [
        ['2026-05-31', '10:20', '2026-05-31', '10:25'],
        ['2026-05-31', '11:20', '2026-05-31', '11:25'],
      ],
    );
    const fields = Object.fromEntries(columns.map(({ column, meaning }) => [column, meaning.field]));
    expect(fields).toMatchObject({ 'End date': 'submittedAt', 'End time': 'submittedTime' });
    expect(fields['Start time']).not.toBe('submittedTime');
  });

  test('weeks are dates; quarters are dates where named as such, otherwise attributes', async () => {
    const weeks = await dates(['2026-W18', '2026-W19'], 'Week');
    expect(weeks.columns[0]).toMatchObject({
      meaning: { field: 'submittedAt' },
      because: expect.stringContaining('weeks'),
    });
    const quarters = ['2026-Q1', '2025-Q4'];
    expect((await dates(quarters, 'Date')).columns[0]?.meaning.field).toBe('submittedAt');
    expect((await dates(quarters, 'Quarter')).columns[0]?.meaning.field).toBe('attribute');
    expect((await dates(['2024', '2025'], 'Year')).columns[0]?.meaning.field).not.toBe('submittedAt');
  });

  test('of a day and its week the day is the date', async () => {
    const { columns } = await dateAndTime(['Week', 'Date'], [['2026-W22', '2026-05-31']]);
    expect(columns.map(({ meaning }) => meaning.field)).toEqual(['attribute', 'submittedAt', 'comment']);
  });

  test('dates that are always midnight have no time', async () => {
    expect(
      (await dates(['2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z'])).columns[0]?.meaning,
    ).toEqual({
      field: 'submittedAt',
      order: 'iso',
      midnightIsDay: true,
    });
  });

  test('numeric dates are recognized by name and size', async () => {
    expect((await dates(['1780222800', '1780222900'], 'created_at')).columns[0]?.meaning).toMatchObject({
      order: 'epoch-seconds',
    });
    expect((await dates(['1780222800123'], 'timestamp')).columns[0]?.meaning).toMatchObject({
      order: 'epoch-milliseconds',
    });
    expect((await dates(['46173.5'], 'Date')).columns[0]?.meaning).toMatchObject({ order: 'excel-serial' });
  });

  test('the date of the review ranks before that of the stay, and the export date is ignored', async () => {
    const table = tableOf(
      ['scraping_date', 'date_of_stay', 'review_date', 'review'],
      [
        ['2022-12-10 07:08:36.68', 'July 2022', 'August 2022', 'Very nice place'],
        ['2022-12-10 07:08:37.1', 'May 2022', 'June 2022', 'Not so nice a place'],
      ],
    );
    expect(await meanings(table)).toEqual({
      scraping_date: 'ignored',
      date_of_stay: 'attribute',
      review_date: 'submittedAt:iso',
      review: 'comment:open',
    });
  });
});

describe('comments', () => {
  test('praise and complaint in two columns are two questions', async () => {
    const table = tableOf(
      ['review_text_positive', 'review_text_negative'],
      [
        ['The location', 'The price'],
        ['Staff were kind', 'Thin walls'],
      ],
    );
    expect(await meanings(table)).toEqual({
      review_text_positive: 'comment:praise',
      review_text_negative: 'comment:improve',
    });
  });

  test('wordings give the role, in several languages', async () => {
    const roleOf = async (name: string) =>
      (await meanings(tableOf([name], [['the long queue at the desk'], ['the kind staff']])))[name];
    expect(await roleOf('What did you like most?')).toBe('comment:praise');
    expect(await roleOf('What did you like least?')).toBe('comment:improve');
    expect(await roleOf('Anything else you would like to tell us?')).toBe('comment:open');
    expect(await roleOf('Was können wir besser machen?')).toBe('comment:open');
    expect(await roleOf('Was sollen wir verbessern?')).toBe('comment:improve');
    expect(await roleOf('Pourquoi cette note ?')).toBe('comment:reason');
    expect(await roleOf('Comentarios')).toBe('comment:open');
  });

  test('a title and a text are two comment columns', async () => {
    const table = tableOf(
      ['Title', 'Review Text'],
      [
        ['Lovely', 'Fits me well'],
        ['', 'Too short for me'],
      ],
    );
    expect(await meanings(table)).toEqual({ Title: 'comment:open', 'Review Text': 'comment:open' });
  });

  test('prose in a column with a neutral name is a comment', async () => {
    const table = tableOf(
      ['field_7'],
      [['I waited an hour and nobody came to help me'], ['All went well and fast, thank you all']],
    );
    expect(await meanings(table)).toEqual({ field_7: 'comment:open' });
  });

  test('several such columns raise a question', async () => {
    const table = tableOf(
      ['a7', 'b7'],
      [
        ['I waited an hour for it', 'One two three four five'],
        ['All went well and fast', 'Six seven eight nine ten'],
      ],
    );
    expect((await map(table)).questions.map(({ code }) => code)).toEqual(['comment-unsure']);
  });

  test('a column named comment is one, even where few texts repeat', async () => {
    const texts = ['Great', 'Late again', 'Too expensive', 'ok'];
    const rows = Array.from({ length: 80 }, (_, index) => [String(index % 11), texts[index % 4] ?? '']);
    expect(await meanings(tableOf(['NPS', 'Comment'], rows))).toEqual({
      NPS: 'rating:nps',
      Comment: 'comment:open',
    });
  });

  test('a column named for a score is one, even where a few answers are codes off its scale', async () => {
    const rows = ['9', '3', '0', '99', '10', '11'].map((score) => [score, 'We waited three weeks for it']);
    const table = tableOf(['NPS', 'Comment'], rows);
    expect(await meanings(table)).toEqual({ NPS: 'rating:nps', Comment: 'comment:open' });
    expect((await map(table)).questions).toEqual([]);
  });

  test('a column named for a metric with most numbers off its scale raises a question', async () => {
    const { questions } = await map(
      tableOf(
        ['Comment', 'NPS'],
        ['12', '-1', '55', '7.5', '5', '6'].map((value) => ['It took a long time to arrive', value]),
      ),
    );
    expect(questions).toEqual([
      {
        code: 'scale-unsure',
        column: 'NPS',
        ask: expect.stringContaining('not on that scale'),
        options: ['nps=NPS', 'rating=NPS', 'ignored=NPS'],
      },
    ]);
  });

  test('a column named for the date is one, even where some cells are not dates', async () => {
    const cells = ['2026-05-01', 'yesterday', '2026-05-02', 'soon', '2026-05-04', '2026-05-05'];
    const table = tableOf(
      ['Date', 'Room', 'Comment'],
      cells.map((cell) => [cell, cell, 'It took a long time']),
    );
    expect(await meanings(table)).toMatchObject({ Date: 'submittedAt:iso', Room: 'attribute' });
  });

  test('categories are not comments, for any name', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => [
      index % 2 === 0 ? 'Late delivery' : 'Rude staff',
      `Words of my own, number ${index}`,
    ]);
    expect(await meanings(tableOf(['negative_reason', 'text'], rows))).toEqual({
      negative_reason: 'attribute',
      text: 'comment:open',
    });
  });

  test('a column of chats is read as transcripts', async () => {
    const chat = 'Agent: Hello\nCustomer: It is late';
    const { columns } = await map(tableOf(['conversation'], [[chat], [`${chat}\nAgent: Sorry`]]));
    expect(columns[0]?.meaning).toEqual({ field: 'comment', role: 'open', transcript: true });
  });

  test('a file without comment and rating raises a question', async () => {
    const { questions } = await map(
      tableOf(
        ['city'],
        Array.from({ length: 60 }, (_, index) => [index % 2 === 0 ? 'Rome' : 'Bonn']),
      ),
    );
    expect(questions).toEqual([
      expect.objectContaining({ code: 'no-comment-or-rating', options: ['comment=city'] }),
    ]);
  });
});

describe('ids and people', () => {
  const with100 = (name: string, cell: (index: number) => string) =>
    meanings(
      tableOf(
        [name, 'comment'],
        Array.from({ length: 100 }, (_, index) => [cell(index), `My own words, ${index}`]),
      ),
    );

  test('a record id is one, a running number is not', async () => {
    expect(await with100('tweet_id', (index) => `57030613367776${index * 37}`)).toMatchObject({
      tweet_id: 'responseId',
    });
    expect(await with100('ticket_id', (index) => String(5001 + index))).toMatchObject({
      ticket_id: 'responseId',
    });
    expect(await with100('id', (index) => String(index))).toMatchObject({ id: 'ignored' });
    expect(await with100('ticket id', (index) => `TCK-${index + 1}`)).toMatchObject({
      'ticket id': 'responseId',
    });
    expect(await with100('column 1', (index) => String(index * 3))).toMatchObject({ 'column 1': 'ignored' });
    expect(await with100('userName', (index) => `User_${index}`)).toMatchObject({ userName: 'ignored' });
    expect(await with100('ClothingID', (index) => String(700 + (index % 9)))).toMatchObject({
      ClothingID: 'attribute',
    });
  });

  test('one respondent is kept, other personal data is ignored and never shown', async () => {
    const table = tableOf(
      ['First Name', 'Customer E-mail', 'Phone', 'Comment'],
      [
        ['Jo', 'jo@example.org', '+1 415 555 2671', 'Fine'],
        ['Kim', 'kim@example.org', '', 'Not fine'],
      ],
    );
    const { columns } = await map(table);
    expect(columns.map(({ meaning }) => meaning.field)).toEqual([
      'ignored',
      'respondent',
      'ignored',
      'comment',
    ]);
    expect(columns.slice(0, 3).flatMap(({ samples }) => samples)).toEqual([]);
  });

  test('the namespace of ids is the tool, otherwise the column, with its place where the name is common', async () => {
    const rows = [
      ['x7', 'fine'],
      ['y9', 'good'],
    ];
    const source = async (name: string, hints: MappingHints = {}) =>
      (await map(tableOf([name, 'comment'], rows), hints)).source;
    expect(await source('tweet_id')).toBe('tweet-id');
    expect(await source('id', { objectKey: 'uploads/store/a.csv' })).toBe('store-id');
    expect(await source('id', { override: { source: 'crm' } })).toBe('crm');
  });
});

test('samples are three different values, redacted', async () => {
  const { columns } = await map(
    tableOf(['Comment'], [['mail jo@example.org'], ['mail jo@example.org'], ['b'], ['c'], ['d']]),
  );
  expect(columns[0]?.samples).toEqual(['mail [email]', 'b', 'c']);
});

describe('the touchpoint', () => {
  const table = tableOf(['Comment'], [['fine'], ['good']]);
  const touchpoint = async (hints: MappingHints, columns = table) => (await map(columns, hints)).touchpoint;

  test('may be numbered: its column is not taken for row numbers where values count up to 50 again and again', async () => {
    const rows = Array.from({ length: 3_000 }, (_, row) => [`store-${row % 50}`, 'fine']);
    expect(
      await touchpoint({ objectKey: 'uploads/a.csv' }, tableOf(['Touchpoint', 'Comment'], rows)),
    ).toEqual({ from: 'column', value: 'unassigned' });
  });

  test('comes from a column, otherwise from the key, otherwise from the default', async () => {
    expect(await touchpoint({ objectKey: 'uploads/In Store/2026/a.csv' })).toEqual({
      from: 'key',
      value: 'in-store',
    });
    expect(await touchpoint({ objectKey: 'uploads/a.csv' })).toEqual({
      from: 'default',
      value: 'unassigned',
    });
    expect(await touchpoint({ defaultTouchpoint: 'support' })).toEqual({ from: 'default', value: 'support' });
    const withColumn = tableOf(
      ['Touchpoint', 'Comment'],
      [
        ['Store', 'fine'],
        ['Web', 'good'],
      ],
    );
    expect(await touchpoint({ objectKey: 'uploads/store/a.csv' }, withColumn)).toEqual({
      from: 'column',
      value: 'store',
    });
  });

  test('set by a person wins over everything', async () => {
    const withColumn = tableOf(
      ['Touchpoint', 'Comment'],
      [
        ['Store', 'fine'],
        ['Web', 'good'],
      ],
    );
    const { touchpoint: said, columns } = await map(withColumn, { override: { touchpoint: 'Returns' } });
    expect(said).toEqual({ from: 'default', value: 'returns' });
    expect(columns[0]?.meaning.field).toBe('attribute');
  });
});

describe('an override', () => {
  const table = tableOf(
    ['Date', 'Effort', 'Score', 'Text'],
    [
      ['1/2/2026', '3', '9', 'fine'],
      ['3/4/2026', '7', '1', 'good'],
    ],
  );

  test('answers its question', async () => {
    const columns = { Date: 'submittedAt:day-first', Effort: 'ces:1-7:effort', Score: 'nps' };
    const mapping = await map(table, { override: { columns } });
    expect(mapping.questions).toEqual([]);
    expect(mapping.columns.map(({ meaning }) => meaning)).toEqual([
      { field: 'submittedAt', order: 'day-first' },
      { field: 'rating', scale: { metric: 'ces', min: 1, max: 7, direction: 'effort' } },
      { field: 'rating', scale: { metric: 'nps', kind: 'relationship' } },
      { field: 'comment', role: 'open' },
    ]);
    expect(mapping.columns.map(({ confidence }) => confidence).slice(0, 3)).toEqual([1, 1, 1]);
  });

  test('of only the date order answers that question', async () => {
    const mapping = await map(table, {
      override: { dateOrder: 'month-first', columns: { Effort: 'ignored' } },
    });
    expect(mapping.questions).toEqual([]);
    expect(mapping.columns[0]?.meaning).toMatchObject({ order: 'month-first' });
  });

  test('wins over any inferred meaning', async () => {
    const dates = tableOf(
      ['Submit Date', 'Called', 'Comment'],
      [
        ['2026-05-01', '2026-05-02', 'fine'],
        ['2026-05-03', '2026-05-04', 'good'],
      ],
    );
    const { columns } = await map(dates, { override: { columns: { Called: 'submittedAt' } } });
    expect(columns.map(({ meaning }) => meaning.field).slice(0, 2)).not.toEqual([
      'submittedAt',
      'submittedAt',
    ]);
    expect(columns[1]?.meaning.field).toBe('submittedAt');
  });

  test('that gives one field to two columns is refused', async () => {
    const columns = { Date: 'respondent', Text: 'respondent' };
    await expect(map(table, { override: { columns } })).rejects.toMatchObject({
      code: 'mapping-invalid',
      details: { column: 'Text' },
    });
  });

  test('reverses a coding from 1 to 11', async () => {
    const { columns, questions } = await map(
      tableOf(
        ['Q1'],
        range(1, 11, 5).map((cell) => [cell]),
      ),
      {
        override: { columns: { Q1: 'nps:1-11' } },
      },
    );
    expect(questions).toEqual([]);
    expect(columns[0]?.meaning).toMatchObject({ scale: { metric: 'nps' }, values: { 1: 0, 11: 10 } });
  });

  test('replaces what was inferred', async () => {
    const mapping = await map(
      tableOf(
        ['Comment', 'Notes'],
        [
          ['a', 'b c'],
          ['d', 'e f'],
        ],
      ),
      {
        override: { columns: { Comment: 'ignored', Notes: 'praise' } },
      },
    );
    expect(mapping.columns.map(({ meaning }) => meaning.field)).toEqual(['ignored', 'comment']);
  });

  test('of a missing column is refused', async () => {
    await expect(map(table, { override: { columns: { Scroe: 'nps' } } })).rejects.toMatchObject({
      code: 'mapping-invalid',
    });
  });
});

test('every mapping passes its own schema', async () => {
  const mapping = await map(
    tableOf(
      ['NPS', 'Comment'],
      [
        ['9', 'fine'],
        ['', ''],
      ],
    ),
  );
  expect(mappingSchema.parse(mapping)).toEqual(mapping);
});

test('a table without rows still has a mapping, by column names', async () => {
  expect(await meanings(tableOf(['Comment', 'userImage'], []))).toEqual({
    Comment: 'comment:open',
    userImage: 'ignored',
  });
});

test('the id of an answer that was chosen is no comment', async () => {
  const ids = ['c0', 'c7', 'c10', 'c4'];
  const cells = Array.from({ length: 20 }, (_, index) => [
    ids[index % 4] ?? '',
    `A sentence about visit ${index}`,
  ]);
  const found = await map(
    tableOf(['pages.questions.q1.answers.choice_id', 'pages.questions.q2.answers.text'], cells),
  );
  expect(found.columns.map(({ meaning }) => meaning.field)).toEqual(['attribute', 'comment']);
});
