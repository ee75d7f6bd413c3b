import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(repository, file), 'utf8');

const pages = ['*.md', '{docs,models,taxonomies,examples}/**/*.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: repository }),
);

const linksOf = (page: string): string[] =>
  [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

/** Paths in backticks that begin with a folder of the repository, without what stands for anything. */
const pathsOf = (page: string): string[] =>
  [...read(page).matchAll(/`((?:lib|test|bench|functions|models|taxonomies|docs)\/[\w./-]+)`/g)].map(
    (match) => match[1] ?? '',
  );

describe('documentation', () => {
  test.each(pages)('%s links to files that exist', (page) => {
    const broken = linksOf(page).filter((target) => !existsSync(join(repository, dirname(page), target)));
    expect(broken).toEqual([]);
  });

  test.each(pages)('%s names paths that exist', (page) => {
    const missing = pathsOf(page).filter((path) => !existsSync(join(repository, path)));
    expect(missing).toEqual([]);
  });

  test.each(pages)('%s runs scripts on the Node that npm brings, not on an older one', (page) => {
    expect(read(page).match(/(?<!npx )\bnode (?:bench|docs|models|examples|bin)\/\S+\.ts/g) ?? []).toEqual(
      [],
    );
  });

  test('the architecture page lists every folder of lib and their subfolders', () => {
    const folders = ['lib/*/', 'lib/*/*/'].flatMap((pattern) => globSync(pattern, { cwd: repository }));
    const described = read('docs/architecture.md');
    const top = folders.filter((folder) => folder.split('/').filter(Boolean).length === 2);
    expect(top.length).toBeGreaterThan(10);
    const missing = folders.filter((folder) => !described.includes(`\`${folder.replace(/\/$/, '')}\` |`));
    expect(missing).toEqual([]);
  });

  test('the index of decisions lists every decision', () => {
    const index = read('docs/adr/README.md');
    const decisions = globSync('docs/adr/[0-9]*.md', { cwd: repository }).map((file) =>
      file.replace('docs/adr/', ''),
    );
    expect(decisions.filter((file) => !index.includes(`(${file})`))).toEqual([]);
  });

  test('a decision follows the template, and is at most a page long', () => {
    const maxWords = 700;
    const parts = [/^# \d{4} /, /^Status: /m, /^## Context$/m, /^## Decision$/m, /^## Consequences$/m];
    const wrong = globSync('docs/adr/[0-9]*.md', { cwd: repository }).filter((file) => {
      const text = read(file);
      return text.split(/\s+/).length > maxWords || !parts.every((part) => part.test(text));
    });
    expect(wrong).toEqual([]);
  });
});
