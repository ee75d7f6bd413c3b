import { sortBy } from 'remeda';
import { unassignedTouchpoint } from '../journey.ts';
import type { SourceTable } from '../reading/source.ts';
import { languageCode } from '../response/language-code.ts';
import { redactions } from '../response/redaction/redact.ts';
import { EditedText } from '../response/text/edited-text.ts';
import { slug } from '../slug.ts';
import type { FoundColumn } from './columns/column-inference.ts';
import { type Distribution, distributionOf } from './columns/distribution.ts';
import { inferColumns } from './columns/infer-columns.ts';
import { profileTable, type TableProfile } from './columns/table-profile.ts';
import type { ColumnMapping, Mapping, MappingQuestion } from './mapping.ts';
import { checkColumns, type MappingOverride } from './mapping-override.ts';
import { textsOfExport, warningsOf } from './warnings.ts';
import { zoneInName } from './zone-in-name.ts';

export interface MappingHints {
  /** The key the file was uploaded under: `uploads/<touchpoint>/…/file.csv` names the touchpoint. */
  readonly objectKey?: string;
  /** IANA zone of dates without an offset, where the file states none. Default `UTC`. */
  readonly timeZone?: string;
  /** ISO 3166 country of phone numbers without a prefix, for redacting samples. Default `US`. */
  readonly phoneCountry?: string;
  /** Where responses go that name no touchpoint. Default `unassigned`. */
  readonly defaultTouchpoint?: string;
  /** What a person said; it wins. */
  readonly override?: MappingOverride;
  /** By column, where its override is from if it was not said for this file: the reason that is shown. */
  readonly origins?: Readonly<Record<string, string>>;
}

export interface InferredMapping {
  readonly mapping: Mapping;
  /** How many rows were looked at. */
  readonly rowsProfiled: number;
  /** How the values of each column are spread, over the first rows. */
  readonly distributions: readonly Distribution[];
}

const maxSampleLength = 80;

/** The touchpoint that a key names: its folder under `uploads/`; undefined where it names none. */
const touchpointOfKey = (objectKey: string | undefined): string | undefined => {
  const [root, folder, ...rest] = objectKey?.split('/') ?? [];
  return root === 'uploads' && folder !== undefined && rest.length > 0
    ? slug(folder) || undefined
    : undefined;
};

const sampleOf = (value: string, phoneCountry: string): string => {
  const line = value.replaceAll(/[\s\p{Cc}]+/gu, ' ');
  const redacted = new EditedText(line).edit(redactions(line, { phoneCountry })).text;
  return redacted.length > maxSampleLength ? `${redacted.slice(0, maxSampleLength - 1)}…` : redacted;
};

/** A record's id is stored as it is; a long number in it only looks like a phone. */
const idSampleOf = (value: string): string =>
  value.includes('@') ? '[email]' : value.slice(0, maxSampleLength).replaceAll(/\p{Cc}+/gu, ' ');

/** How a value of a column is shown. */
const showValue =
  ({ inference }: FoundColumn, phoneCountry: string) =>
  (value: string): string =>
    inference.meaning.field === 'responseId' ? idSampleOf(value) : sampleOf(value, phoneCountry);

const columnMappingOf = (
  found: FoundColumn,
  phoneCountry: string,
  origins: Readonly<Record<string, string>>,
): ColumnMapping => {
  const { column, inference } = found;
  return {
    column: column.name,
    ...(column.question === undefined ? {} : { question: column.question }),
    meaning: inference.meaning,
    confidence: inference.confidence,
    because: origins[column.name] ?? inference.because,
    samples:
      inference.personal === true
        ? []
        : [...column.profile.values.keys()].slice(0, 3).map(showValue(found, phoneCountry)),
  };
};

const fieldsOf = (found: readonly FoundColumn[], field: string): FoundColumn[] =>
  found.filter(({ inference }) => inference.meaning.field === field);

/** Longest texts first: what may be a comment although nothing says so. */
const commentOptions = (found: readonly FoundColumn[]): string[] =>
  sortBy(
    found.filter(({ inference }) => inference.personal !== true && inference.meaning.field !== 'submittedAt'),
    [({ column }) => column.profile.averageWords, 'desc'],
  )
    .slice(0, 5)
    .map(({ column }) => `comment=${column.name}`);

const nothingToScore = (found: readonly FoundColumn[]): MappingQuestion[] =>
  fieldsOf(found, 'comment').length + fieldsOf(found, 'rating').length > 0
    ? []
    : [
        {
          code: 'no-comment-or-rating',
          ask: 'No column looks like a comment or a rating. Which one is it?',
          options: commentOptions(found),
        },
      ];

