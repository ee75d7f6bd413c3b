import { expect, test } from 'vitest';
import { packOf, parseTopics } from '../../../lib/analysis/taxonomy/topic-list.ts';
import { loadTaxonomy } from '../../../lib/analysis/themes/taxonomy.ts';

const parcels = { id: '7', name: 'Parcels', words: ['parcel', 'courier'] };

test.each([
  ['CSV', 'id,name,words\n7,Parcels,parcel;courier\n'],
  ['CSV with semicolons and quotes', 'id;name;keywords\n7;Parcels;"parcel, courier"\n'],
  [
    'the table of a topic model',
    "Topic,Count,Name,Representation\n-1,9,noise,\"['the']\"\n7,3,Parcels,\"['parcel', 'courier']\"\n",
  ],
  ['a JSON list', '[{"id": 7, "name": "Parcels", "words": ["parcel", "courier"]}]'],
  ['JSON under "topics"', '{"topics": [{"id": "7", "label": "Parcels", "terms": "parcel, courier"}]}'],
])('reads %s', (_form, text) => {
  expect(parseTopics(text, 'topics')).toEqual([parcels]);
});

test('reads words by id with their weights, and names a topic by its first words', () => {
  expect(parseTopics('{"7": [["parcel", 0.1], ["courier", 0.05]]}', 'topics.json')).toEqual([
    { ...parcels, name: 'parcel, courier' },
  ]);
});

test.each([
  ['id,name\n7,Parcels', /no words/],
  ['{"a": 1}', /unknown format/],
  ['[1', /not valid JSON/],
  ['id,words\n"7', /not valid CSV/],
])('refuses %s', (text, message) => {
  expect(() => parseTopics(text, 'topics')).toThrow(message);
});

test('in a pack of topics, marks have no special meaning', () => {
  const pack = packOf([{ ...parcels, words: ['parcel', 'post|office (main)'] }], 'imported');
  expect(loadTaxonomy(pack, 'imported.yaml').themes).toMatchObject([
    { id: '7', name: 'Parcels', seeds: ['parcel', 'post office  main'] },
  ]);
});
