import { z } from 'zod';

/** The parts that are read of a synthesized CloudFormation template; properties are read by their type in plan.ts. */
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

/** The parts that are read of an asset manifest: which directory is uploaded under which key. */
export const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** A template, and where the bundle of each function lies: absolute directories by asset key. */
export interface Synthesized {
  readonly template: Template;
  readonly bundles: ReadonlyMap<string, string>;
}
