import { z } from 'zod';
import { mapping, mappingOverride, mappingQuestion } from '../../feedback/mapping/mapping.ts';
import { encodings, type FileShape } from '../../feedback/reading/source.ts';
import type { FailedPart } from '../../pipeline/redrive/failed-parts.ts';
import { list, schemaOf } from './basis/agree.ts';
import { errorView } from './basis/errors.ts';
import { answerLedger, count, counts } from './basis/figures.ts';
import { operation } from './basis/operation.ts';
import { cursor, flag, limitUpTo } from './basis/parameters.ts';
import { routes } from './routes.ts';

export const fileShape = schemaOf<FileShape>()(
  z.object({
    format: z.enum(['csv', 'json', 'jsonl', 'xlsx', 'text']),
    encoding: z.enum(encodings).exactOptional(),
    brokenLetters: z.literal(true).exactOptional(),
    delimiter: z.enum([',', ';', '\t', '|']).exactOptional(),
    compression: z.enum(['gzip']).exactOptional(),
    sheet: z.string().exactOptional(),
    exportedBy: z
      .enum(['qualtrics', 'surveymonkey', 'google-forms', 'typeform', 'zendesk', 'app-store', 'google-play'])
      .exactOptional(),
  }),
).meta({ id: 'FileShape' });

const rowLedger = z
  .object({
    read: count,
    accepted: count,
    duplicate: count,
    updated: count,
    excluded: counts.describe('By reason.'),
    rejected: counts.describe('By reason.'),
    blank: count.exactOptional().describe('Of the accepted rows, those without any rating and any comment.'),
  })
  .meta({
    id: 'RowLedger',
    description: 'Every row read is in exactly one of the other counts but `blank`.',
  });

export const batchStatus = z.enum([
  'held',
  'refused',
  'ingesting',
  'analyzing',
  'complete',
  'incomplete',
  'superseded',
  'undone',
]);

const progressShape = {
  chunksDone: count,
  chunksFailed: count,
  chunksTotal: count.exactOptional().describe('Absent until it is known.'),
  summariesDone: count,
  summariesTotal: count.exactOptional(),
};

const failedPart = schemaOf<FailedPart>()(
  z.object({
    part: z.enum(['chunk', 'search', 'summary', 'undo']),
    chunk: count.exactOptional().describe('Its number, from 0, as in the key of its object.'),
    rows: count.describe('The responses that are missing.'),
    touchpoint: z.string().exactOptional(),
    code: z.string(),
    message: z.string(),
  }),
).meta({
  id: 'FailedPart',
  description: 'A part of a batch that failed every attempt, with the reason of the last.',
});

export const progress = z.object(progressShape).meta({
  id: 'Progress',
  description: 'Of a run: chunks of rows, and messages to summarize cells.',
});
export type Progress = z.output<typeof progress>;

export const reanalysisScope = z.object({
  touchpoint: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});

const batchShape = {
  batchId: z.string(),
  objectKey: z.string().meta({ examples: ['uploads/delivery/may.csv'] }),
  member: z.string().exactOptional().describe('The file inside a zip.'),
  contentHash: z.string(),
  uploadedAt: z.string().describe('ISO instant.'),
  shape: fileShape.exactOptional(),
  source: z.string().exactOptional().describe('The namespace of the file’s own response ids.'),
  status: batchStatus,
  runId: z.string(),
  reanalysis: reanalysisScope.exactOptional(),
  questions: list(mappingQuestion).exactOptional(),
  error: errorView.exactOptional().describe('Why the file was refused.'),
  removing: z.boolean().exactOptional(),
  rows: rowLedger
    .exactOptional()
    .describe('What other uploads had already loaded counts as duplicate or updated.'),
  answers: answerLedger.exactOptional().describe('Known when the batch is complete.'),
  progress,
  failures: list(failedPart)
    .exactOptional()
    .describe('The parts that failed; `redrive` has them tried again.'),
  possibleDuplicates: count.describe(
    'Duplicates without id and respondent: possibly different customers who wrote the same.',
  ),
  rejects: z.string().exactOptional().describe('The object with the rejected rows.'),
};

const batchView = z.object(batchShape).meta({ id: 'Batch' });
/** A batch as readers see it. */
export type BatchView = z.output<typeof batchView>;

const batchList = z
  .object({ batches: list(batchView), cursor: z.string().exactOptional() })
  .meta({ id: 'Batches' });
export type BatchList = z.output<typeof batchList>;

const batchParams = z.strictObject({ batch: z.string().min(1) });

export const listBatches = operation(routes.listBatches, {
  summary: 'Batches, newest upload first; or those of one object.',
  subject: 'batches',
  role: 'viewer',
  query: z.strictObject({
    object: z.string().min(1).optional().describe('Only the batches of this object, all on one page.'),
    limit: limitUpTo(100, 20),
    cursor: cursor.optional(),
  }),
  status: 200,
  answer: batchList,
});

const earlierUpload = z.object({
  batchId: z.string(),
  objectKey: z.string(),
  uploadedAt: z.string().describe('ISO instant.'),
});

