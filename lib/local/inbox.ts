import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join, parse, relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** What the inbox does to the world. */
export interface InboxEffects {
  /** Puts the file at this key. It may throw: then the file stays where it is. */
  put(key: string, path: string): Promise<void>;
  /** Called when a file is safely in the bucket and moved away. */
  onUploaded(key: string): void;
  onProblem(path: string, error: unknown): void;
}

export interface Inbox {
  /** Resolves when uploads under way have ended. */
  close(): Promise<void>;
}

/** Where files go once they are in the bucket; hidden, so that it is not watched itself. */
const doneFolder = '.done';
/** A file that has not grown for this long is whole. */
const settledAfterMs = 800;
const unfinished = /(?:^|[/\\])(?:\.[^/\\]+|~\$[^/\\]*|[^/\\]+\.(?:tmp|part|partial|crdownload|swp))$/iu;

/** @example inboxKey('inbox', 'inbox/delivery/may.csv') // 'uploads/delivery/may.csv' */
export const inboxKey = (directory: string, path: string): string =>
  `uploads/${relative(directory, path).split(sep).join('/')}`;

/** A path in the done folder that no file has yet. */
const placeInDone = (directory: string, path: string): string => {
  const { dir, name, ext } = parse(relative(directory, path));
  for (let ordinal = 1; ; ordinal += 1) {
    const free = join(
      directory,
      doneFolder,
      dir,
      ordinal === 1 ? `${name}${ext}` : `${name} (${ordinal})${ext}`,
    );
    if (!existsSync(free)) return free;
  }
};

const takeFile = async (directory: string, path: string, effects: InboxEffects): Promise<void> => {
  try {
    const key = inboxKey(directory, path);
    await effects.put(key, path);
    const done = placeInDone(directory, path);
    await mkdir(dirname(done), { recursive: true });
    await rename(path, done);
    effects.onUploaded(key);
  } catch (error) {
    effects.onProblem(path, error);
  }
};

/**
 * Watches a folder: each file in it is put into the bucket once its size has settled, then moved to `.done/`. A file in
 * a subfolder is of that touchpoint. Files that came while nobody watched are taken as well; hidden, temporary and lock
 * files are left alone. A file that could not be put stays, and is tried again at the next start or when it changes.
 */
export const watchInbox = async (directory: string, effects: InboxEffects): Promise<Inbox> => {
  await mkdir(directory, { recursive: true });
  const underWay = new Map<string, Promise<void>>();
  const take = (path: string): void => {
    if (underWay.has(path)) return;
    underWay.set(
      path,
      takeFile(directory, path, effects).finally(() => underWay.delete(path)),
    );
  };
  const watcher = watch(directory, {
    ignored: (path) => path !== directory && unfinished.test(relative(directory, path)),
    awaitWriteFinish: { stabilityThreshold: settledAfterMs, pollInterval: 100 },
  });
  watcher.on('add', take).on('change', take);
  watcher.on('error', (error) => effects.onProblem(directory, error));
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    close: async () => {
      await watcher.close();
      await Promise.all(underWay.values());
    },
  };
};
