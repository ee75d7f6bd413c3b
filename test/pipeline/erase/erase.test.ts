import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { nothingFound, readErasure, writeErasure } from '../../../lib/pipeline/erase/erasure.ts';
import { markOpen, resendErasures } from '../../../lib/pipeline/erase/open-erasures.ts';
import { objectKeys } from '../../../lib/store/keys.ts';
import { number, text, workbookOf, zipOf } from '../../feedback/reading/archives.ts';
import { createWorld, type World, type WorldOptions } from '../world.ts';

/** One person is erased from everything that is stored, and nothing brings them back. */

const person = 'Jo.Doe@example.org';
/** What the person said, in words that nobody else says. */
const words = 'Zanzibar';

const line = (id: string, day: string, who: string, nps: string, comment: string): string =>
  [id, `2026-05-${day}T10:00:00Z`, 'delivery', who, nps, comment].join(',');
const header = 'Response ID,Date,Touchpoint,Email,NPS,Comment';
const others = Array.from({ length: 20 }, (_, row) =>
  line(
    `R_o${row}`,
    `0${1 + (row % 3)}`,
    `person${row}@example.org`,
    String(row % 11),
    row % 4 === 0 ? 'It was slow' : 'Fast',
  ),
);
const may = [
  header,
  ...others.slice(0, 10),
  line('R_1', '01', person, '9', `Fast as in ${words}`),
  line('R_2', '02', person.toLowerCase(), '12', `Out of scale in ${words}`),
  ...others.slice(10),
].join('\n');
const june = [
  header,
  line('R_1', '03', ` ${person} `, '2', `Late in ${words}`),
  line('R_9', '03', 'other@example.org', '7', 'Quick'),
].join('\n');
const without = (content: string): string =>
  content
    .split('\n')
    .filter((row) => !row.includes(words))
    .join('\n');

const ask = async (world: World, id = 'erasure-1', respondent = person): Promise<void> => {
  await writeErasure(world.objects, { id, status: 'asked', askedAt: '2026-06-20T00:00:00.000Z', respondent });
  await world.effects.ingestQueue.send([{ kind: 'erase', erasureId: id }]);
  await world.drain();
};

const confirm = async (world: World, id = 'erasure-1'): Promise<void> => {
  const asked = await readErasure(world.objects, id);
  if (asked === undefined) throw new Error('there is no erasure');
  await writeErasure(world.objects, {
    ...asked,
    status: 'confirmed',
    confirmedAt: '2026-06-20T00:00:00.000Z',
  });
  await world.effects.ingestQueue.send([{ kind: 'erase', erasureId: id }]);
  await world.drain();
};

const loaded = async (
  files: Readonly<Record<string, string | Buffer>>,
  world = createWorld(),
): Promise<World> => {
  let month = 6;
  for (const [key, content] of Object.entries(files)) {
    await world.objects.write(`${key}.mapping.json`, '{"columns": {"Response ID": "responseId"}}');
    await world.upload(key, content, `2026-0${month}-01T00:00:00.000Z`);
    month += 1;
    await world.drain();
  }
  return world;
};

const files = { 'uploads/may.csv': may, 'uploads/june.csv': june };

/** All that is stored, objects unpacked, as one text. */
const everything = (world: World): string => {
  const objects = [...world.objects.contents].map(([key, body]) =>
    body[0] === 0x1f ? gunzipSync(body).toString() : `${key} ${body.toString()}`,
  );
  return [JSON.stringify(world.state()), ...objects].join('\n');
};

const nothing = Object.values(nothingFound);

const erased = async (world: World): Promise<World> => {
  await ask(world);
  await confirm(world);
  return world;
};

/** The figures, without what names uploads. */
const figures = (world: World): unknown =>
  Object.values(world.summaries.dump()).map(({ revision: _revision, ...summary }) => ({
    ...summary,
    overlaps: undefined,
  }));

