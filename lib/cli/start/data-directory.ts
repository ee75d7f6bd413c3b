import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseSecond } from '../../local/cloud/holder.ts';

/** What the local cloud and the example keep in the data directory; nothing else in it is ever deleted. */
const ours = [
  's3',
  'dynamodb',
  'messages.db',
  'messages.db-shm',
  'messages.db-wal',
  'secrets.json',
  'logs',
  'outbox',
  'example',
];

/** True if no local cloud has stored data yet. */
export const isNew = (directory: string): boolean => !existsSync(join(directory, 's3'));

/** Deletes all data. Throws `conflict` while a local cloud uses the directory. */
export const forgetData = async (directory: string): Promise<void> => {
  refuseSecond(directory);
  for (const name of ours) await rm(join(directory, name), { recursive: true, force: true });
};
