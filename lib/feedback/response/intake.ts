import type { VerbatimError } from '../../errors.ts';
import { type Journey, touchpointNamer, unassignedTouchpoint } from '../journey.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { SourceRow, SourceTable } from '../reading/source.ts';
import { isAbsent } from './absent.ts';
import { contentGroup, createIdentity, type Identified, type Identity } from './identity/identity.ts';
import type { Counting } from './identity/occurrence-table.ts';
import type { Places } from './identity/places.ts';
import { type Outcome, type RejectedRow, unreadableReasons } from './outcome.ts';
import type { OwnNumber } from './redaction/own-numbers.ts';
import type { Response } from './response.ts';
import { planRows, type RowPlan } from './row-plan.ts';
import { isRejection, type ReadRow, rowReader } from './row-reader.ts';

export type { Outcome } from './outcome.ts';
export { rowLedger } from './outcome.ts';

export interface IntakeContext {
  /** The key of ids and respondent hashes; never rotates. */
  readonly identityKey: Buffer;
  readonly batchId: string;
  readonly journey: Journey;
  /** IANA time zone that defines days. */
  readonly reportingTimeZone: string;
  /** ISO 3166 country whose phone numbers are written without a prefix. */
  readonly phoneCountry: string;
  /** A team's own numbers that are redacted. Default none. */
  readonly ownNumbers?: readonly OwnNumber[];
  /** The touchpoint of rows that name none. Default: the one that the mapping states. */
  readonly keyTouchpoint?: string;
  /** When the file arrived, an ISO instant: the same on every retry. */
  readonly receivedAt: string;
  /** People whose data were erased, by the keyed hash of each: their rows are excluded. Default none. */
  readonly erased?: ReadonlySet<string>;
  /** All months before this one are closed: their rows are rejected. Default: none is. */
  readonly closedBefore?: string | undefined;
  /** Records the cells of responses with an id of their own. Default: not recorded. */
  readonly places?: Places;
  /** Counts the responses without an id of their own that are equal. Default: none before these rows. */
  readonly equalRows?: Counting;
}

/** Rows returned at a time: neither waiting for them nor holding them costs much. */
const groupSize = 256;
/** A longer id is still distinguished by its hash, but not kept. */
const maxSourceIdLength = 200;

/** Absent stays absent: no key with `undefined` in a response. */
const present = <Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [Name in Key]?: Value } | Record<never, never> => (value === undefined ? {} : { [key]: value });

/** All content of a row, to see whether two copies differ. */
const contentOf = (row: ReadRow): unknown[] => [
  row.touchpoint,
  row.date?.submittedAt,
  row.respondent,
  row.said,
  row.rated,
  row.attributes,
  row.voice,
  row.account,
  row.channel,
  row.declaredLanguage,
  row.unfinished,
];

const cellOf = ({ date }: ReadRow): string => date?.cell ?? 'undated';

const identify = (identity: Identity, row: ReadRow, sourceId: string): Identified =>
  sourceId === ''
    ? identity.byContent(
        {
          touchpoint: row.touchpoint,
          submittedAt: row.date?.submittedAt,
          respondent: row.respondent,
          texts: row.said,
          ratings: row.rated,
        },
        contentOf(row),
      )
    : identity.bySourceId(sourceId, contentOf(row), [row.touchpoint, cellOf(row)]);

/** What is kept of a source's own id: not an address, nor a text that was taken for one. */
const keptSourceId = (sourceId: string): string | undefined =>
  sourceId === '' || sourceId.includes('@') || sourceId.length > maxSourceIdLength ? undefined : sourceId;

/** Several comment fields of an unknown respondent are one cluster, which needs a group as well. Few comments are often equal, so their order counts too. */
const sampleGroupOf = (
  row: ReadRow,
  { asked, occurrence }: Pick<ResponseOrigin, 'asked' | 'occurrence'>,
): string | undefined => {
  if (row.respondent !== undefined || asked < 2) return row.respondentGroup;
  const content = [row.touchpoint, row.date?.submittedAt, row.said, row.rated];
  return contentGroup(row.said.length > 1 ? content : [...content, occurrence]);
};

/** What a response has that is not in its row's cells; `row` counts from 1, `asked` is the number of questions with free text. */
type ResponseOrigin = Pick<
  Response,
  'row' | 'responseId' | 'occurrence' | 'fingerprint' | 'solicited' | 'asked'
>;

