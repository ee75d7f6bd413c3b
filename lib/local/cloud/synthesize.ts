import { execFile } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { basename, delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import { cachedBuild } from './build-cache.ts';
import { assetManifest, type Synthesized, template } from './template.ts';

/** The first line of a tool's output that describes the error. */
export const firstComplaint = (error: unknown): string => {
  const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return output.split('\n').find((line) => /error/i.test(line)) ?? output.slice(0, 200);
};

const cdkSettings = z.object({ context: z.record(z.string(), z.unknown()) });

/** Runs the CDK app as the CDK command line would: context from cdk.json, output in the given directory. */
const runApp = async (repository: string, outputDirectory: string): Promise<void> => {
  const { context } = cdkSettings.parse(JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8')));
  const path = [join(repository, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  try {
    await promisify(execFile)(process.execPath, ['bin/app.ts'], {
      cwd: repository,
      env: {
        ...process.env,
        PATH: path,
        CDK_OUTDIR: outputDirectory,
        // The page is served by the local cloud itself.
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, page: 'false' }),
      },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (cause) {
    throw new VerbatimError('internal', 'the stack does not synthesize; see `npx cdk synth`', {
      got: firstComplaint(cause),
      cause,
    });
  }
};

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Reads a cloud assembly of one stack from its directory (`cdk.out`).
 *
 * @throws VerbatimError `file-not-found` when the directory holds no template.
 */
export const readAssembly = (directory: string): Synthesized => {
  const [templateFile] = existsSync(directory) ? globSync('*.template.json', { cwd: directory }) : [];
  if (templateFile === undefined) {
    throw new VerbatimError('file-not-found', 'no synthesized template found', { file: directory });
  }
  const stackName = templateFile.replace('.template.json', '');
  const manifest = assetManifest.parse(readJson(join(directory, `${stackName}.assets.json`)));
  const bundles = Object.values(manifest.files)
    .filter(({ source }) => source.packaging === 'zip')
    .flatMap(({ source, destinations }) =>
      Object.values(destinations).map(
        ({ objectKey }) => [objectKey, resolve(directory, source.path)] as const,
      ),
    );
  return { template: template.parse(readJson(join(directory, templateFile))), bundles: new Map(bundles) };
};

/**
 * The stack of this repository, synthesized and bundled. The result of the first call (about ten seconds) is cached under
 * node_modules/.cache until a source changes.
 *
 * @throws VerbatimError `internal` when the stack does not synthesize.
 */
export const synthesizedTemplate = async (
  repository: string = resolve(import.meta.dirname, '../../..'),
): Promise<Synthesized> => {
  const directory = await cachedBuild(repository, {
    name: 'cloud',
    // Everything that can change a template or a bundle. The local cloud and the command line are not part of them.
    include: [
      'bin/app.ts',
      'cdk.json',
      'verbatim.config.yaml',
      'package-lock.json',
      'functions/**/*.ts',
      'lib/**/*.{ts,json}',
      '{taxonomies,lexicons}/*.yaml',
      'models/*.{bin,wasm,json}',
    ],
    exclude: ['lib/local/**', 'lib/cli/**'],
    build: (output) => runApp(repository, output),
  });
  return readAssembly(directory);
};

/**
 * The same with its bundles copied below `directory`: another process that synthesizes newer
 * sources removes what is in the cache.
 */
export const withOwnBundles = ({ template, bundles }: Synthesized, directory: string): Synthesized => {
  rmSync(directory, { recursive: true, force: true });
  const own = [...bundles].map(([key, bundle]) => {
    const copy = join(directory, basename(bundle));
    cpSync(bundle, copy, { recursive: true });
    return [key, copy] as const;
  });
  return { template, bundles: new Map(own) };
};
