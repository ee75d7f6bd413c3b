import { expect, test } from 'vitest';
import { idsIn, inContext } from '../../functions/handlers/log-context.ts';
import { writeErasure } from '../../lib/pipeline/erase/erasure.ts';
import { createWorld } from '../pipeline/world.ts';

type Line = Readonly<Record<string, unknown>> & { readonly event: string };

/** Words that nobody else says, and a name, in every column. */
const secret = 'Zanzibar';
const file = [
  'Response ID,Date,Touchpoint,Email,NPS,Comment',
  ...Array.from(
    { length: 5 },
    (_, row) => `R_${row},2026-05-01,delivery,${secret}@example.org,9,It was ${secret} number ${row}`,
  ),
  `R_8,2026-05-01,delivery,${secret}@example.org,99,${secret} again`,
].join('\n');

/** All lines of a file that is read, fails in part, is undone, and of a person who is erased. */
const lines = async (): Promise<Line[]> => {
  const written: Line[] = [];
  const world = createWorld({
    responsesPerChunk: 2,
    log: inContext((event, facts) => {
      written.push({ event, ...facts });
    }),
  });
  const { read } = world.objects;
  world.objects.read = async (key) => {
    if (key.endsWith('000001.jsonl.gz')) throw new Error(`${secret} can't be read`);
    return read(key);
  };
  await world.upload('uploads/may.csv', file);
  await world.drain();
  world.objects.read = read;
  const at = '2026-06-20T00:00:00.000Z';
  await writeErasure(world.objects, {
    ...{ id: 'e-1', status: 'confirmed', askedAt: at, confirmedAt: at },
    respondent: `${secret}@example.org`,
  });
  await world.effects.ingestQueue.send([{ kind: 'erase', erasureId: 'e-1' }]);
  const [batch] = Object.values(world.batches.dump());
  await world.undo(batch?.batchId ?? '');
  await world.drain();
  return written;
};

test('every line has the request and the message that it was written for', async () => {
  const written = await lines();
  expect(written.length).toBeGreaterThan(10);
  for (const line of written)
    expect(line).toMatchObject({ requestId: 'request', messageId: expect.stringMatching(/^m\d+$/) });
});

test('a line about a chunk has its batch, its run and its number', async () => {
  const failed = (await lines()).filter(
    ({ event }) => event === 'message failed' || event === 'chunk failed',
  );
  expect(failed.length).toBeGreaterThan(5);
  for (const line of failed)
    expect(line).toMatchObject({ batchId: expect.stringMatching(/^.{22}$/), runId: 'r1', chunk: 1 });
});

test('no line has a word of a comment, a respondent, or the message of a foreign error', async () => {
  expect(JSON.stringify(await lines())).not.toContain(secret);
});

test('ids are taken from the run of a message too, and nothing else is', () => {
  const run = { batchId: 'b', runId: 'r2', message: 0 };
  expect(idsIn({ touchpoint: 'delivery', cells: ['2026-05-01'], run })).toEqual({
    ...{ batchId: 'b', runId: 'r2', touchpoint: 'delivery' },
  });
  expect(idsIn({ kind: 'erase', erasureId: 'e-1' })).toEqual({ erasureId: 'e-1' });
});