const responseOf = (
  row: ReadRow,
  { row: rowNumber, responseId, occurrence, fingerprint, solicited, asked }: ResponseOrigin,
  sourceId: string | undefined,
): Response => {
  const response: Response = {
    row: rowNumber,
    responseId,
    occurrence,
    fingerprint,
    touchpoint: row.touchpoint,
    cell: cellOf(row),
    voice: row.voice,
    solicited,
    ratings: row.ratings,
    attributes: row.attributes,
    asked,
    answers: row.answers,
  };
  if (sourceId !== undefined) response.sourceId = sourceId;
  if (row.date !== undefined) {
    response.submittedAt = row.date.submittedAt;
    response.datePrecision = row.date.datePrecision;
  }
  if (row.account !== undefined) response.account = row.account;
  if (row.respondent !== undefined) response.respondent = row.respondent;
  const sampleGroup = sampleGroupOf(row, { asked, occurrence });
  if (sampleGroup !== undefined) response.sampleGroup = sampleGroup;
  if (row.channel !== undefined) response.channel = row.channel;
  if (row.declaredLanguage !== undefined) response.declaredLanguage = row.declaredLanguage;
  if (row.unfinished) response.unfinished = true;
  return response;
};

/** A row that could not be read, with the reader's reason. */
const unreadable = ({ row, cells }: SourceRow, { code, details }: VerbatimError): RejectedRow => {
  const { column, expected, got } = details;
  const reason = unreadableReasons.find((known) => known === code) ?? 'row-unreadable';
  return {
    kind: 'rejected',
    row,
    reason,
    ...present('column', column),
    ...present('expected', expected),
    ...present('got', got),
    cells,
  };
};

const sourceIdOf = (cells: readonly string[], plan: RowPlan): string => {
  const cell = cells[plan.responseId];
  return cell === undefined || isAbsent(cell) ? '' : cell.trim();
};

/** True for a row that was erased, or is of a person whose data were; of a row that can't be read, if any of its cells names one. */
const erasedRows = (
  identity: Identity,
  plan: RowPlan,
  erased: ReadonlySet<string>,
): ((row: SourceRow) => boolean) => {
  if (erased.size === 0) return (row) => row.erased === true;
  const names = (cell: string | undefined): boolean =>
    cell !== undefined && cell !== '' && erased.has(identity.respondent(cell));
  return ({ cells, problem, erased: isGone }) =>
    isGone === true || (problem === undefined ? names(cells[plan.respondent]) : cells.some(names));
};

/** The outcome of a row that is not read at all; undefined for any other row. */
const untakenRow = (
  source: SourceRow,
  plan: RowPlan,
  isErased: (row: SourceRow) => boolean,
): Outcome | undefined => {
  const { row, cells, problem } = source;
  if (isErased(source)) return { kind: 'excluded', row, reason: 'erased' };
  if (problem !== undefined) return unreadable(source, problem);
  const reason = plan.exclusionOf(cells);
  return reason === undefined ? undefined : { kind: 'excluded', row, reason };
};

/** Returns a function that takes the rows of one file, in order, each once. */
const rowTaker = (
  table: SourceTable,
  mapping: Mapping,
  context: IntakeContext,
): ((row: SourceRow) => Outcome) => {
  const plan = planRows(table, mapping, context);
  const identity = createIdentity({
    identityKey: context.identityKey,
    source: mapping.source,
    ...(mapping.independent ? { independentBatch: context.batchId } : {}),
    places: context.places,
    equalRows: context.equalRows,
  });
  const isErased = erasedRows(identity, plan, context.erased ?? new Set());
  const nameTouchpoint = touchpointNamer(context.journey);
  const touchpoint = nameTouchpoint(
    context.keyTouchpoint ?? mapping.touchpoint.value ?? unassignedTouchpoint,
  );
  const read = rowReader({
    plan,
    mapping,
    identity,
    nameTouchpoint,
    touchpoint,
    closedBefore: context.closedBefore,
    redaction: { phoneCountry: context.phoneCountry, ownNumbers: context.ownNumbers ?? [] },
  });
  return (source) => {
    const { row, cells } = source;
    const untaken = untakenRow(source, plan, isErased);
    if (untaken !== undefined) return untaken;
    const said = read(cells);
    if (isRejection(said)) return { kind: 'rejected', row, ...said, cells };
    const sourceId = sourceIdOf(cells, plan);
    const identified = identify(identity, said, sourceId);
    if (identified.duplicate) return { kind: 'duplicate', row };
    return {
      kind: identified.occurrence === 0 ? 'accepted' : 'updated',
      row,
      response: responseOf(
        said,
        { ...identified, row, solicited: mapping.solicited, asked: plan.comments.length },
        keptSourceId(sourceId),
      ),
      texts: said.texts,
    };
  };
};

/**
 * The outcome of every data row of a table, once and in the order of the file, in groups of up to 256. Reads the table
 * once, in constant memory except for the ids (18 to 27 bytes per row). Throws `mapping-invalid` if the mapping does not
 * fit the table, and the errors of reading the file.
 *
 * @example for await (const group of intake(table, mapping, context)) ledger = mergeRowLedgers(ledger, rowLedger(group));
 */
export async function* intake(
  table: SourceTable,
  mapping: Mapping,
  context: IntakeContext,
): AsyncIterable<Outcome[]> {
  const take = rowTaker(table, mapping, context);
  let group: Outcome[] = [];
  for await (const row of table.rows()) {
    group.push(take(row));
    if (group.length === groupSize) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
