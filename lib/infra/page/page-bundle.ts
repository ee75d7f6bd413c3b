import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';

const repository = resolve(import.meta.dirname, '../../..');

/** Which files of the page: the document, or the files that it refers to. */
export type PagePart = 'document' | 'files';

const isOf = (part: PagePart, path: string): boolean => path.endsWith('index.html') === (part === 'document');

const buildInto = (outputDirectory: string, part: PagePart): void => {
  const built = mkdtempSync(join(tmpdir(), 'verbatim-page-'));
  const vite = join(repository, 'node_modules/vite/bin/vite.js');
  const flags = ['--config', 'dashboard/vite.config.ts', '--outDir', built, '--logLevel', 'error'];
  try {
    execFileSync(process.execPath, [vite, 'build', 'dashboard', '--emptyOutDir', ...flags], {
      cwd: repository,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    cpSync(built, outputDirectory, {
      recursive: true,
      filter: (path) => !/\.\w+$/.test(path) || isOf(part, path),
    });
  } finally {
    rmSync(built, { recursive: true });
  }
};

/** A part of the page, built from its sources at synthesis, like the bundles of the functions. */
export const pageSource = (part: PagePart): ISource =>
  Source.asset(join(repository, 'dashboard'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required by the type and never used: the page is always built here.
      image: DockerImage.fromRegistry('unused'),
      // Distinguishes the two parts: the CDK bundles a directory once for each command.
      command: [part],
      local: {
        tryBundle: (outputDirectory) => {
          buildInto(outputDirectory, part);
          return true;
        },
      },
    },
  });
