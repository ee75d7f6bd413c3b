import { describe, expect, test } from 'vitest';
import { tableOf } from '../table.ts';
import { map, meanings } from './mapped.ts';

const comments = [
  'Faster answers on the phone please',
  'Nothing, all great',
  'Cheaper installation',
  'The technician came late twice',
  'Explain the invoice',
  'Saturday hours',
  'Keep it up',
  'Two visits, one would do',
  'Better parking',
];

const scored = (name: string, cells: readonly string[]) =>
  tableOf(
    [name, 'What is one thing we could do better?'],
    cells.map((cell, index) => [cell, comments[index] ?? '']),
  );

describe('a score keeps its meaning when one cell of a short file is a word', () => {
  const upTo10 = ['9', '10', '8', 'eleven', '3', '7', '10', '6', '9'];
  const upTo5 = ['5', '4', '3', 'good', '1', '5', '4', '2', '5'];
  test.each([
    ['How likely are you to recommend us?', upTo10, 'rating:nps'],
    ['How probable is it that you recommend us', upTo10, 'rating:nps'],
    ['Recommend', upTo10, 'rating:nps'],
    ['Would you recommend us to a friend? (0-10)', upTo10, 'rating:nps'],
    ['How satisfied were you with your visit?', upTo5, 'rating:csat'],
    ['How easy was it to order?', upTo5, 'rating:ces'],
    ['Rating', upTo5, 'rating:rating'],
    ['How would you rate the delivery?', upTo5, 'rating:rating'],
  ])('%s', async (name, cells, meaning) => {
    expect((await meanings(scored(name, cells)))[name]).toBe(meaning);
  });

  test('the reason says that the cell is rejected', async () => {
    const { columns, questions } = await map(scored('How likely are you to recommend us?', upTo10));
    expect(columns[0]?.because).toContain('1 row is rejected for a value that is not on the scale');
    expect(questions).toEqual([]);
  });

  test('a word in place of the best score leaves the scale as it is', async () => {
    const { columns } = await map(scored('Stars', ['4', '4', '3', 'five', '1', '4', '4', '2', '4']));
    expect(columns[0]?.meaning).toMatchObject({ scale: { metric: 'rating', min: 1, max: 5 } });
  });
});

test.each([
  'What is one thing we could do better?',
  'One thing to improve',
  'Any other thoughts',
  'If you could change one thing, what would it be?',
])('"%s" is a comment in a file of nine rows', async (name) => {
  const rows = comments.map((comment, index) => [String(index + 1), comment]);
  expect((await meanings(tableOf(['NPS', name], rows)))[name]).toMatch(/^comment:/u);
});

test('a column of words stays a label, also if it is named after a score', async () => {
  const rows = comments.map((comment, index) => [index % 2 === 0 ? 'gold' : 'silver', comment]);
  expect(await meanings(tableOf(['Rating class', 'Comment'], rows))).toMatchObject({
    'Rating class': 'attribute',
  });
});

test('a score is transactional where a person names the column of the touchpoint', async () => {
  const table = tableOf(
    ['Area', 'How likely are you to recommend us?'],
    ['9', '10', '8', '0', '3', '7'].map((score, index) => [index % 2 === 0 ? 'Pool' : 'Desk', score]),
  );
  const kindUnder = async (columns: Record<string, 'touchpoint'>) =>
    (await map(table, { override: { columns } })).columns[1]?.meaning;
  expect(await kindUnder({})).toMatchObject({ scale: { kind: 'relationship' } });
  expect(await kindUnder({ Area: 'touchpoint' })).toMatchObject({ scale: { kind: 'transactional' } });
});
