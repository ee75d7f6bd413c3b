import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What a bundle for the browser holds, by the paths of its sources. */
const bundled = async (entry: string) => {
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    logLevel: 'silent',
  });
  return { sources: Object.keys(metafile.inputs), bytes: outputFiles[0]?.contents.length ?? 0 };
};

const packagesOf = (sources: readonly string[]): string[] => [
  ...new Set(sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [])),
];

test('the contract runs in a browser: it needs no package except the schema library, and no store', async () => {
  const { sources } = await bundled('lib/api/contract/operations.ts');
  expect(packagesOf(sources)).toEqual(['zod']);
  const rooms = sources.filter((source) =>
    /^lib\/(?:store|query|pipeline|runtime|local|infra)\//.test(source),
  );
  expect(rooms).toEqual([]);
});

test('the client needs no package at all, and is at most 8 KB before it is compressed', async () => {
  const { sources, bytes } = await bundled('lib/api/client/client.ts');
  expect(packagesOf(sources)).toEqual([]);
  expect(bytes).toBeLessThan(8192);
});
