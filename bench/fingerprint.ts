import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { generateExample } from '../examples/generate.ts';
import { type LocalCloud, startLocalCloud } from '../lib/local/cloud/cloud.ts';
import { clientSettings } from '../lib/local/emulators/clients.ts';
import { anyPort, temporaryDirectory, upload } from './local-cloud.ts';

/**
 * Prints a hash of all that Verbatim makes of its example (every item of every table) and of each raw file that is available
 * (every line of `verbatim analyze --jsonl`). A change that is meant to leave behaviour alone prints the same hashes before and
 * after it. Revisions and the times of processing are left out: two runs of one version differ in nothing else.
 */

const repository = resolve(import.meta.dirname, '..');
const dataFolder = resolve(repository, process.env['VERBATIM_DATA'] ?? '../shared/data', 'raw');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Responses without an id of their own get one under this key; a drawn key would change them at every run. */
const fixSecrets = (directory: string): void => {
  const path = join(directory, 'secrets.json');
  const drawn = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
  const fixed = Object.fromEntries(
    Object.entries(drawn).map(([arn, value]) => [arn, '0'.repeat(value.length)]),
  );
  writeFileSync(path, JSON.stringify(fixed));
};

const withoutRevision = (_key: string, value: unknown): unknown => {
  if (value instanceof Set) return [...value].toSorted();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const sorted = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.filter(([name]) => name !== 'revision'));
};

const withoutTimesSince = (start: string, text: string): string =>
  text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (instant) =>
    instant >= start ? 'now' : instant,
  );

const itemsOf = async (cloud: LocalCloud, table: string): Promise<string[]> => {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...clientSettings, endpoint: cloud.endpoints.dynamodb }),
  );
  const items: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: cloud.outputs[table] }))
    items.push(...Items.map((item) => JSON.stringify(item, withoutRevision)));
  client.destroy();
  return items;
};

const loadExample = async (cloud: LocalCloud): Promise<void> => {
  await upload(cloud, 'config/journey.yaml', readFileSync(join(repository, 'examples/journey.yaml')));
  // One after the other: which of two batches is the later one must not depend on the machine.
  for (const { key, bytes } of generateExample().files) {
    await upload(cloud, `uploads/${key}`, Buffer.from(bytes));
    await cloud.idle();
  }
};

const printTables = async (keep: string | undefined): Promise<void> => {
  const { directory, remove } = temporaryDirectory();
  try {
    await (await startLocalCloud({ directory, ports: anyPort })).stop();
    fixSecrets(directory);
    const start = new Date().toISOString();
    const cloud = await startLocalCloud({ directory, ports: anyPort });
    await loadExample(cloud);
    for (const table of ['FeedbackTable', 'SummariesTable', 'BatchesTable']) {
      const items = (await itemsOf(cloud, table)).map((item) => withoutTimesSince(start, item)).toSorted();
      if (keep !== undefined) writeFileSync(join(keep, `${table}.jsonl`), items.join('\n'));
      console.log(`${sha256(items.join('\n'))}  example ${table}, ${items.length} items`);
    }
    await cloud.stop();
  } finally {
    remove();
  }
};

const printFile = async (file: string): Promise<void> => {
  const hash = createHash('sha256');
  const program = join(repository, 'bin/verbatim.ts');
  const analyze = spawn(process.execPath, [program, 'analyze', join(dataFolder, file), '--jsonl', '-'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const part of analyze.stdout) hash.update(part);
  if (analyze.exitCode === null) await once(analyze, 'exit');
  console.log(`${hash.digest('hex')}  ${file}, exit ${analyze.exitCode}`);
};

const { values } = parseArgs({ options: { keep: { type: 'string' } } });
await printTables(values.keep);
if (!existsSync(dataFolder)) console.log(`raw files left out: there is no ${dataFolder}`);
else for (const file of readdirSync(dataFolder).toSorted()) await printFile(file);