/** Two or more texts that only look like comments may be anything; one alone is what the file is about. */
const unsureComments = (found: readonly FoundColumn[]): MappingQuestion[] => {
  const comments = fieldsOf(found, 'comment');
  if (comments.length < 2 || comments.some(({ inference }) => inference.confidence >= 0.7)) return [];
  return [
    {
      code: 'comment-unsure',
      ask: 'Several columns have texts, and none is named like a comment. Which did customers write?',
      options: comments.map(({ column }) => `comment=${column.name}`),
    },
  ];
};

/** Another sheet has so many times the rows of the one that is read, and at least so many. */
const timesLarger = 10;
const manyRecords = 50;

/** A small first sheet beside a large one may be a cover: only a person knows which one customers answered. */
const unsureSheet = async (table: SourceTable, override: MappingOverride): Promise<MappingQuestion[]> => {
  const sheets = override.sheet === undefined ? ((await table.sheets?.()) ?? []) : [];
  const read = sheets.find(({ name }) => name === table.shape.sheet);
  if (read === undefined) return [];
  const larger = sheets.filter(
    ({ records }) => records >= manyRecords && records >= timesLarger * read.records,
  );
  if (larger.length === 0) return [];
  return [
    {
      code: 'sheet-unsure',
      ask: `The first sheet, "${read.name}", has few rows. Which sheet has the feedback?`,
      options: [...larger, read].map(({ name }) => `sheet=${name}`),
    },
  ];
};

const isOpen = ({ inference }: FoundColumn, { dateOrder }: MappingOverride): boolean =>
  !(inference.question?.code === 'date-order' && dateOrder !== undefined);

const questionsOf = (found: readonly FoundColumn[], override: MappingOverride): MappingQuestion[] => [
  ...found
    .filter((each) => isOpen(each, override))
    .flatMap(({ inference }) => (inference.question === undefined ? [] : [inference.question])),
  ...nothingToScore(found),
  ...unsureComments(found),
];

const withDateOrder = (found: FoundColumn, { dateOrder }: MappingOverride): FoundColumn =>
  found.inference.meaning.field === 'submittedAt' && dateOrder !== undefined
    ? {
        ...found,
        inference: { ...found.inference, meaning: { ...found.inference.meaning, order: dateOrder } },
      }
    : found;

/** A touchpoint that a person states for the whole file leaves a column of touchpoints something to compare by. */
const withoutTouchpointColumn = (found: FoundColumn, { touchpoint }: MappingOverride): FoundColumn =>
  found.inference.meaning.field === 'touchpoint' && touchpoint !== undefined
    ? { ...found, inference: { ...found.inference, meaning: { field: 'attribute' } } }
    : found;

/** The touchpoint that a file's key names, and the one of responses that name none. */
interface FileTouchpoints {
  readonly fromKey: string | undefined;
  readonly otherwise: string;
}

const touchpointFrom = (
  found: readonly FoundColumn[],
  { touchpoint }: MappingOverride,
  { fromKey, otherwise }: FileTouchpoints,
): Mapping['touchpoint'] => {
  if (touchpoint !== undefined) return { from: 'default', value: slug(touchpoint) || otherwise };
  if (fieldsOf(found, 'touchpoint').length > 0) return { from: 'column', value: fromKey ?? otherwise };
  return fromKey === undefined ? { from: 'default', value: otherwise } : { from: 'key', value: fromKey };
};

/** "Submit Date (EST)" states the zone of its dates in its name. */
const zoneInNames = (found: readonly FoundColumn[]): string | undefined =>
  [...fieldsOf(found, 'submittedAt'), ...fieldsOf(found, 'submittedTime')]
    .map(({ column }) => zoneInName(column.name))
    .find((zone) => zone !== undefined);

/** The languages of the comments in the first rows. */
const languagesOf = async (
  found: readonly FoundColumn[],
  { rows }: TableProfile,
): Promise<Pick<Mapping, 'languages'>> => {
  const comments = fieldsOf(found, 'comment').map(({ column }) => column);
  const [declaring] = fieldsOf(found, 'language');
  const texts = rows.flatMap((cells) => {
    const declared = languageCode(cells[declaring?.column.index ?? -1] ?? '');
    return comments.flatMap(({ index }) => {
      const text = cells[index]?.trim() ?? '';
      return text === '' ? [] : [{ text, ...(declared === undefined ? {} : { declared }) }];
    });
  });
  if (texts.length === 0) return {};
  const questions = comments.map(({ name, question }) => question ?? name);
  // Loaded on demand: 3 MB of language data, which only functions that read files need.
  const { fileLanguages } = await import('../../analysis/language/file-languages.ts');
  return { languages: fileLanguages({ comments: texts, questions }) };
};

