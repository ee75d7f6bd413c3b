import { openTable } from '../lib/feedback/reading/open.ts';
import { identityKeyOf, respondentHash } from '../lib/feedback/response/identity/identity.ts';
import { searchRawFile } from '../lib/pipeline/erase/raw-files.ts';
import { createWorld } from '../test/pipeline/world.ts';
import { generateCsv } from './feedback-file.ts';

/** How long it takes to search one file for a person, and to rewrite it without: an erasure must do both in a function's time. */

const rows = 200_000;
const key = 'uploads/large.csv';

const [header = '', ...lines] = generateCsv(rows, 1).trimEnd().split('\n');
const body = [`${header},Email`, ...lines.map((line, row) => `${line},p${row % 5000}@example.org`)].join(
  '\n',
);
const { effects } = createWorld();
await effects.objects.write(key, Buffer.from(body));

const identityKey = identityKeyOf(Buffer.alloc(32, 7));
const people = { key: identityKey, hashes: new Set([respondentHash(identityKey, 'p7@example.org')]) };

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

const bare = await secondsOf(async () => {
  const file = await effects.objects.open(key);
  if (file !== undefined) for await (const _row of (await openTable(file)).rows());
});
const search = await secondsOf(() => searchRawFile(effects, key, { people, apply: false }));
const removal = await secondsOf(() => searchRawFile(effects, key, { people, apply: true }));
const megabytes = Buffer.byteLength(body) / 1e6;
console.log(
  `${rows} rows, ${megabytes.toFixed(0)} MB of CSV, in seconds of processor time: read ${bare.toFixed(1)}, searched ${search.toFixed(1)}, rewritten ${removal.toFixed(1)}. Searched and rewritten, where no column is known as the respondent, that is ${(megabytes / (search + removal)).toFixed(1)} MB/s.`,
);
