import { z } from 'zod';
import type { TaxonomyEdit } from '../../../analysis/taxonomy/taxonomy-edits.ts';
import type { StepEffect } from '../../../query/themes/preview-step.ts';
import { list, schemaOf } from '../basis/agree.ts';
import { count, yes } from '../basis/figures.ts';
import { operation } from '../basis/operation.ts';
import { scope } from '../basis/parameters.ts';
import { routes } from '../routes.ts';

const themeId = z.string().min(1);
const themeName = z.string().trim().min(1).max(80);
const seeds = z.array(z.string().trim().min(1)).min(1).max(1000);

const edit = schemaOf<TaxonomyEdit>()(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('adopt'),
      name: themeName,
      seeds,
      id: themeId.optional(),
      parent: themeId.optional(),
    }),
    z.strictObject({ kind: z.literal('merge'), from: themeId, into: themeId }),
    z.strictObject({
      kind: z.literal('split'),
      from: themeId,
      name: themeName,
      seeds,
      id: themeId.optional(),
    }),
    z.strictObject({ kind: z.literal('move'), theme: themeId, parent: themeId.optional() }),
    z.strictObject({ kind: z.literal('rename'), theme: themeId, name: themeName }),
  ]),
).meta({ id: 'TaxonomyEdit', description: 'As `verbatim taxonomy` does it; docs/themes.md explains each.' });

/** A pack has 20 KB; what was taught to many themes, some hundred. */
const maxTextLength = 2_000_000;

const step = z
  .union([
    z.strictObject({ edit }),
    z.strictObject({ undo: z.literal(true).describe('Undoes the latest edit.') }),
    z.strictObject({
      text: z.string().min(1).max(maxTextLength).describe('A taxonomy file that replaces all themes.'),
    }),
  ])
  .meta({
    id: 'TaxonomyStep',
    examples: [{ edit: { kind: 'rename', theme: 'delivery', name: 'Delivery and shipping' } }],
  });
export type TaxonomyStepBody = z.output<typeof step>;

const etag = z.string().describe('Of this text; also the header `ETag`, for `If-Match`.');

const taxonomyView = z
  .object({
    etag,
    name: z.string(),
    version: z.string().describe('Taxonomies that find the same themes have the same version.'),
    configured: z.boolean().describe('False where the general theme pack is used.'),
    themes: list(
      z.object({
        id: z.string(),
        name: z.string(),
        names: z.record(z.string(), z.string()).exactOptional().describe('By language.'),
        parent: z.string().exactOptional(),
        description: z.string().exactOptional(),
        seeds: list(z.string()),
        excludes: list(z.string()),
        learned: yes.describe('It has also learned from labelled comments.'),
      }),
    ),
    edits: list(z.object({ edit: z.string(), at: z.string() })).describe('The latest first; ISO instants.'),
    text: z.string().describe('The file.'),
  })
  .meta({ id: 'Taxonomy' });
export type TaxonomyView = z.output<typeof taxonomyView>;

export const readTaxonomy = operation(routes.readTaxonomy, {
  summary: 'The current themes, and their file.',
  subject: 'themes',
  role: 'viewer',
  forLimited: true,
  status: 200,
  tagged: true,
  answer: taxonomyView,
});

export const changeTaxonomy = operation(routes.changeTaxonomy, {
  summary:
    'Edits or replaces the taxonomy, or undoes the latest of these. `If-Match` names the text that was read; the previous text is kept.',
  subject: 'themes',
  role: 'analyst',
  body: step,
  status: 200,
  tagged: true,
  answer: taxonomyView,
  errors: ['not-found', 'changed-meanwhile', 'conflict', 'taxonomy-invalid'],
});

const change = { before: count, after: count };

const effect = schemaOf<StepEffect>()(
  z.object({
    comments: count,
    coveredBefore: count.describe('Comments with any theme.'),
    coveredAfter: count,
    changed: count.describe('Comments whose themes differ.'),
    themes: list(z.object({ theme: z.string(), ...change, gained: count, lost: count })),
    moves: list(z.object({ from: z.string(), to: z.string(), comments: count })),
    touchpoints: list(z.object({ touchpoint: z.string(), comments: count, changed: count })),
  }),
).meta({ id: 'TaxonomyEffect' });

const preview = z
  .object({
    etag: etag.describe('Of the text that it was computed for.'),
    edit: z.string().describe('What would be done, in words.'),
    version: z.string().describe('The version that comments would be analyzed with.'),
    sameReading: yes.describe('Comments keep their themes: only names differ.'),
    names: z.record(z.string(), z.string()).describe('Of the themes before and after, by id.'),
    effect: effect.exactOptional().describe('Absent if the comments are below the minimum group size.'),
    examined: z
      .object({ responses: count, of: count })
      .describe('Responses read, of those in the scope: where fewer were, counts are lower bounds.'),
    suppressed: yes,
    partial: yes.describe('Comments of days below the minimum group size were left out.'),
  })
  .meta({ id: 'TaxonomyPreview' });
export type TaxonomyPreview = z.output<typeof preview>;

export const previewTaxonomy = operation(routes.previewTaxonomy, {
  summary: 'How many stored comments would change their themes, and where. Nothing is changed.',
  subject: 'themes',
  role: 'analyst',
  query: z.strictObject(scope),
  body: step,
  status: 200,
  answer: preview,
  errors: ['not-found', 'conflict', 'taxonomy-invalid'],
});
