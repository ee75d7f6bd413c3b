import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));

interface Import {
  readonly from: string;
  /** A path in the repository, or the name of a package. */
  readonly target: string;
}

const importsOf = (file: string): Import[] => {
  const source = readFileSync(join(repository, file), 'utf8');
  const specifiers = [...source.matchAll(/(?:^|\n)(?:import|export)[^;'"]*?(?:from )?'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => ({
    from: file,
    target: specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier,
  }));
};

const importsUnder = (...folders: string[]): Import[] =>
  folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: repository }).flatMap(importsOf));

const isAws = ({ target }: Import): boolean => /^(@aws|@smithy|aws-|constructs|cdk-)/.test(target);
const into =
  (...folders: string[]) =>
  ({ target }: Import): boolean =>
    folders.some((folder) => target.startsWith(folder));

describe('the layers', () => {
  test('are read: every folder has imports', () => {
    for (const folder of ['lib/feedback', 'lib/analysis', 'lib/metrics', 'lib/steps', 'functions']) {
      expect(importsUnder(folder).length, folder).toBeGreaterThan(0);
    }
  });

  test('feedback, analysis and metrics import nothing of AWS', () => {
    expect(importsUnder('lib/feedback', 'lib/analysis', 'lib/metrics').filter(isAws)).toEqual([]);
  });

  test('feedback, analysis and metrics know nothing of steps, stores and shells', () => {
    const outer = into(
      'lib/steps',
      'lib/store',
      'lib/api',
      'lib/infra',
      'lib/local',
      'lib/cli',
      'functions',
      'bin',
    );
    expect(importsUnder('lib/feedback', 'lib/analysis', 'lib/metrics').filter(outer)).toEqual([]);
  });

  test('steps import nothing of AWS: their effects are passed in', () => {
    expect(importsUnder('lib/steps').filter(isAws)).toEqual([]);
  });

  test('reports import nothing of AWS and know nothing of shells', () => {
    expect(importsUnder('lib/report').filter(isAws)).toEqual([]);
    const shells = into('lib/api', 'lib/infra', 'lib/local', 'lib/cli', 'functions', 'bin');
    expect(importsUnder('lib/report').filter(shells)).toEqual([]);
  });

  test('functions import neither infra nor local', () => {
    expect(importsUnder('functions').filter(into('lib/infra', 'lib/local', 'lib/cli'))).toEqual([]);
  });

  test('only infra and the CDK entry import the CDK', () => {
    const cdk = importsUnder('lib', 'functions', 'bin').filter(({ target }) =>
      /^(aws-cdk-lib|constructs|cdk-nag)/.test(target),
    );
    expect(cdk.filter(({ from }) => !from.startsWith('lib/infra/') && from !== 'bin/app.ts')).toEqual([]);
  });
});