describe('an erasure', () => {
  test('first says what it would remove, and changes nothing', async () => {
    const world = await loaded(files);
    const before = world.state();
    await ask(world);
    expect(world.state()).toEqual(before);
    const preview = await readErasure(world.objects, 'erasure-1');
    expect(preview).toMatchObject({
      status: 'preview',
      files: ['uploads/june.csv', 'uploads/may.csv'],
      filesSearched: 2,
      found: { rawRows: 3, chunkLines: 2, rejects: 1, copies: 2, departures: 1 },
      cells: { delivery: ['2026-05-01', '2026-05-03'] },
    });
    expect(preview?.respondent).toBeUndefined();
  });

  test('leaves no word and no name of the person, and the figures of the others as if the person had not been there', async () => {
    const world = await erased(await loaded(files));
    const kept = everything(world);
    expect([kept.includes(words), kept.toLowerCase().includes(person.toLowerCase())]).toEqual([false, false]);
    const clean = await loaded({ 'uploads/may.csv': without(may), 'uploads/june.csv': without(june) });
    expect(figures(world)).toEqual(figures(clean));
  });

  test('ends with a certificate that a second search confirms', async () => {
    const world = await erased(await loaded(files));
    const certificate = await readErasure(world.objects, 'erasure-1');
    expect(certificate).toMatchObject({
      status: 'done',
      found: { rawRows: 3 },
      doneAt: '2026-06-20T00:00:00.000Z',
    });
    expect(Object.values(certificate?.remaining ?? { none: 1 })).toEqual(nothing);
    expect([certificate?.responseIds, certificate?.sourceIds]).toEqual([undefined, undefined]);
    await ask(world, 'erasure-2');
    expect(Object.values((await readErasure(world.objects, 'erasure-2'))?.found ?? { none: 1 })).toEqual(
      nothing,
    );
  });

  test('goes on in a new message when its time is short, each file in turn, and ends as if it had not', async () => {
    let questions = 0;
    const pauses: unknown[] = [];
    const world = createWorld({
      // Time for one file, then none.
      remainingMs: () => (questions++ % 2 === 0 ? 900_000 : 0),
      log: (event, { search }) => {
        if (event === 'erasure goes on later') pauses.push(search);
      },
    });
    await loaded(files, world);
    questions = 0;
    await erased(world);
    const whole = await erased(await loaded(files));
    expect(await readErasure(world.objects, 'erasure-1')).toEqual(
      await readErasure(whole.objects, 'erasure-1'),
    );
    expect(world.state()).toEqual(whole.state());
    // Chunks and rows of two files, in the preview, before, during and after the removal.
    expect(pauses.length).toBeGreaterThan(8);
    expect(new Set(pauses)).toEqual(new Set(['before', 'removal', 'after']));
  });

  test('finds the person by what each run noted of its respondents when its chunks are gone, and in all cells of a run that noted nothing', async () => {
    const expire = (world: World, ending: RegExp): void => {
      for (const key of world.objects.contents.keys())
        if (ending.test(key)) world.objects.contents.delete(key);
    };
    const noted = await loaded(files);
    expire(noted, /^chunks\//);
    const older = await loaded(files);
    expire(older, /^chunks\/|respondents\.bin$/);
    for (const world of [noted, older]) {
      await ask(world);
      expect((await readErasure(world.objects, 'erasure-1'))?.found).toMatchObject({
        chunkLines: 0,
        copies: 2,
      });
    }
  });

  test('reaches chunks and checkpoints of a run that ended before it had a manifest', async () => {
    const world = await loaded(files);
    const [first = ''] = world.objects.contents.keys().filter((key) => key.startsWith('chunks/'));
    const [, batchId = ''] = first.split('/');
    const chunk = gzipSync(
      `${JSON.stringify({ respondent: 'x', responseId: 'x', touchpoint: 'delivery', cell: '2026-05-01' })}\n`,
    );
    for (const key of world.objects.contents.keys().filter((key) => key.startsWith(`chunks/${batchId}/`)))
      await world.objects.write(key.replace('/r1/', '/r7/'), world.objects.contents.get(key) ?? chunk);
    await world.objects.write(`checkpoints/${batchId}/r7/rejects-000000.csv`, `4,${words}`);
    await erased(world);
    expect(everything(world)).not.toContain(words);
    expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({ status: 'done' });
  });

  test('whose message was lost is sent again after three hours, and is then done', async () => {
    const world = await loaded(files);
    await ask(world);
    const asked = await readErasure(world.objects, 'erasure-1');
    if (asked === undefined) throw new Error('there is no erasure');
    const at = new Date('2026-06-20T00:00:00.000Z');
    await writeErasure(world.objects, { ...asked, status: 'confirmed', confirmedAt: at.toISOString() });
    await markOpen(world.objects, 'erasure-1', at);
    const statusAt = async (hour: string) => {
      await resendErasures(world.effects, new Date(`2026-06-20T${hour}:00:00.000Z`));
      await world.drain();
      return (await readErasure(world.objects, 'erasure-1'))?.status;
    };
    expect([await statusAt('02'), await statusAt('04')]).toEqual(['confirmed', 'done']);
    expect(await world.objects.list('erasures/open/')).toEqual([]);
  });

  test('keeps the numbers of the other rows', async () => {
    const world = await erased(await loaded(files));
    const rows = Object.values(world.feedback.dump()).flatMap((item) => ('row' in item ? [item.row] : []));
    // Rows 11 and 12 of the file were the person's.
    expect(rows.toSorted((left, right) => left - right).slice(-3)).toEqual([20, 21, 22]);
  });

  test('that crashes at any point is finished by its retries', async () => {
    const clean = figures(
      await loaded({ 'uploads/may.csv': without(may), 'uploads/june.csv': without(june) }),
    );
    let isEnd = false;
    for (let stopAt = 1; !isEnd; stopAt += 1) {
      let changes = Number.NEGATIVE_INFINITY;
      const world = createWorld({
        findsIssues: false,
        beforeChange: () => {
          changes += 1;
          if (changes === stopAt) throw new Error('the function died');
        },
      });
      await loaded(files, world);
      await ask(world);
      changes = 0;
      await confirm(world).catch(() => undefined);
      await world.drain();
      isEnd = changes < stopAt;
      const { status } = (await readErasure(world.objects, 'erasure-1')) ?? {};
      if (status !== 'done') await confirm(world);
      expect(everything(world).includes(words)).toBe(false);
      expect(figures(world)).toEqual(clean);
    }
  }, 300_000);
});

test('an erasure that is confirmed while a file of the person is loaded waits for it, and leaves nothing of what it read', async () => {
  const world = createWorld();
  const key = 'uploads/may.csv';
  await world.objects.write(`${key}.mapping.json`, '{"columns": {"Response ID": "responseId"}}');
  const moved = line('R_1', '01', person, '9', `Fast as in ${words}`);
  await world.upload(
    key,
    [header, moved, moved.replace('delivery', 'checkout'), ...others.slice(0, 3)].join('\n'),
  );
  await world.deliverOne();
  const at = '2026-06-20T00:00:00.000Z';
  const asked = { id: 'erasure-1', askedAt: at, confirmedAt: at, respondent: person } as const;
  await writeErasure(world.objects, { ...asked, status: 'confirmed' });
  // It comes before the chunk and the search for moved responses, which the file has sent.
  await world.effects.ingestQueue.send([{ kind: 'erase', erasureId: 'erasure-1' }]);
  await world.drain();
  if ((await readErasure(world.objects, 'erasure-1'))?.status !== 'done') await confirm(world);
  const departures = Object.values(world.feedback.dump()).filter((item) => 'responses' in item);
  expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({ status: 'done' });
  expect([everything(world).includes(words), departures]).toEqual([false, []]);
});

describe('a person who was erased does not come back', () => {
  test('by the same file again, nor by another one: their rows are excluded, and erased from the file', async () => {
    const world = await erased(await loaded(files));
    await world.upload('uploads/may.csv', may, '2026-09-01T00:00:00.000Z');
    await world.drain();
    await world.upload(
      'uploads/again.csv',
      `${may}\n${line('R_7', '02', person, '1', `New in ${words}`)}`,
      '2026-09-02T00:00:00.000Z',
    );
    await world.drain();
    expect(everything(world).includes(words)).toBe(false);
    const [again] = await world.batches.ofObject('uploads/again.csv');
    expect(again).toMatchObject({ status: 'complete', rows: { read: 23, excluded: { erased: 3 } } });
  });

  test('by an undo and the file that was rewritten: it is still the same batch', async () => {
    const world = await erased(await loaded({ 'uploads/may.csv': may }));
    const [batch] = await world.batches.ofObject('uploads/may.csv');
    await world.undo(batch?.batchId ?? '');
    await world.drain();
    expect(world.feedback.dump()).toEqual({});
    await world.effects.ingestQueue.send([
      { kind: 'ingest', key: 'uploads/may.csv', uploadedAt: '2026-09-01T00:00:00.000Z' },
    ]);
    await world.drain();
    const batches = await world.batches.ofObject('uploads/may.csv');
    expect(batches.map(({ batchId, status, rows }) => [batchId, status, rows?.excluded])).toEqual([
      [batch?.batchId, 'complete', { erased: 2 }],
    ]);
    expect(Object.keys(world.feedback.dump())).toHaveLength(20);
  });

  test('by the notification of the rewritten file: an undone batch stays undone', async () => {
    const world = await loaded({ 'uploads/may.csv': may });
    const [batch] = await world.batches.ofObject('uploads/may.csv');
    await world.undo(batch?.batchId ?? '');
    await world.drain();
    await erased(world);
    const body = world.objects.contents.get('uploads/may.csv');
    await world.upload('uploads/may.csv', body ?? '', '2026-09-01T00:00:00.000Z');
    await world.drain();
    expect((await world.batches.ofObject('uploads/may.csv')).map(({ status }) => status)).toEqual(['undone']);
    expect(everything(world).includes(words)).toBe(false);
  });

  test('by a chunk that was sent before and arrives after', async () => {
    const world = createWorld();
    await loaded(files, world);
    const copies = Object.values(world.feedback.dump());
    const [one] = copies.flatMap((item) => ('respondent' in item && 'answers' in item ? [item] : []));
    if (one?.respondent === undefined) throw new Error('no copy has a respondent');
    const key = objectKeys.chunk(one.batchId, 'r1', 0);
    const chunk = world.objects.contents.get(key) ?? Buffer.alloc(0);
    await erased(world);
    await world.objects.write(key, chunk);
    await world.effects.analyzeQueue.send([{ batchId: one.batchId, runId: 'r1', chunk: 0, key }]);
    await world.drain();
    expect(JSON.stringify(world.state()).includes(words)).toBe(false);
  });
});

describe('every format of a file', () => {
  const rows = may.split('\n').map((row) => row.split(','));
  const json = JSON.stringify(
    rows.slice(1).map((cells) => Object.fromEntries(cells.map((cell, index) => [rows[0]?.[index], cell]))),
  );
  const cellOf = (cell: string) => (/^\d+$/.test(cell) ? number(Number(cell)) : text(cell));
  const workbook = workbookOf([
    { name: 'Cover', rows: [[text('Report')]] },
    { name: 'May', rows: rows.map((cells) => cells.map(cellOf)) },
  ]);
  test.each([
    ['a compressed file', 'uploads/may.csv.gz', gzipSync(may)],
    ['tabs', 'uploads/may.tsv', may.replaceAll(',', '\t')],
    ['JSON', 'uploads/may.json', json],
    ['a workbook', 'uploads/may.xlsx', workbook],
    [
      'an archive',
      'uploads/all.zip',
      zipOf([
        { name: 'may.csv', content: may },
        { name: 'june.csv', content: june },
      ]),
    ],
  ])('%s is rewritten, and stays the batch that it was', async (_what, key, content) => {
    const world = await erased(await loaded({ [key]: content }));
    expect(everything(world).includes(words)).toBe(false);
    expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({ status: 'done' });
    const before = await world.batches.ofObject(key);
    await world.effects.ingestQueue.send([{ kind: 'ingest', key, uploadedAt: '2026-09-01T00:00:00.000Z' }]);
    await world.drain();
    const after = await world.batches.ofObject(key);
    expect(after.map(({ batchId, status }) => [batchId, status])).toEqual(
      before.map(({ batchId }) => [batchId, 'complete']),
    );
  });
});

describe('a file that an erasure rewrote', () => {
  test('is read again under a corrected mapping', async () => {
    const world = await erased(await loaded({ 'uploads/may.csv': may }));
    await world.upload(
      'uploads/may.csv.mapping.json',
      '{"columns": {"Response ID": "responseId"}, "touchpoint": "checkout"}',
      '2026-09-01T00:00:00.000Z',
    );
    await world.drain();
    const batches = await world.batches.ofObject('uploads/may.csv');
    expect(batches.map(({ status }) => status).toSorted()).toEqual(['complete', 'superseded']);
  });

  test('is loaded once a person confirms it, if it was held', async () => {
    const world = await loaded({ 'uploads/may.csv': may }, createWorld({ limits: { responsesPerBatch: 1 } }));
    await erased(world);
    await world.upload(
      'uploads/may.csv.mapping.json',
      '{"columns": {"Response ID": "responseId"}, "confirm": ["over-budget"]}',
      '2026-09-01T00:00:00.000Z',
    );
    await world.drain();
    const [batch] = await world.batches.ofObject('uploads/may.csv');
    expect(batch).toMatchObject({ status: 'complete', rows: { read: 22, excluded: { erased: 2 } } });
  });

  test('before its members were read loses none of the other rows', async () => {
    let rewriteIsNext = false;
    const world = createWorld({ findsIssues: false, pick: (waiting) => (rewriteIsNext ? waiting - 1 : 0) });
    await erased(world);
    const archive = zipOf([
      { name: 'may.csv', content: may },
      { name: 'june.csv', content: june },
    ]);
    await world.upload('uploads/both.zip', archive);
    await world.deliverOne();
    rewriteIsNext = true;
    await world.deliverOne();
    rewriteIsNext = false;
    await world.drain();
    const batches = await world.batches.ofObject('uploads/both.zip');
    expect(batches.map(({ status, rows }) => [status, rows?.read]).toSorted()).toEqual([
      ['complete', 2],
      ['complete', 22],
    ]);
    expect(everything(world).includes(words)).toBe(false);
  });

  test('never takes the place of another file that was uploaded while it was written', async () => {
    const world = await loaded({ 'uploads/may.csv': may });
    const { writeStream } = world.objects;
    let isReplaced = false;
    world.objects.writeStream = async (key, body, over) => {
      if (key !== 'uploads/may.csv' || isReplaced) return writeStream(key, body, over);
      isReplaced = true;
      const lines = await body.toArray();
      await world.upload(key, `${header}\n${others[0]}`, '2026-09-01T00:00:00.000Z');
      return writeStream(key, Readable.from(lines), over);
    };
    await erased(world);
    const batches = await world.batches.ofObject('uploads/may.csv');
    expect(batches.map(({ status, rows }) => [status, rows?.read])).toContainEqual(['complete', 1]);
    expect(world.objects.contents.get('uploads/may.csv')?.toString()).toBe(`${header}\n${others[0]}`);
  });
});

test('reaches digests, outcomes, corrections and what is known of moved responses', async () => {
  const world = await loaded(files);
  await ask(world);
  const { responseIds = [], hash = '' } = (await readErasure(world.objects, 'erasure-1')) ?? {};
  const quote = { responseId: responseIds[0], text: `Late & "slow" in ${words}`, touchpoint: 'delivery' };
  const place = { scope: 'delivery', grain: 'month', period: '2026-05' } as const;
  await world.objects.write(
    objectKeys.digest(place, 'json'),
    JSON.stringify({ digest: { quotes: [quote] } }),
  );
  await world.objects.write(
    objectKeys.digest(place, 'html'),
    `<p>Late &amp; &quot;slow&quot; in ${words}</p>`,
  );
  await world.objects.write(objectKeys.digest(place, 'md'), `> Late \\& "slow" in ${words}`);
  await world.reports.putDigest({
    ...place,
    title: 'May',
    suppressed: false,
    issuedAt: '2026-06-01T00:00:00.000Z',
    schedule: 'monthly',
  });
  await world.objects.write('config/operations.json', '{"series":[],"outcomes":["left"]}');
  await world.objects.write(
    'config/outcomes/left.json',
    JSON.stringify({
      name: 'left',
      importedAt: '2026-06-01T00:00:00Z',
      values: [
        [hash, 1],
        ['R_1', 0],
        ['R_9', 1],
      ],
    }),
  );
  await confirm(world);
  expect(everything(world).includes(words)).toBe(false);
  expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({
    status: 'done',
    found: { departures: 1 },
  });
  expect(world.objects.contents.get('config/outcomes/left.json')?.toString()).toContain('[["R_9",1]]');
});

test('names the files that it could not read to their end', async () => {
  const world = await loaded({ ...files, 'uploads/broken.csv': `${header}\n"never closed` });
  await erased(world);
  expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({
    status: 'done',
    filesUnread: ['uploads/broken.csv'],
  });
});

test('a person nobody knows is found nowhere', async () => {
  const world = await loaded(files);
  await ask(world, 'erasure-1', 'nobody@example.org');
  const { found, files: named } = (await readErasure(world.objects, 'erasure-1')) ?? {};
  expect([Object.values(found ?? { none: 1 }).reduce((sum, one) => sum + one, 0), named]).toEqual([0, []]);
});

describe("a file that takes most of a function's time", () => {
  /** Every file is such a file; whoever reads this one dies so many times. */
  const dying = async (deaths: number): Promise<World> => {
    let left = Number.NaN;
    const around: WorldOptions['around'] = async (name, call) => {
      const result = await call();
      const isRead = name === 'ofObject' && JSON.stringify(result).includes('"uploads/june.csv"');
      if (!isRead || !(left > 0)) return result;
      left -= 1;
      throw new Error('the function died');
    };
    const world = await loaded(files, createWorld({ longFileBytes: 1, around }));
    left = deaths;
    await ask(world);
    left = 0;
    return world;
  };

  test('is searched in a function of its own, again if that died', async () => {
    const world = await dying(1);
    expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({
      status: 'preview',
      filesUnread: [],
    });
    await confirm(world);
    expect(everything(world).includes(words)).toBe(false);
    expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({ status: 'done', filesUnread: [] });
  });

  test('is listed as unread if two functions died while searching it, and all others are searched', async () => {
    const world = await dying(2);
    expect(await readErasure(world.objects, 'erasure-1')).toMatchObject({
      status: 'preview',
      filesUnread: ['uploads/june.csv'],
      files: ['uploads/may.csv'],
    });
  });
});
