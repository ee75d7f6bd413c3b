import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The folders, from the inside out: a file may import from its own folder and from those above it in this list, never
 * from one below. Types count like everything else.
 */
const folders = [
  [
    'lib/errors.ts',
    'lib/expected.ts',
    'lib/assets.ts',
    'lib/yaml-source.ts',
    'lib/lexicon.ts',
    'lib/out-of-range.ts',
    'lib/elements.ts',
    'lib/write-each.ts',
  ],
  ['lib/cost'],
  ['lib/analysis'],
  ['lib/feedback'],
  ['lib/metrics'],
  ['lib/disclosure'],
  ['lib/insights'],
  ['lib/charts'],
  ['lib/reports'],
  ['lib/lake'],
  ['lib/store'],
  ['lib/query'],
  ['lib/pipeline'],
  ['lib/api'],
  ['lib/notify'],
  ['lib/runtime'],
  ['functions'],
  ['lib/infra'],
  ['lib/local'],
  ['lib/cli'],
  ['bin'],
];

/** What these folders must not import although it is above them. */
const forbiddenImports: readonly { readonly from: string; readonly to: string; readonly because: string }[] =
  [
    { from: 'lib/pipeline', to: 'lib/charts', because: 'steps hand on figures, reports draw them' },
    { from: 'lib/api', to: 'lib/pipeline/ingest/ingest.ts', because: 'the API asks for work by a message' },
  ];

/** Values in, values out: the same code runs in a function, on a laptop and in a browser. */
const pureFolders = [
  'analysis',
  'feedback',
  'metrics',
  'disclosure',
  'insights',
  'reports',
  'lake',
  'pipeline',
];

/** More files than this side by side hide a second subject. */
const maxFilesPerFolder = 15;

interface Import {
  readonly from: string;
  /** A path in the repository, or the name of a package. */
  readonly target: string;
}

const importsOf = (file: string): Import[] => {
  const source = readFileSync(join(repository, file), 'utf8');
  const specifiers = [
    ...source.matchAll(/(?:^|\n)(?:import|export)[^;'"]*?(?:from )?'([^']+)'/g),
    ...source.matchAll(/\bimport\('([^']+)'\)/g),
  ].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => ({
    from: file,
    target: specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier,
  }));
};

const files = globSync('{bin,functions,lib}/**/*.ts', { cwd: repository });
/** The page, with its styles and tests. */
const pageFiles = globSync('dashboard/**/*.{ts,tsx,css,html,md}', {
  cwd: repository,
  exclude: ['dashboard/dist/**'],
});
const imports = files.flatMap(importsOf);

const lies = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);
/** The view of the page that a file is of; what views share and what is around them is of none. */
const viewOf = (file: string): string | undefined =>
  /^dashboard\/(?!shared\/|shell\/|public\/)([^/]+)\//.exec(file)?.[1];
/** -1 for a package. */
const roomOf = (file: string): number =>
  folders.findIndex((places) => places.some((place) => lies(file, place)));
const named = ({ from, target }: Import): string => `${from} → ${target}`;
const isAws = ({ target }: Import): boolean => /^(@aws|@smithy|aws-|constructs|cdk-)/.test(target);

/** The files of one circle of imports, or undefined where there is none: what is left when files that import nothing left are taken away. */
const circleAmong = (edges: readonly Import[]): string[] | undefined => {
  let left = edges;
  for (;;) {
    const importing = new Set(left.map(({ from }) => from));
    const next = left.filter(({ target }) => importing.has(target));
    if (next.length === left.length) break;
    left = next;
  }
  const [start] = left;
  if (start === undefined) return undefined;
  const path = [start.from];
  for (;;) {
    const here = path.at(-1);
    const next = left.find(({ from }) => from === here)?.target ?? '';
    if (path.includes(next)) return [...path.slice(path.indexOf(next)), next];
    path.push(next);
  }
};

describe('the source tree', () => {
  test('has every file in a known folder', () => {
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => roomOf(file) === -1)).toEqual([]);
  });

  test('is imported in one direction: no folder imports one below it', () => {
    const outward = imports.filter(({ from, target }) => roomOf(target) > roomOf(from));
    expect(outward.map(named)).toEqual([]);
  });

  test('keeps forbidden imports out', () => {
    const through = imports.filter(({ from, target }) =>
      forbiddenImports.some((door) => lies(from, door.from) && lies(target, door.to)),
    );
    expect(through.map(named)).toEqual([]);
  });

  test('has no import cycle, types included', () => {
    expect(circleAmong(imports)).toBeUndefined();
  });

  test('a cycle would be noticed', () => {
    const circle = [
      { from: 'a', target: 'b' },
      { from: 'b', target: 'c' },
      { from: 'c', target: 'b' },
      { from: 'c', target: 'd' },
    ];
    expect(circleAmong(circle)).toEqual(['b', 'c', 'b']);
  });

  test('of the page has views that import nothing of each other', () => {
    const views = new Set(pageFiles.map(viewOf));
    expect(views.size).toBeGreaterThan(7);
    const across = pageFiles
      .flatMap(importsOf)
      .filter(({ from, target }) => viewOf(from) !== undefined && viewOf(target) !== undefined)
      .filter(({ from, target }) => viewOf(from) !== viewOf(target));
    expect(across.map(named)).toEqual([]);
  });

  test(`has at most ${maxFilesPerFolder} files side by side`, () => {
    const folders = Map.groupBy([...files, ...pageFiles], dirname);
    const wide = [...folders].filter(([, inside]) => inside.length > maxFilesPerFolder);
    expect(wide.map(([folder, inside]) => `${folder}: ${inside.length}`)).toEqual([]);
  });
});

describe('effects', () => {
  test('are passed in: pure folders import nothing of AWS', () => {
    const touching = imports.filter(
      (each) => isAws(each) && pureFolders.some((room) => lies(each.from, `lib/${room}`)),
    );
    expect(touching.map(named)).toEqual([]);
  });

  test('of the CDK are only in infra and the CDK entry', () => {
    const cdk = imports.filter(({ target }) => /^(aws-cdk-lib|constructs|cdk-nag)/.test(target));
    const elsewhere = cdk.filter(({ from }) => !lies(from, 'lib/infra') && from !== 'bin/app.ts');
    expect(elsewhere.map(named)).toEqual([]);
  });
});
