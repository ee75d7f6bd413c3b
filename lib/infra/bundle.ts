import { cpSync, globSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';

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
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
    // Charts are written by React, which would otherwise come twice: its development build too.
    define: { 'process.env.NODE_ENV': '"production"' },
    // CommonJS packages inside an ES module still call require() for Node's own modules.
    banner: {
      js: "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);",
    },
  }) satisfies BuildOptions;

/** The code of all functions as one asset: bundled once, uploaded once (docs/adr/0052-one-bundle.md). */
export const functionsCode = (steps: readonly string[]): Code =>
  Code.fromAsset(join(repository, 'functions'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required by the type and never used: the bundle is always made here.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle: (outputDirectory) => {
          buildSync({ ...bundling(steps), outdir: outputDirectory });
          copyAssets(outputDirectory);
          return true;
        },
      },
    },
  });
