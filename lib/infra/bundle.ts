import { cpSync, globSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/**
 * The bundle of all functions. Written by a process of its own, `node lib/infra/bundle.ts DIRECTORY STEP…`: the CDK waits for a bundle
 * synchronously, and esbuild takes plugins only where it may answer later.
 */

const repository = resolve(import.meta.dirname, '../..');

/** Read by packages at run time, in the place where Node looks for packages: the PNG renderer and its font. */
const packageFiles = [
  'node_modules/@resvg/resvg-wasm/{package.json,index_bg.wasm}',
  'node_modules/dejavu-fonts-ttf/{package.json,LICENSE,ttf/DejaVuSans.ttf,ttf/DejaVuSans-Bold.ttf}',
];

/** Copies files that the code reads at run time: theme packs, word lists and trained weights. lib/assets.ts finds them there. */
const copyAssets = (outputDirectory: string): void => {
  // A bundle is recognized by its taxonomies/, so the directory exists even when it is empty.
  mkdirSync(join(outputDirectory, 'taxonomies'), { recursive: true });
  for (const file of globSync(
    ['{taxonomies,lexicons,prices}/*.yaml', 'models/{NOTICE,*.bin,*.wasm}', ...packageFiles],
    {
      cwd: repository,
    },
  )) {
    mkdirSync(dirname(join(outputDirectory, file)), { recursive: true });
    cpSync(join(repository, file), join(outputDirectory, file));
  }
};

/** What eld knows of letters is one object of 1.5 MB. As JSON it is ready in a third of the time that V8 takes for the literal. */
const lettersAsJson: Plugin = {
  name: 'letters-as-json',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]eld[/\\]src[/\\]ngrams[/\\]\w+\.js$/ }, async ({ path }) => {
      const module: object = await import(pathToFileURL(path).href);
      const exported = Object.entries(module).map(
        ([name, data]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(data))});`,
      );
      return { contents: exported.join('\n') };
    });
  },
};

/** Zod exports its messages in 50 languages as one object, which no bundler shakes off. English is its default and the only one here. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/**
 * How functions are bundled: an ES module for each, named after its step, and shared modules.
 * Everything is included, also the SDK: what is deployed is what was tested.
 *
 * @param steps names of files under functions/, without their ending.
 */
export const bundling = (steps: readonly string[]) =>
  ({
    absWorkingDir: repository,
    entryPoints: steps.map((step) => `functions/${step}.ts`),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
    plugins: [lettersAsJson, englishOnly],
    // Charts are written by React, which would otherwise come twice: its development build too.
    define: { 'process.env.NODE_ENV': '"production"' },
    // CommonJS packages inside an ES module still call require() for Node's own modules.
    banner: {
      js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);",
    },
  }) satisfies BuildOptions;

if (import.meta.main) {
  const [directory = '', ...steps] = process.argv.slice(2);
  await build({ ...bundling(steps), outdir: directory });
  copyAssets(directory);
}
