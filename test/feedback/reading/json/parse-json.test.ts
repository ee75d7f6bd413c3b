import { describe, expect, test } from 'vitest';
import { flattened, transcriptOf } from '../../../../lib/feedback/reading/json/flatten.ts';
import { failure, read } from '../reading.ts';

const lines = (...values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join('\n');

describe('JSON arrays', () => {
  test('objects are rows, and a field of only one of them is a column', async () => {
    const { shape, names, cells } = await read('x.json', '[{"id":1,"text":"Fine"},\n {"id":2,"late":true}]');
    expect(shape).toEqual({ format: 'json', encoding: 'utf-8' });
    expect(names).toEqual(['id', 'text', 'late']);
    expect(cells).toEqual([
      ['1', 'Fine', ''],
      ['2', '', 'true'],
    ]);
  });

  test('numbers stay as they are written', async () => {
    expect((await read('x.json', '[{"id":12345678901234567890,"v":1.20}]')).cells).toEqual([
      ['12345678901234567890', '1.20'],
    ]);
  });

  test('an element that is not an object is a problem of its row', async () => {
    const { problems } = await read('x.json', '[{"a":1},7,null,["x"],{"a":2}]');
    expect(problems).toEqual({ 2: 'row-unreadable', 3: 'row-unreadable', 4: 'row-unreadable' });
  });

  test.each([
    ['[1,2]', 'a plain value'],
    ['["a"]', 'a plain value'],
    ['[["a"]]', 'an array'],
    ['[null]', 'null'],
  ])('%s is no array of objects', async (content, got) => {
    expect(await failure('x.json', content)).toBe(
      `x.json: the JSON has no objects (expected an array of objects, or one object per line, got ${got}) [file-format-unsupported]`,
    );
  });

  test('an empty array is an empty file', async () => {
    expect(await failure('x.json', '[ ]')).toBe('x.json: the file has no records [file-empty]');
  });

  test('an array that ends early is an error', async () => {
    expect(await failure('x.json', '[{"a":1},{"a":2')).toBe(
      'x.json, row 2: the JSON is truncated (expected the end of the array, got the end of the file) [file-truncated]',
    );
  });

  test('broken JSON is an error that does not quote it', async () => {
    expect(await failure('x.json', '[{"a":1},{"a" secret}]')).toBe(
      'x.json, row 1: the JSON is invalid in or after this row (expected a JSON array of objects, got an unexpected character) [file-corrupt]',
    );
  });

  test('an escaped NUL is a problem of its row', async () => {
    const { problems } = await read('x.json', '[{"a":"fine"},{"a":"cut\\u0000 off"},{"a":"fine"}]');
    expect(problems).toEqual({ 2: 'cell-nul-byte' });
  });

  test('an endless element stops the reading', async () => {
    const content = `[{"a":1},{"a":"${'x'.repeat(400_000)}"}]`;
    expect(await failure('x.json', content, { limits: { recordBytes: 100_000 } })).toMatch(
      /\[cell-too-large\]$/,
    );
  });

  test('a value that is too large rejects its row', async () => {
    const content = `[{"a":1},{"a":"${'x'.repeat(2_000)}"},{"a":3}]`;
    const { cells, problems } = await read('x.json', content, { limits: { cellCharacters: 1_000 } });
    expect(problems).toEqual({ 2: 'cell-too-large' });
    expect(cells).toEqual([['1'], [''], ['3']]);
  });

  test('content decides: JSON named .csv is JSON', async () => {
    expect((await read('x.csv', '[{"a":"b,c"}]')).shape.format).toBe('json');
  });
});

describe('JSON Lines', () => {
  test('a line is a row, blank lines are skipped', async () => {
    const { shape, names, cells } = await read('x.jsonl', `${lines({ id: 1 }, { id: 2, b: null })}\n\n`);
    expect(shape).toEqual({ format: 'jsonl', encoding: 'utf-8' });
    expect(names).toEqual(['id', 'b']);
    expect(cells).toEqual([
      ['1', ''],
      ['2', ''],
    ]);
  });

  test('a number above double precision stays as it is written', async () => {
    expect((await read('x.jsonl', '{"id":12345678901234567890}\n')).cells).toEqual([
      ['12345678901234567890'],
    ]);
  });

  test('a truncated line is a problem of its row', async () => {
    const { cells, problems } = await read('x.jsonl', '{"a":1}\n{"a":\n{"a":3}\n{"a"');
    expect(problems).toEqual({ 2: 'row-unreadable', 4: 'row-unreadable' });
    expect(cells).toEqual([['1'], [''], ['3'], ['']]);
  });

  test('a line that is too large is a problem of its row', async () => {
    const content = lines({ a: 1 }, { a: 'x'.repeat(9_000) }, { a: 3 });
    expect((await read('x.jsonl', content, { limits: { cellCharacters: 1_000 } })).problems).toEqual({
      2: 'cell-too-large',
    });
  });

  test('one object over several lines is not a list', async () => {
    expect(await failure('x.json', JSON.stringify({ review: { a: 1 } }, undefined, 2))).toBe(
      'x.json: the JSON is not a list (expected an array of objects, one object per line, or an object with a list of objects, got one object over several lines) [file-format-unsupported]',
    );
  });

  test('too many fields are too many columns', async () => {
    const content = lines({ a: 1, b: 2 }, { c: 3 });
    expect(await failure('x.jsonl', content, { limits: { columns: 2 } })).toMatch(/\[too-many-columns\]$/);
    expect((await read('x.jsonl', content, { limits: { columns: 3 } })).names).toEqual(['a', 'b', 'c']);
  });
});

describe('objects as fields', () => {
  test('nested objects are named by their path', () => {
    expect([...flattened({ a: { b: { c: 1 }, d: 'x' } })]).toEqual([
      ['a.b.c', '1'],
      ['a.d', 'x'],
    ]);
  });

  test('a name that already exists gets a number', () => {
    expect([...flattened({ 'a.b': 1, a: { b: 2 } })]).toEqual([
      ['a.b', '1'],
      ['a.b (2)', '2'],
    ]);
  });

  test('lists of plain values are joined, lists of lists stay JSON', () => {
    expect([...flattened({ tags: ['a', 'b'], none: [], items: [['a', 'b']] })]).toEqual([
      ['tags', 'a; b'],
      ['none', ''],
      ['items', '[["a","b"]]'],
    ]);
  });

  test('up to five objects of a list have names of their own, more stay JSON', () => {
    expect([...flattened({ items: [{ sku: 1 }, { sku: 2 }] })]).toEqual([
      ['items.sku', '1'],
      ['items.2.sku', '2'],
    ]);
    const six = Array.from({ length: 6 }, (_, sku) => ({ sku }));
    expect([...flattened({ items: six }).keys()]).toEqual(['items']);
  });

  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    [
      'fields with their answers',
      [
        { field: { id: 'a', type: 'scale', ref: 'nps' }, number: 9 },
        { field: { id: 'b', type: 'text', ref: 'why' }, text: 'Late' },
      ],
      [
        ['answers.nps.number', '9'],
        ['answers.why.text', 'Late'],
      ],
    ],
    [
      'questions by their id',
      [
        { id: 'q2', answers: [{ text: 'Late' }] },
        { id: 'q1', answers: [{ choice_id: 'c7' }] },
      ],
      [
        ['answers.q2.answers.text', 'Late'],
        ['answers.q1.answers.choice_id', 'c7'],
      ],
    ],
    [
      'own fields by their name',
      [
        { name: 'Region', value: 'North' },
        { name: 'Plan', value: 'Gold' },
      ],
      [
        ['answers.Region.value', 'North'],
        ['answers.Plan.value', 'Gold'],
      ],
    ],
    [
      'comments with an id, by their place',
      [
        { id: 71, text: 'Late' },
        { id: 72, text: 'Cold' },
      ],
      [
        ['answers.id', '71'],
        ['answers.text', 'Late'],
        ['answers.2.id', '72'],
        ['answers.2.text', 'Cold'],
      ],
    ],
  ])('a list of %s', (_, answers, fields) => {
    expect([...flattened({ answers })]).toEqual(fields);
  });

  test('the same question twice is told apart by place', () => {
    const answers = [
      { question: 'Why?', text: 'Late' },
      { question: 'Why?', text: 'Cold' },
    ];
    expect([...flattened({ answers }).keys()]).toEqual([
      ...['answers.question', 'answers.text'],
      ...['answers.2.question', 'answers.2.text'],
    ]);
  });

  test('an empty object has no fields', () => {
    expect([...flattened({})]).toEqual([]);
  });

  test('endless nesting is a problem of its row', async () => {
    const deep = `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`;
    expect((await read('x.jsonl', `{"a":1}\n${deep}\n`)).problems).toEqual({ 2: 'row-unreadable' });
  });

  test('messages become a transcript, one line per turn', async () => {
    const messages = [
      { author: 'Agent', body: 'Hello' },
      { author: { name: 'Ann', role: 'Customer' }, body: 'It is\nlate' },
    ];
    expect((await read('x.json', JSON.stringify([{ id: 'c1', messages }]))).cells).toEqual([
      ['c1', 'Agent: Hello\nCustomer: It is\nlate'],
    ]);
  });

  test.each([
    [[{ role: 'user', text: 'Hi' }], 'user: Hi'],
    [[{ from: 'bot', message: 'Hi' }], 'bot: Hi'],
    [[{ from: 'bot' }], undefined],
    [[{ text: 'Hi' }], undefined],
    [['Hi'], undefined],
    [[], undefined],
  ])('%j as a transcript is %j', (items, transcript) => {
    expect(transcriptOf(items)).toBe(transcript);
  });
});
