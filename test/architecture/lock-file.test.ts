import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

interface LockedPackage {
  readonly version?: string;
  readonly optional?: boolean;
  readonly engines?: { readonly node?: string };
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages: Readonly<Record<string, LockedPackage>> = read('package-lock.json').packages;
const manifest = read('package.json');
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const readmeNode = Number(/with Node (\d+)/.exec(readme)?.[1]);

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

  // npm compares them with the Node that installs; the scripts run on the Node 24 that is installed along. Remove `engines` of a new one here.
  test('states no engine that the Node of the README would warn about', () => {
    const isMet = (range: string): boolean =>
      range.split('||').some((part) => {
        const lowest = Number(/\d+/.exec(part)?.[0] ?? 0);
        return part.includes('>=') ? lowest <= readmeNode : lowest === readmeNode || part.trim() === '*';
      });
    const warned = Object.entries(packages).filter(
      ([path, { optional, engines }]) => path !== '' && !optional && !isMet(engines?.node ?? '*'),
    );
    expect(warned.map(([path]) => path)).toEqual([]);
  });

  test('has no install script that package.json neither allows nor denies', () => {
    const scripted = Object.entries(packages)
      .filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(Object.keys(manifest.allowScripts)).toEqual(expect.arrayContaining(scripted));
  });

  test('names no host', () => {
    expect(JSON.stringify(Object.values(packages)).match(/"resolved":/)).toBeNull();
  });
});
