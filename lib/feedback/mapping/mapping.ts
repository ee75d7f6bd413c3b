import { z } from 'zod';
import { fileEvidence } from '../../analysis/file-evidence.ts';
import { answerRole, voice } from '../response/response.ts';

/** The schema of a mapping: what each column of a file is. Stored with the batch, shown by `verbatim preview`, and, in part, what `FILE.mapping.json` may override. */

const named = { name: z.string().exactOptional() };
export const scaleSchema = z.discriminatedUnion('metric', [
  z.object({ metric: z.literal('nps'), kind: z.enum(['relationship', 'transactional']), ...named }),
  z.object({ metric: z.literal('csat'), min: z.int(), max: z.int(), ...named }),
  z.object({
    metric: z.literal('ces'),
    min: z.int(),
    max: z.int(),
    direction: z.enum(['easy', 'effort']),
    ...named,
  }),
  z.object({ metric: z.literal('rating'), min: z.int(), max: z.int(), ...named }),
]);

/** The order of day and month in numeric dates; `iso` if the year comes first or the month is a word. */
export const dateOrder = z.enum([
  'iso',
  'day-first',
  'month-first',
  'epoch-seconds',
  'epoch-milliseconds',
  'excel-serial',
]);

/** What a column is, with everything needed to read it. */
export const columnMeaning = z.discriminatedUnion('field', [
  z.object({ field: z.literal('comment'), role: answerRole, transcript: z.boolean().optional() }),
  /**
   * `values` turns the file's words into numbers of the scale ("good" → 1); words not in it are rejected. `absent` are the
   * codes for "no answer" (`-99`). `by`: the scale of a row, by the value of another column; rows with another value are on `scale`.
   */
  z.object({
    field: z.literal('rating'),
    scale: scaleSchema,
    wording: z.string().optional(),
    values: z.record(z.string(), z.number()).optional(),
    absent: z.array(z.string()).optional(),
    by: z.object({ column: z.string(), scales: z.record(z.string(), scaleSchema) }).optional(),
  }),
  /** `midnightIsDay`: midnight means that no time was written, as in dates from a workbook. */
  z.object({ field: z.literal('submittedAt'), order: dateOrder, midnightIsDay: z.boolean().optional() }),
  /** The time of day of `submittedAt`, in a column of its own. */
  z.object({ field: z.literal('submittedTime') }),
  z.object({ field: z.literal('touchpoint') }),
  z.object({ field: z.literal('responseId') }),
  z.object({ field: z.literal('respondent') }),
  z.object({ field: z.literal('account') }),
  z.object({ field: z.literal('channel') }),
  z.object({ field: z.literal('language') }),
  z.object({ field: z.literal('voice') }),
  /**
   * Distinguishes preview, test and spam rows from real ones (Qualtrics `Status`). `flag`: a yes there is that reason ("Is test"),
   * or a no (`on`, "Valid").
   */
  z.object({
    field: z.literal('status'),
    flag: z.enum(['preview', 'test', 'spam', 'deleted', 'disqualified', 'company-message']).optional(),
    on: z.literal('no').optional(),
  }),
  /** Who wrote the row, in a file of messages: those of the company do not count. */
  z.object({ field: z.literal('speaker') }),
  /** False if the respondent stopped before the end. */
  z.object({ field: z.literal('finished') }),
  z.object({ field: z.literal('attribute') }),
  /** Ignored: personal data, derived columns, running numbers, answers of the company. */
  z.object({
    field: z.literal('ignored'),
    reason: z.string(),
    /** Personal data: not even shown as samples or in rejects. */
    personal: z.boolean().optional(),
  }),
]);
export type ColumnMeaning = z.infer<typeof columnMeaning>;
export type Field = ColumnMeaning['field'];

