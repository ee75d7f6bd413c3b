import { z } from 'zod';
import type { LoadEstimate } from '../../cost/estimate-load.ts';
import type { Distribution } from '../../feedback/mapping/columns/distribution.ts';
import { mapping } from '../../feedback/mapping/mapping.ts';
import type { RowEstimate } from '../../feedback/reading/row-estimate.ts';
import { list, schemaOf } from './basis/agree.ts';
import { count } from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { batchStatus, fileShape, override } from './batches.ts';
import { routes } from './routes.ts';

/** Browser uploads: announced, uploaded, previewed, confirmed. */

const megabyte = 1024 * 1024;

/** The most that one function can copy within a request. Larger files are uploaded to `uploads/` directly. */
const maxBytes = 1024 * megabyte;

/** A larger file is uploaded in parts, so that parts that have arrived need not be sent again. */
export const maxBytesInOnePart = 50 * megabyte;

/** Of every part except the last. */
export const partBytes = 25 * megabyte;

const fileName = z
  .string()
  .max(200)
  .regex(/^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u, 'a file’s name without folders')
  .refine((name) => !name.endsWith('.mapping.json'), 'a feedback file, not a mapping')
  .meta({ examples: ['may.csv'] });

export const uploadRequest = z
  .strictObject({
    name: fileName,
    bytes: z.int().min(1).max(maxBytes).describe('The file’s exact size.'),
    touchpoint: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u, 'a touchpoint without slashes')
      .exactOptional()
      .describe('The touchpoint of rows that don’t name one.'),
  })
  .meta({ id: 'UploadRequest', examples: [{ name: 'may.csv', bytes: 1024 }] });
export type UploadRequest = z.infer<typeof uploadRequest>;

const stagedUpload = z
  .object({
    uploadId: z.string(),
    url: z
      .string()
      .exactOptional()
      .describe(
        'PUT the file’s bytes to this URL. Absent for a file over 50 MB, which is uploaded in parts.',
      ),
    expiresInSeconds: z.int(),
    object: z.string().describe('The object of the file once it is confirmed.'),
  })
  .meta({ id: 'StagedUpload' });
export type StagedUpload = z.output<typeof stagedUpload>;

export const stageUpload = operation(routes.stageUpload, {
  summary: 'Announces a file and returns the URL to upload it to.',
  subject: 'uploads',
  role: 'analyst',
  body: uploadRequest,
  status: 201,
  answer: stagedUpload,
});

const uploadParams = z.strictObject({ upload: z.string().min(1) });

const uploadPart = z
  .object({
    part: z.int().min(1),
    from: count.describe('The index of its first byte in the file.'),
    bytes: count,
    url: z
      .string()
      .exactOptional()
      .describe('PUT the bytes of the part to this URL. Absent if the part has arrived.'),
  })
  .meta({ id: 'UploadPart' });

export const listUploadParts = operation(routes.listUploadParts, {
  summary: 'The parts of a file over 50 MB, with a URL for each that has not arrived.',
  subject: 'uploads',
  role: 'analyst',
  params: uploadParams,
  status: 200,
  answer: z.object({ parts: list(uploadPart), expiresInSeconds: z.int() }).meta({ id: 'UploadParts' }),
  errors: ['not-found'],
});

export const joinUpload = operation(routes.joinUpload, {
  summary: 'Joins the parts into one file, when all have arrived.',
  subject: 'uploads',
  role: 'analyst',
  params: uploadParams,
  status: 200,
  answer: z.object({ bytes: count }).meta({ id: 'UploadJoined' }),
  errors: ['not-found', 'conflict'],
});

const bins = list(z.object({ from: z.number(), to: z.number().exactOptional(), count }));

const distribution = schemaOf<Distribution>()(
  z.object({
    column: z.string(),
    rows: count.describe('Rows profiled: the first of the file.'),
    empty: count.describe('Those of them that are empty here.'),
    distinct: count.exactOptional().describe('Distinct values; absent for personal data.'),
    values: list(z.object({ value: z.string(), count }))
      .exactOptional()
      .describe('Each value, redacted, with its number of rows, if there are at most 20.'),
    numbers: bins.exactOptional().describe('Ten classes of equal width, if there are more distinct numbers.'),
    characters: bins.exactOptional().describe('For texts: classes of lengths in characters.'),
  }),
).meta({ id: 'Distribution' });

const rowEstimate = schemaOf<RowEstimate>()(
  z.object({ rows: count, exact: z.boolean().describe('False: there are at least this many.') }),
).meta({ id: 'RowEstimate' });

const loadEstimate = schemaOf<LoadEstimate>()(
  z.object({
    rows: count,
    seconds: count.describe('Seconds until the figures are complete in AWS.'),
    dollars: z.number().nonnegative().describe('By list prices.'),
    region: z
      .string()
      .describe(
        'The region whose list prices were used: that of the deployment, or us-east-1 if it has no price file.',
      ),
  }),
).meta({ id: 'LoadEstimate' });

const tablePreview = z
  .object({
    file: z.string(),
    shape: fileShape,
    rows: rowEstimate,
    estimate: loadEstimate.describe('What loading it takes.'),
    mapping: mapping.describe('With redacted samples and its open `questions`.'),
    distributions: list(distribution).describe('One per column, in the order of the file.'),
    mappingFile: override.describe('The mapping to confirm with, to get the same result.'),
    loaded: list(z.object({ batchId: z.string(), uploadedAt: z.string(), status: batchStatus }))
      .exactOptional()
      .describe(
        'Batches of the same bytes: loading it again in the same way changes nothing. Absent for a file over 100 MB, which would take too long to check.',
      ),
  })
  .meta({ id: 'TablePreview' });
export type TablePreview = z.output<typeof tablePreview>;

const readingErrors = [
  'not-found',
  'conflict',
  'mapping-invalid',
  'file-empty',
  'file-header-only',
  'file-binary',
  'file-truncated',
  'file-corrupt',
  'file-encoding',
  'file-format-unsupported',
  'file-too-large',
  'sheet-not-found',
  'too-many-columns',
] as const;

export const previewUpload = operation(routes.previewUpload, {
  summary: 'How a staged file will be read, table by table, with the given overrides.',
  subject: 'uploads',
  role: 'analyst',
  params: uploadParams,
  body: override,
  bodyOptional: true,
  status: 200,
  answer: z.object({ files: list(tablePreview) }).meta({ id: 'UploadPreview' }),
  errors: readingErrors,
});

export const confirmUpload = operation(routes.confirmUpload, {
  summary: 'Loads a staged file; follow it with the batches of its object.',
  subject: 'uploads',
  role: 'analyst',
  params: uploadParams,
  body: override,
  bodyOptional: true,
  status: 202,
  answer: z.object({ object: z.string() }).meta({ id: 'UploadConfirmed' }),
  errors: readingErrors,
});
