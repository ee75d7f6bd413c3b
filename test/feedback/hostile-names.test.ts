import { describe, expect, test } from 'vitest';
import { objectKeys } from '../../lib/store/keys.ts';
import { createWorld } from '../pipeline/world.ts';
import { zipOf } from './reading/archives.ts';

/** Names that mean something to the language, a path or a spreadsheet are names like any other. */

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

const loaded = async (content: string | Buffer, key = 'uploads/may.csv', dimensions = ['Plan']) => {
  const world = createWorld({ dimensions });
  await world.upload(key, content);
  await world.drain();
  return world;
};

describe('a hostile name', () => {
  test('as a touchpoint and as the value of a dimension counts like any other', async () => {
    const rows = names.map((name, index) => `${name},2026-05-0${index + 1},${index},Fast,${name}`);
    const world = await loaded(['Touchpoint,Date,NPS,Comment,Plan', ...rows].join('\n'));
    for (const name of names) {
      const touchpoint = Object.values(world.feedback.dump()).find(
        (item) => 'attributes' in item && item.attributes['Plan'] === name,
      )?.touchpoint;
      const [whole] = await world.summaries.readSeries(touchpoint ?? '', 'all');
      expect([name, whole?.tally.responses]).toEqual([name, 1]);
      const [facets] = await world.summaries.readFacets(touchpoint ?? '', {
        dimension: 'Plan',
        grain: 'all',
      });
      expect([name, Object.keys(facets?.facets ?? {})]).toEqual([name, [name]]);
    }
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('as a column is an attribute, and changes no object', async () => {
    const world = await loaded(
      `Touchpoint,Date,NPS,Comment,${names.join(',')}\ndelivery,2026-05-01,9,Fast,a,b,c,d`,
    );
    const [copy] = Object.values(world.feedback.dump());
    const attributes = copy !== undefined && 'attributes' in copy ? Object.entries(copy.attributes) : [];
    expect(attributes.length).toBeGreaterThan(0);
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
    expect(Object.values(world.batches.dump()).map(({ status }) => status)).toEqual(['complete']);
  });

  test.each(['../../config/metrics.yaml', '/etc/passwd', '..\\windows.csv', 'a/../../b.csv'])(
    'of a member of a zip writes no object outside of the batch: %s',
    async (member) => {
      const content = 'Touchpoint,Date,NPS,Comment\ndelivery,2026-05-01,9,Fast';
      const world = await loaded(zipOf([{ name: member, content }]), 'uploads/all.zip');
      const written = [...world.objects.contents.keys()].filter(
        (key) => !/^(uploads\/all\.zip|batches\/|chunks\/|rejects\/)/.test(key),
      );
      expect(written).toEqual([]);
    },
  );

  test('of an object stays below its prefix in every key', () => {
    const mapping = objectKeys.savedMapping('../metrics');
    expect(mapping.startsWith('config/mappings/')).toBe(true);
  });
});