export const columnMapping = z.object({
  column: z.string(),
  question: z.string().optional(),
  meaning: columnMeaning,
  /** 0..1: 1 if set by a person. */
  confidence: z.number().min(0).max(1),
  /** The reason, in a few words. */
  because: z.string(),
  /** Up to three redacted values. */
  samples: z.array(z.string()).max(3),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** Questions that are not about a column: a person confirms, and the file is loaded. */
export const confirmation = z.enum(['too-many-touchpoints', 'too-many-undated', 'over-budget']);
export type Confirmation = z.infer<typeof confirmation>;

/** A question that only a person can answer. A batch with an open question is held. */
export const mappingQuestion = z.object({
  code: z.enum([
    'date-order',
    'ces-direction',
    'nps-coding',
    'scale-unsure',
    'scale-ends',
    'no-comment-or-rating',
    'comment-unsure',
    'sheet-unsure',
    'too-many-touchpoints',
    'too-many-undated',
    'over-budget',
  ]),
  column: z.string().optional(),
  ask: z.string(),
  /** The possible answers; each is the text of an override, e.g. `submittedAt=Date:day-first`. */
  options: z.array(z.string()),
});
export type MappingQuestion = z.infer<typeof mappingQuestion>;

/** What a person should check although nothing is asked: what a name promises and its column is not, and what was guessed or dropped. */
const mappingWarning = z.object({
  code: z.enum([
    /** Named like a score, a comment, a date or the status of a response, and not read as one. */
    'score-not-read',
    'comment-not-read',
    'date-not-read',
    'status-not-read',
    /** Values of a status that are not known: their rows count. */
    'status-unknown',
    /** Cells that are not on the scale of nearly all: their rows are rejected. */
    'cells-off-scale',
    /** Cells that are no date: their rows are rejected. */
    'dates-unreadable',
    /** Cells with a code such as -99: no answer. */
    'codes-read-as-missing',
    /** Comments with a text of the export's own: no content. */
    'text-of-export',
    /** A time zone in the name of a date column that is not known, or has several meanings. */
    'time-zone-unknown',
  ]),
  column: z.string(),
  /** What it is, and what to do. */
  text: z.string(),
  /** Overrides that change it, as in a question. */
  options: z.array(z.string()),
  /** How many cells it is about, of those profiled. */
  cells: z.int().exactOptional(),
  /** Up to three of their values. */
  values: z.array(z.string()).max(3).exactOptional(),
});
export type MappingWarning = z.infer<typeof mappingWarning>;

export const mapping = z.object({
  columns: z.array(columnMapping),
  /** IANA zone of dates without an offset. */
  timeZone: z.string(),
  /** Where the touchpoint comes from: a column of the file, the key it was uploaded under, or a stated default. */
  touchpoint: z.object({ from: z.enum(['column', 'key', 'default']), value: z.string().optional() }),
  voice,
  solicited: z.boolean(),
  /** The namespace of the file's own response ids, e.g. `qualtrics`. */
  source: z.string(),
  /** Equal rows without id and respondent in two files are two responses, not one. */
  independent: z.boolean(),
  questions: z.array(mappingQuestion),
  /** Of mappings stored before there were warnings: none. */
  warnings: z.array(mappingWarning).default([]),
  ...fileEvidence.shape,
});
export type Mapping = z.infer<typeof mapping>;

/**
 * A person's overrides of a file's mapping: the content of `FILE.mapping.json` and of `config/mappings/<prefix>.json`.
 * All of it is optional; the rest is inferred.
 *
 * @example { "columns": { "Q1": "nps", "Effort": "ces:1-7:easy", "Notes": "ignored" }, "timeZone": "Europe/Berlin" }
 */
export const mappingOverride = z.strictObject({
  /** By name: a field with its details (`ces:1-7:easy`), or the full meaning as a stored mapping has it. */
  columns: z.record(z.string(), z.union([z.string(), columnMeaning])).exactOptional(),
  /** The sheet to read, of a workbook. Default: the first with rows below its header. */
  sheet: z.string().min(1).exactOptional(),
  /** IANA zone of dates without an offset. */
  timeZone: z.string().exactOptional(),
  /** The touchpoint of all rows of the file, also if a column or the key names another. */
  touchpoint: z.string().min(1).exactOptional(),
  voice: voice.exactOptional(),
  solicited: z.boolean().exactOptional(),
  /** The namespace of the file's own response ids. */
  source: z.string().min(1).exactOptional(),
  /** Equal rows without id and respondent in two files are two responses. */
  independent: z.boolean().exactOptional(),
  /** The order of day and month in the date column. */
  dateOrder: dateOrder.exactOptional(),
  /** SHA-256 of the file that it applies to, 64 hexadecimal digits: another file of that name is read without it. Default: any. */
  forContent: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a SHA-256 of 64 hexadecimal digits')
    .exactOptional(),
  /** By column, where its entry comes from, if a mapping was used again: shown as the reason instead of `set by you`. */
  origins: z.record(z.string(), z.string().max(300)).exactOptional(),
  /** The limits that a person has confirmed. They do not affect how the file is read, so the batch stays the same. */
  confirm: z.array(confirmation).exactOptional(),
});
