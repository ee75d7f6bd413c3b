import { z } from 'zod';

/** The parts of a synthesized CloudFormation template that are read; properties are read by type in plan.ts. */
export const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});
export type Template = z.infer<typeof template>;

/** The parts of an asset manifest that are read: which directory is uploaded under which key. */
export const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** A template, and the directory of each function's bundle: absolute, by asset key. */
export interface Synthesized {
  readonly template: Template;
  readonly bundles: ReadonlyMap<string, string>;
}
