import { z } from 'zod';

/** The messages between the steps, each with a schema. Keys, numbers and ids only: never the text of a comment. */

/** The notification of S3 about a new object under `uploads/` (the part that is read). Keys are URL-encoded, spaces as `+`. */
export const objectCreated = z.object({
  Records: z.array(
    z.object({
      eventTime: z.string(),
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({ key: z.string(), size: z.int().nonnegative().optional() }),
      }),
    }),
  ),
});

/** The test event of S3, sent once when notifications are first enabled: it names no object. */
const notificationTest = z
  .object({ Event: z.literal('s3:TestEvent') })
  .transform((): z.infer<typeof objectCreated> => ({ Records: [] }));

/** True for a part of a large file: small files are read before it. */
const large = z.literal(true).optional();

/** To ingest: read an object, or a member of a zip, from its start or from a checkpoint. */
export const ingestObject = z.object({
  kind: z.literal('ingest'),
  key: z.string(),
  /** When the object was uploaded, ISO instant: decides which of two copies of a response is the latest. */
  uploadedAt: z.string(),
  member: z.string().optional(),
  /** Where a reading was when its function's time was over: it resumes after so many chunks. */
  checkpoint: z
    .object({
      batchId: z.string(),
      runId: z.string(),
      chunks: z.int().nonnegative(),
      /** A hash of the file, or of the file and the member, that was read. */
      contentHash: z.string(),
    })
    .optional(),
  /** True if S3 announced the object: nobody else asked for it. */
  announced: z.literal(true).optional(),
  /** As announced: tells that a file is not small before it is opened. */
  sizeBytes: z.int().nonnegative().optional(),
  large,
});

/** To ingest: undo a batch, with all that it stored. */
export const undoBatch = z.object({
  kind: z.literal('undo'),
  batchId: z.string(),
  /** Why: undone by a person, or superseded by the same content under a new mapping. */
  outcome: z.enum(['undone', 'superseded']),
  /** The run that a person asked to undo: a later one is left unchanged. Absent: the current run. */
  runId: z.string().optional(),
});

/** To ingest: search for a person who is to be erased, or erase one whose erasure was confirmed. */
export const eraseMessage = z.object({ kind: z.literal('erase'), erasureId: z.string() });
export type EraseMessage = z.infer<typeof eraseMessage>;

/** To ingest: rewrite a file without the rows of people who were erased before it was uploaded. */
export const rewriteFile = z.object({ kind: z.literal('rewrite'), key: z.string() });
export type RewriteFile = z.infer<typeof rewriteFile>;

export const ingestMessage = z.union([
  objectCreated,
  notificationTest,
  ingestObject,
  undoBatch,
  eraseMessage,
  rewriteFile,
]);
export type IngestObject = z.infer<typeof ingestObject>;
export type UndoBatch = z.infer<typeof undoBatch>;
export type IngestMessage = z.infer<typeof ingestMessage>;

/** To analyze: one chunk of a run. */
export const analyzeMessage = z.object({
  batchId: z.string(),
  runId: z.string(),
  chunk: z.int().nonnegative(),
  key: z.string(),
  large,
});
export type AnalyzeMessage = z.infer<typeof analyzeMessage>;

/** To analyze: find the responses of a run that other uploads have in other cells. The last chunk of a run whose responses have ids. */
export const movesMessage = z.object({
  kind: z.literal('moves'),
  batchId: z.string(),
  runId: z.string(),
  chunk: z.int().nonnegative(),
  large,
});
export type MovesMessage = z.infer<typeof movesMessage>;

/** To analyze: analyze the stored responses of some cells again. A chunk of a run whose batch is the reanalysis. */
export const reanalyzeMessage = z.object({
  kind: z.literal('reanalyze'),
  batchId: z.string(),
  runId: z.string(),
  chunk: z.int().nonnegative(),
  touchpoint: z.string(),
  cells: z.array(z.string()).min(1),
});
export type ReanalyzeMessage = z.infer<typeof reanalyzeMessage>;

/** To summarize: the cells of one touchpoint whose stored responses changed. */
export const summarizeMessage = z.object({
  touchpoint: z.string(),
  cells: z.array(z.string()).min(1),
  /** The run of these cells, and the number of this message in it: the batch is complete when all are done. */
  run: z.object({ batchId: z.string(), runId: z.string(), message: z.int().nonnegative() }).optional(),
});
export type SummarizeMessage = z.infer<typeof summarizeMessage>;

/** To summarize: the issues of a touchpoint, whose stored responses may have changed. */
export const issuesMessage = z.object({ kind: z.literal('issues'), touchpoint: z.string() });
export type IssuesMessage = z.infer<typeof issuesMessage>;

/** To summarize: seal the summaries of these cells of closed months, and remove what the cells hold. */
export const sealMessage = z.object({
  kind: z.literal('seal'),
  touchpoint: z.string(),
  cells: z.array(z.string()).min(1),
});
export type SealMessage = z.infer<typeof sealMessage>;

/** What reads all files, or rewrites one. */
const largeKinds: ReadonlySet<string> = new Set(['erase', 'rewrite', 'reanalyze']);

/** Whether a message asks for much work: small files go before it (docs/adr/0128-small-files-first.md). */
export const isLargeWork = (message: {
  readonly kind?: string;
  readonly large?: true | undefined;
}): boolean => message.large === true || largeKinds.has(message.kind ?? '');

/** The objects that a message asks to read. In a notification keys are URL-encoded, with `+` for a space. */
export const objectsOf = (message: IngestObject | z.infer<typeof objectCreated>): IngestObject[] =>
  'kind' in message
    ? [message]
    : message.Records.map(({ eventTime, s3 }) => ({
        kind: 'ingest',
        key: decodeURIComponent(s3.object.key.replaceAll('+', ' ')),
        uploadedAt: eventTime,
        announced: true,
        ...(s3.object.size === undefined ? {} : { sizeBytes: s3.object.size }),
      }));
