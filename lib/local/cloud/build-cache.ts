import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A build of the sources of a repository, kept until one of them changes. */
export interface Built {
  /** Names the build among others in the cache. */
  readonly name: string;
  /** Globs of all files that can change it. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Builds into an empty directory. If it throws, the directory is deleted. */
  readonly build: (directory: string) => Promise<void>;
}

const sourceHash = (repository: string, { include, exclude }: Built): string => {
  const hash = createHash('sha256');
  for (const entry of globSync([...include], { cwd: repository, exclude: [...exclude], withFileTypes: true })
    .filter((candidate) => candidate.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()) {
    hash.update(entry.slice(repository.length)).update('\0').update(readFileSync(entry)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
};

/**
 * The directory with a build of the present sources, under node_modules/.cache. Builds of older sources are deleted when a new one is
 * ready, so long-running processes need their own copy.
 */
export const cachedBuild = async (repository: string, built: Built): Promise<string> => {
  const cache = join(repository, 'node_modules/.cache/verbatim');
  const current = join(cache, `${built.name}-${sourceHash(repository, built)}`);
  if (existsSync(current)) return current;
  const unfinished = join(cache, `unfinished-${built.name}-${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    await built.build(unfinished);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  for (const old of readdirSync(cache).filter((name) => name.startsWith(`${built.name}-`))) {
    rmSync(join(cache, old), { recursive: true, force: true });
  }
  renameSync(unfinished, current);
  return current;
};
