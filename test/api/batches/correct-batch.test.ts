import { describe, expect, test } from 'vitest';
import { inferMapping } from '../../../lib/feedback/mapping/infer-mapping.ts';
import { objectKeys } from '../../../lib/store/keys.ts';
import { tableOf } from '../../feedback/table.ts';
import { exampleHeader } from '../../store/examples.ts';
import { apiWorld } from '../world.ts';

const header = exampleHeader();
const beside = objectKeys.mappingOverride(header.objectKey);
const { mapping } = await inferMapping(
  tableOf(
    ['Effort', 'Notes'],
    [
      ['3', 'slow'],
      ['7', 'fast'],
    ],
  ),
  {},
);

const withBatch = async () => {
  const { ask, effects } = apiWorld();
  await effects.batches.begin(header);
  await effects.objects.write(header.objectKey, 'Effort,Notes\n3,slow\n');
  await effects.objects.write(objectKeys.mapping(header.batchId), JSON.stringify(mapping));
  const correct = (said: unknown, batchId = header.batchId) =>
    ask(`/batches/${batchId}/mapping`, { method: 'POST', body: JSON.stringify(said) });
  const written = async (): Promise<unknown> => {
    const bytes = await effects.objects.read(beside);
    return bytes === undefined ? undefined : JSON.parse(bytes.toString());
  };
  return { effects, correct, written };
};

describe('POST /batches/{batch}/mapping', () => {
  test('stores the mapping next to the file, which is read again', async () => {
    const { correct, written } = await withBatch();
    expect(await correct({ columns: { Effort: 'ces:1-7:easy' } })).toEqual({
      status: 202,
      body: { object: header.objectKey },
    });
    expect(await written()).toEqual({ columns: { Effort: 'ces:1-7:easy' } });
  });

  test('keeps what an earlier mapping set', async () => {
    const { correct, written, effects } = await withBatch();
    await effects.objects.write(beside, '{"columns":{"Notes":"ignored","Effort":"rating"},"source":"crm"}');
    await correct({ columns: { Effort: 'ces:1-7:easy' }, confirm: ['over-budget'] });
    expect(await written()).toEqual({
      columns: { Notes: 'ignored', Effort: 'ces:1-7:easy' },
      source: 'crm',
      confirm: ['over-budget'],
    });
  });

  test.each([
    [{ columns: { Efort: 'rating' } }, 422, 'mapping-invalid'],
    [{ columns: { Effort: 'efort' } }, 422, 'mapping-invalid'],
    [{ colums: {} }, 400, 'usage'],
  ])('%j is refused, and nothing is written', async (said, status, code) => {
    const { correct, written } = await withBatch();
    expect(await correct(said)).toMatchObject({ status, body: { error: { code } } });
    expect(await written()).toBeUndefined();
  });

  test('is not found for a removed file or an unknown batch', async () => {
    const { correct, effects } = await withBatch();
    await effects.objects.remove(header.objectKey);
    expect(await correct({})).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
    expect((await correct({}, 'nothing')).status).toBe(404);
  });
});
