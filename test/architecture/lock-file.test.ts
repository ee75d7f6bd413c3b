import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages: Readonly<Record<string, LockedPackage>> = read('package-lock.json').packages;
const manifest = read('package.json');

describe('package-lock.json', () => {
  // A lock made where a registry lacked one of them is refused by `npm ci` everywhere.
  test('locks every optional dependency of every package, for all platforms', () => {
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)));
    expect(missing).toEqual([]);
  });

  test('locks exactly the versions that package.json pins', () => {
    const pinned = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    };
    const locked = Object.fromEntries(
      Object.keys(pinned).map((name) => [name, packages[`node_modules/${name}`]?.version]),
    );
    expect(locked).toEqual(pinned);
  });

  test('names no host', () => {
    expect(JSON.stringify(Object.values(packages)).match(/"resolved":/)).toBeNull();
  });
});
