import { z } from 'zod';
import { tidy } from '../reading/names.ts';

/** Responses that come one by one or a few hundred at once, instead of in a file. */

export const maxResponses = 500;

/** The largest request as JSON. */
export const maxRequestBytes = 1_000_000;

const maxTextCharacters = 65_536;
/** A text of one line: a name, an id. */
export const line = z.string().trim().min(1).max(200);
const text = z.string().max(maxTextCharacters).exactOptional();

/** The most attributes of a response. */
const maxAttributes = 50;

/** The most different names of attributes and ratings in a request: each is a column of its file. */
const maxNames = 1000;

/** A name as a reader has it of a file's header; no colon, so that it is never read as a rating's scale. */
const columnName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u, 'a name of letters and digits')
  .refine((name) => tidy(name) === name, 'a name without a space at its end or two in a row');

/** As in a mapping: the metric, its scale, and for effort its direction. */
const scale =
  /^(?:nps|(?:csat|rating):(?<from>\d{1,3})-(?<to>\d{1,3})|ces:(?<low>\d{1,3})-(?<high>\d{1,3}):(?:easy|effort))$/;

/** The ends of a rating's scale; undefined for a name that is not a rating. @example scaleEnds('csat:1-5') // [1, 5] */
export const scaleEnds = (name: string): readonly [number, number] | undefined => {
  const groups = scale.exec(name)?.groups;
  if (groups === undefined) return undefined;
  const { from = groups['low'] ?? '0', to = groups['high'] ?? '10' } = groups;
  return Number(from) < Number(to) ? [Number(from), Number(to)] : undefined;
};

const ratings = z
  .record(z.string(), z.int())
  .superRefine((given, context) => {
    for (const [name, value] of Object.entries(given)) {
      const ends = scaleEnds(name);
      const message =
        ends === undefined
          ? 'nps, csat:1-5, ces:1-7:easy, ces:1-7:effort or rating:1-5, each with its own scale'
          : `a number from ${ends[0]} to ${ends[1]}`;
      if (ends === undefined || value < ends[0] || value > ends[1])
        context.addIssue({ code: 'custom', path: [name], message });
    }
  })
  .describe('By metric and scale: `nps`, `csat:1-5`, `ces:1-7:easy`, `rating:1-5`.');

/** A date of the 30th of February is read as one of March. */
const isDateInIso = (written: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.test(written) &&
  !Number.isNaN(Date.parse(written)) &&
  written.startsWith(new Date(written.slice(0, 10)).toISOString().slice(0, 10));

const written = {
  id: line
    .exactOptional()
    .describe('Its id at the source. Default: made from the idempotency key and its place in the request.'),
  touchpoint: line.exactOptional().describe('Default: that of the request.'),
  submittedAt: z
    .string()
    .refine(isDateInIso, 'a day (2026-05-31) or an instant with its zone (2026-05-31T10:20:00Z)')
    .describe('When the customer wrote it: a day, or an instant with its zone.'),
  title: text.describe('The headline of a review.'),
  comment: text,
  praise: text.describe('What was good.'),
  improve: text.describe('What should be better.'),
  reason: text.describe('The reason of the score.'),
  ratings: ratings.exactOptional(),
  respondent: line.exactOptional().describe('Who wrote it; stored only as a keyed hash.'),
  account: line.exactOptional(),
  channel: line.exactOptional(),
  language: line.exactOptional(),
  attributes: z
    .record(columnName, z.union([z.string().max(1000), z.number(), z.boolean()]))
    .refine((given) => Object.keys(given).length <= maxAttributes, `at most ${maxAttributes} attributes`)
    .exactOptional()
    .describe('What feedback can be broken down by, such as `plan`.'),
};

/** The columns of a response in its file, with what each is; ratings and attributes are further columns. */
export const fixedColumns: Readonly<Record<string, string>> = {
  id: 'responseId',
  touchpoint: 'touchpoint',
  submittedAt: 'submittedAt:iso',
  title: 'comment:open',
  comment: 'comment:open',
  praise: 'praise',
  improve: 'improve',
  reason: 'reason',
  respondent: 'respondent',
  account: 'account',
  channel: 'channel',
  language: 'language',
};

/** With the only name of a rating that has no colon. */
const taken = new Set([...Object.keys(fixedColumns).map((name) => name.toLowerCase()), 'nps']);

/** Attributes share their file's header with everything else. */
const isFree = ({ attributes = {} }: { readonly attributes?: object }): boolean =>
  Object.keys(attributes).every((name) => !taken.has(name.toLowerCase()));

const otherNames = { path: ['attributes'], message: `names other than ${[...taken].join(', ')}` };

export const streamedResponse = z.strictObject(written).refine(isFree, otherNames);

/** What is known of a response before all of it is. */
export const responsePart = z.strictObject(written).partial({ submittedAt: true }).refine(isFree, otherNames);

/** The names of ratings and attributes, which are columns beside the fixed ones. */
export const extraColumns = (responses: readonly z.infer<typeof streamedResponse>[]): ReadonlySet<string> =>
  new Set(
    responses.flatMap(({ ratings = {}, attributes = {} }) => Object.keys({ ...ratings, ...attributes })),
  );

/** The name of a source: the namespace of its ids, and a folder under `uploads/stream/`. */
export const sourceName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'a name such as shop-app');

export const streamRequest = z
  .strictObject({
    source: sourceName.describe('The system that collects the responses: the namespace of their ids.'),
    touchpoint: line.exactOptional().describe('The touchpoint of responses that don’t name one.'),
    solicited: z.boolean().default(true).describe('False for reviews and others that nobody asked for.'),
    responses: z
      .array(streamedResponse)
      .min(1)
      .max(maxResponses)
      .refine(
        (responses) => extraColumns(responses).size <= maxNames,
        `at most ${maxNames} names of attributes and ratings`,
      ),
  })
  .superRefine(({ touchpoint, responses }, context) => {
    if (touchpoint !== undefined) return;
    const index = responses.findIndex((response) => response.touchpoint === undefined);
    if (index >= 0)
      context.addIssue({
        code: 'custom',
        path: ['responses', index, 'touchpoint'],
        message: 'a touchpoint, here or for the whole request',
      });
  });
export type StreamRequest = z.infer<typeof streamRequest>;
export type StreamedResponse = StreamRequest['responses'][number];
