import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join, parse, relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** The effects of the inbox. */
export interface InboxEffects {
  /** Uploads the file under this key. If it throws, the file stays where it is. */
  put(key: string, path: string): Promise<void>;
  /** Called when a file is in the bucket and moved away. */
  onUploaded(key: string): void;
  onProblem(path: string, error: unknown): void;
}

export interface Inbox {
  /** Resolves when running uploads have ended. */
  close(): Promise<void>;
}

/** Where files go once they are in the bucket; hidden, so that it is not watched itself. */
const doneFolder = '.done';
/** A file that has not grown for this long is complete. */
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
 * Watches a folder: each file in it is uploaded once its size is stable, then moved to `.done/`. A file in
 * a subfolder belongs to that touchpoint. Files that arrived before the start are uploaded too; hidden, temporary and lock
 * files are ignored. A file that could not be uploaded stays, and is retried at the next start or when it changes.
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
