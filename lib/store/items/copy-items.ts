import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';
import type { Copy, CountedCopy, Departure } from '../../feedback/response/copy.ts';
import { type AnswerText, response } from '../../feedback/response/response.ts';
import { copyKey, departureKey } from '../keys.ts';
import { type Item, itemKind, jsonText, stringIn } from './attributes.ts';
import { readAnalysis, type WrittenAnalysis, writeAnalysis } from './written-analysis.ts';

/** How copies and departures are stored as items in the `feedback` table. */

type WrittenText = [question: string, role: AnswerText['role'], text: string];

/**
 * Texts and their analyses are separate, so that one can be read without the other. Both are JSON in one attribute:
 * nested maps would take several times as long to write and to read.
 */
const textsText = jsonText<WrittenText[]>();
const analysesText = jsonText<WrittenAnalysis[]>();
const responsesText = jsonText<readonly string[]>();

/** The attribute `analyses` of a copy. */
export const analysesOf = ({ answers }: Pick<CountedCopy, 'answers'>): string =>
  analysesText.write(answers.map(({ analysis }) => writeAnalysis(analysis)));

/** A copy as an item; the compiler checks here what {@link readCountedCopy} does not check. */
export const copyItem = ({ cell: day, occurrence, answers, ...rest }: Copy): StoredCopy & Item => ({
  ...rest,
  ...copyKey({ ...rest, occurrence, cell: day }),
  day,
  ...(occurrence === 0 ? {} : { occurrence }),
  ...(answers.length === 0
    ? {}
    : {
        texts: textsText.write(answers.map(({ question, role, text }) => [question, role, text])),
        analyses: analysesOf({ answers }),
      }),
});

export const departureItem = ({ cell: day, responses, ...rest }: Departure): Item => ({
  ...rest,
  ...departureKey({ ...rest, cell: day }),
  day,
  responses: responsesText.write(responses),
});

export const isDeparture = (item: Item): boolean => item['responses'] !== undefined;

const storedDeparture = z.object({
  touchpoint: z.string(),
  day: z.string(),
  from: z.string(),
  fromRun: z.string(),
  to: z.string(),
  toRun: z.string(),
  uploadedAt: z.string(),
  page: z.int().nonnegative(),
  responses: z.string(),
});

export const readDeparture = (item: Item): Departure => {
  const { day, responses, ...rest } = storedDeparture.parse(item);
  return { ...rest, cell: day, responses: responsesText.read(responses) };
};

/** All attributes except the answers. The day is the cell of the response: `cell` is the partition key. */
const storedCopy = response.omit({ answers: true, cell: true }).extend({
  day: response.shape.cell,
  occurrence: response.shape.occurrence.optional(),
  batchId: z.string(),
  uploadedAt: z.string(),
  versions: z.object({ sentiment: z.string(), theme: z.string() }),
  analyses: z.string().optional(),
});

type StoredCopy = Readonly<z.infer<typeof storedCopy>>;

const isCopy = itemKind<StoredCopy>('fingerprint');

const answersIn = (analyses: string | undefined): CountedCopy['answers'] =>
  analyses === undefined
    ? []
    : analysesText.read(analyses).map((written) => ({ analysis: readAnalysis(written) }));

/**
 * A cell of 100,000 responses is held in memory at once. So the answers stay unparsed until they are needed, and the
 * fields are named one by one: objects with computed keys take three times the memory.
 */
class WrittenCopy implements CountedCopy {
  readonly row;
  readonly responseId;
  readonly occurrence;
  readonly fingerprint;
  readonly sourceId;
  readonly touchpoint;
  readonly cell;
  readonly submittedAt;
  readonly datePrecision;
  readonly voice;
  readonly solicited;
  readonly account;
  readonly respondent;
  readonly sampleGroup;
  readonly channel;
  readonly declaredLanguage;
  readonly unfinished;
  readonly ratings;
  readonly attributes;
  readonly asked;
  readonly batchId;
  readonly uploadedAt;
  readonly versions;
  readonly #analyses;

  constructor(stored: StoredCopy) {
    this.row = stored.row;
    this.responseId = stored.responseId;
    this.occurrence = stored.occurrence ?? 0;
    this.fingerprint = stored.fingerprint;
    this.sourceId = stored.sourceId;
    this.touchpoint = stored.touchpoint;
    this.cell = stored.day;
    this.submittedAt = stored.submittedAt;
    this.datePrecision = stored.datePrecision;
    this.voice = stored.voice;
    this.solicited = stored.solicited;
    this.account = stored.account;
    this.respondent = stored.respondent;
    this.sampleGroup = stored.sampleGroup;
    this.channel = stored.channel;
    this.declaredLanguage = stored.declaredLanguage;
    this.unfinished = stored.unfinished;
    this.ratings = stored.ratings;
    this.attributes = stored.attributes;
    this.asked = stored.asked;
    this.batchId = stored.batchId;
    this.uploadedAt = stored.uploadedAt;
    this.versions = stored.versions;
    this.#analyses = stored.analyses;
  }

  get answers(): CountedCopy['answers'] {
    return answersIn(this.#analyses);
  }
}

/** A copy without its texts. */
export const readCountedCopy = (item: Item): CountedCopy => {
  if (isCopy(item)) return new WrittenCopy(item);
  throw new VerbatimError('internal', 'an item of a cell is not a copy');
};

export const readCopy = (item: Item): Copy => {
  const { day, occurrence = 0, analyses, ...rest } = storedCopy.parse(item);
  const answers = answersIn(analyses);
  const texts = item['texts'] === undefined ? [] : textsText.read(stringIn(item, 'texts'));
  return {
    ...rest,
    occurrence,
    cell: day,
    answers: texts.map(([question, role, text], index) => ({
      question,
      role,
      text,
      ...answerAt(answers, index),
    })),
  };
};

const answerAt = (answers: CountedCopy['answers'], index: number): CountedCopy['answers'][number] => {
  const answer = answers[index];
  if (answer === undefined) throw new Error('a stored text has no analysis');
  return answer;
};

/** What {@link readCountedCopy} and {@link readDeparture} read: all but `texts`. */
export const countedAttributes: readonly string[] = [
  ...new Set([...Object.keys(storedCopy.shape), ...Object.keys(storedDeparture.shape)]),
];
