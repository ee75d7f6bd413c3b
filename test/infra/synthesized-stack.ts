import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApp } from '../../lib/infra/app.ts';

export const repository = resolve(import.meta.dirname, '../..');

export interface Resource {
  readonly id: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is read here as it comes; a wrong guess fails its test.
  readonly Properties: any;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

export interface Stack {
  readonly all: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  ofType(type: string): Resource[];
}

const { context } = JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8')) as { context: object };

/**
 * The whole template of a stack with its logical ids, without bundles: those take ten times as long and hold no resources.
 *
 * @param named which stack; default: the pipeline's
 */
export const synthesize = (more: Record<string, unknown> = {}, named = 'Verbatim'): Stack => {
  const outdir = mkdtempSync(join(tmpdir(), 'verbatim-infra-'));
  try {
    const app = createApp({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [], ...more } });
    const stack = app.synth().stacks.find(({ stackName }) => stackName === named);
    if (stack === undefined) throw new Error(`the app has no stack ${named}`);
    const { Resources, Outputs } = stack.template as {
      Resources: Record<string, Omit<Resource, 'id'>>;
      Outputs: Record<string, unknown>;
    };
    const all = Object.entries(Resources).map(([id, resource]) => ({ id, ...resource }));
    return { all, outputs: Outputs, ofType: (type) => all.filter((resource) => resource.Type === type) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