const repeatedIn = (found: readonly FoundColumn[]): Pick<Mapping, 'repeated'> => {
  const hashes = found.flatMap((column) => textsOfExport(column).map(({ hash }) => hash));
  return hashes.length === 0 ? {} : { repeated: [...new Set(hashes)] };
};

/** Names of id columns that say nothing of where the ids are from: the place of the file must. */
const commonIdName =
  /^(?:id|_id|#|key|uuid|guid|token|response|response id|record id|entry id|submission id)$/;

/** The name of the system that the ids are from. `named`: by a person or by the exporter's header. */
const sourceOf = (
  named: string | undefined,
  found: readonly FoundColumn[],
  fromKey: string | undefined,
): string => {
  const [id] = fieldsOf(found, 'responseId');
  if (named !== undefined || id === undefined) return named ?? 'file';
  const isCommon = commonIdName.test(id.column.nameWords);
  return [...(isCommon ? [fromKey ?? 'file'] : []), slug(id.column.name) || 'id'].join('-');
};

const unsolicitedExports: readonly (string | undefined)[] = ['app-store', 'google-play'];

/** Surveys and tickets' ratings are asked for; reviews and tweets are not. */
const isSolicited = (table: SourceTable, found: readonly FoundColumn[]): boolean => {
  const asksForMetric = fieldsOf(found, 'rating').some(
    ({ inference: { meaning } }) => meaning.field === 'rating' && meaning.scale.metric !== 'rating',
  );
  if (asksForMetric) return true;
  const isTweet = found.some(({ column }) => /\bretweet/.test(column.nameWords));
  const isPublic = found.some(
    ({ column, inference }) =>
      ['comment', 'responseId', 'submittedAt'].includes(inference.meaning.field) &&
      /\b(?:reviews?|tweets?|posts?)\b/.test(column.nameWords),
  );
  return !unsolicitedExports.includes(table.shape.exportedBy) && !isPublic && !isTweet;
};

const voiceOf = (found: readonly FoundColumn[]): Mapping['voice'] =>
  fieldsOf(found, 'rating').some(({ column }) => /\be ?nps\b|\bemployee\b|mitarbeiter/.test(column.words))
    ? 'employee'
    : 'customer';

/**
 * What every column of a table is, by its name, its wording and its content, with a confidence and a reason for each, and
 * what only a person can tell as `questions`. Looks at the first 2,000 rows, and on until the order of day and month in
 * its dates shows or the file ends. Throws `mapping-invalid` where the override mentions a column that is not there.
 *
 * @example const { mapping } = await inferMapping(table, { objectKey: 'uploads/support/may.csv' });
 */
export const inferMapping = async (table: SourceTable, hints: MappingHints): Promise<InferredMapping> => {
  const { override = {}, phoneCountry = 'US', defaultTouchpoint = unassignedTouchpoint } = hints;
  checkColumns(
    override,
    table.columns.map(({ name }) => name),
    table.name,
  );
  const fromKey = touchpointOfKey(hints.objectKey);
  const profile = await profileTable(table);
  const unsure = await unsureSheet(table, override);
  const found = inferColumns(profile, override, (override.touchpoint ?? fromKey) !== undefined).map(
    (column) => withoutTouchpointColumn(withDateOrder(column, override), override),
  );
  const mapping: Mapping = {
    columns: found.map((column) => columnMappingOf(column, phoneCountry, hints.origins ?? {})),
    timeZone: override.timeZone ?? zoneInNames(found) ?? table.timeZone ?? hints.timeZone ?? 'UTC',
    touchpoint: touchpointFrom(found, override, { fromKey, otherwise: defaultTouchpoint }),
    voice: override.voice ?? voiceOf(found),
    solicited: override.solicited ?? isSolicited(table, found),
    source: sourceOf(override.source ?? table.shape.exportedBy, found, fromKey),
    independent: override.independent ?? false,
    // What its columns are matters only of the sheet that is meant.
    questions: unsure.length > 0 ? unsure : questionsOf(found, override),
    warnings: unsure.length > 0 ? [] : warningsOf(found, (column) => showValue(column, phoneCountry)),
    ...(await languagesOf(found, profile)),
    ...repeatedIn(found),
  };
  const distributions = found.map((column) => distributionOf(column, showValue(column, phoneCountry)));
  return { mapping, rowsProfiled: profile.rowsProfiled, distributions };
};