const coverage = z
  .object({
    touchpoints: list(z.string()),
    from: z.string().exactOptional().describe('The first day or month of its responses.'),
    to: z.string().exactOptional().describe('The last one. Absent if none has a date.'),
  })
  .meta({ id: 'Coverage' });
export type Coverage = z.output<typeof coverage>;

const batchDetails = z
  .object({
    ...batchShape,
    mapping: mapping.optional(),
    coverage: coverage
      .exactOptional()
      .describe('Where and when its responses were given; known when the whole file is read.'),
    supersedes: earlierUpload
      .exactOptional()
      .describe(
        'The upload of the same content that it replaced; that one is loaded again if this one is undone.',
      ),
  })
  .meta({ id: 'BatchDetails', description: 'With the mapping that the file was read under.' });
export type BatchDetails = z.output<typeof batchDetails>;

export const readBatch = operation(routes.readBatch, {
  summary: 'One batch: status, progress, ledger, questions, mapping.',
  subject: 'batches',
  role: 'viewer',
  params: batchParams,
  status: 200,
  answer: batchDetails,
  errors: ['not-found'],
});

export const undoBatch = operation(routes.undoBatch, {
  summary: 'Undoes a batch: its copies are removed and the summaries recomputed.',
  subject: 'batches',
  role: 'admin',
  params: batchParams,
  status: 202,
  answer: z.object({ batchId: z.string(), undo: z.literal('accepted') }).meta({ id: 'UndoAccepted' }),
  errors: ['not-found'],
});

const redriven = z.enum(['chunks', 'file', 'undo']).describe('What is tried again.');

export const redriveBatch = operation(routes.redriveBatch, {
  summary: 'Tries the failed parts of a batch again; the rest of it is not touched.',
  subject: 'batches',
  role: 'admin',
  params: batchParams,
  status: 202,
  answer: z.object({ batchId: z.string(), redriven }).meta({ id: 'Redriven' }),
  errors: ['not-found', 'conflict'],
});

export const redriveAll = operation(routes.redriveAll, {
  summary: 'Tries everything again that failed.',
  subject: 'batches',
  role: 'admin',
  status: 202,
  answer: z
    .object({
      batches: list(z.object({ batchId: z.string(), redriven })),
      lostSummaries: count.describe('Messages to summarize that belonged to no batch.'),
    })
    .meta({ id: 'RedrivenAll' }),
});

const undoPreview = z
  .object({
    batchId: z.string(),
    responses: count.describe('Responses that would no longer count.'),
    comments: count.describe('Their comments.'),
    touchpoints: list(z.string()).describe('Where responses of the batch count now.'),
    returning: list(
      z.object({
        batchId: z.string(),
        objectKey: z.string(),
        uploadedAt: z.string(),
        responses: count,
      }),
    ).describe('Responses that would count again as in an earlier upload, by its batch.'),
  })
  .meta({ id: 'UndoPreview' });

export type UndoPreview = z.output<typeof undoPreview>;

export const previewUndo = operation(routes.previewUndo, {
  summary: 'What would be removed, and what restored, by undoing a batch. Nothing is changed.',
  subject: 'batches',
  role: 'admin',
  params: batchParams,
  status: 200,
  answer: undoPreview,
  errors: ['not-found', 'conflict', 'scan-too-slow'],
});

/** Declared here with batches; uploads use it too. */
export const override = mappingOverride.meta({
  id: 'MappingOverride',
  description: 'Overrides of the file’s mapping; everything else is inferred.',
  examples: [{ columns: { Date: 'submittedAt:day-first' } }],
});

export const correctBatch = operation(routes.correctBatch, {
  summary:
    'Reads the file of a batch again with these overrides: a held batch is loaded, a loaded one is replaced.',
  subject: 'batches',
  role: 'analyst',
  params: batchParams,
  body: override,
  status: 202,
  answer: z
    .object({ object: z.string().describe('Follow it with the batches of this object.') })
    .meta({ id: 'CorrectionAccepted' }),
  errors: ['not-found', 'mapping-invalid'],
});

const rejectedRow = z
  .object({
    file: z.string(),
    row: z.int().describe('1 for the first data row of the file.'),
    column: z.string().optional(),
    code: z.string().describe('Why.'),
    expected: z.string().optional(),
    got: z.string().optional(),
    cells: list(z.string()).exactOptional().describe('The row, redacted, in the order of `columns`.'),
  })
  .meta({ id: 'RejectedRow' });
export type RejectedRow = z.output<typeof rejectedRow>;

export const listRejects = operation(routes.listRejects, {
  summary: 'The rejected rows of a batch in the file’s order.',
  subject: 'batches',
  role: 'analyst',
  params: batchParams,
  /** The cursor is the index of the first entry of the page. */
  query: z.strictObject({
    limit: limitUpTo(1000, 100),
    cursor: z.coerce.number<number | string>().int().min(0).default(0),
    cells: flag.describe('Also return the rows themselves, redacted, so that they can be corrected.'),
  }),
  status: 200,
  answer: z
    .object({
      columns: list(z.string()).exactOptional().describe('The columns of the file, with `cells`.'),
      rejects: list(rejectedRow),
      cursor: z.string().exactOptional(),
    })
    .meta({ id: 'Rejects' }),
  errors: ['not-found'],
});
