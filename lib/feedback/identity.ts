import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { createOccurrenceTable, type OccurrenceTable } from './occurrence-table.ts';

/** Gives responses their ids: one id for one response in whatever file it comes, and two for two customers who write "Great". */

/** 128 bits as 22 URL-safe characters. */
const idBytes = 16;
/** 96 bits as 16 URL-safe characters: compared only between copies of one response. */
const fingerprintBytes = 12;

const keyed = (key: KeyObject | Buffer, kind: string, parts: readonly unknown[]): Buffer =>
  createHmac('sha256', key).update(kind).update(JSON.stringify(parts)).digest();

const text = (digest: Buffer, bytes: number): string => digest.toString('base64url', 0, bytes);

/** Case and spacing of a name or address do not make another person. */
const normalName = (name: string): string =>
  name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** A pseudonym that Verbatim itself wrote into a rejects file, so that the mended row is the same person's. */
const ownPseudonym = /^person:([A-Za-z0-9_-]{22})$/;

/** The keyed hash of a name, an address or a user id, 22 URL-safe characters. Case and spacing do not matter. */
export const respondentHash = (key: KeyObject | Buffer, name: string): string =>
  ownPseudonym.exec(name)?.[1] ?? text(keyed(key, 'respondent', [normalName(name)]), idBytes);

/** How the respondent stands in a rejects file; {@link respondentHash} gives the same hash for it again. */
export const pseudonym = (key: KeyObject | Buffer, name: string): string =>
  `person:${respondentHash(key, name)}`;

/** What a response without an id of its own is told by. Questions stand beside what was said to them. */
export interface Said {
  readonly touchpoint: string;
  readonly submittedAt: string | undefined;
  readonly respondent: string | undefined;
  /** Question and text as uploaded (only white space around it removed), for each answer. */
  readonly texts: readonly (readonly [question: string, text: string])[];
  /** Question and value: two ratings without a text are two responses where they differ. */
  readonly ratings: readonly (readonly [question: string, value: number])[];
}

export interface Identified {
  readonly responseId: string;
  /** 0 for the first row with this id in its file, 1 for the row that updates it, and so on. */
  readonly occurrence: number;
  readonly fingerprint: string;
  /** True where the row before it with this id said exactly the same. */
  readonly duplicate: boolean;
}

export interface Identity {
  respondent(name: string): string;
  /** For a response with an id of its own. `content` is all that the row says. */
  bySourceId(sourceId: string, content: readonly unknown[]): Identified;
  /** For a response that is told by what it says; equal ones of a file get an ordinal each. */
  byContent(said: Said, content: readonly unknown[]): Identified;
}

export interface IdentityOptions {
  readonly identityKey: Buffer;
  /** The namespace of the file's own ids. */
  readonly source: string;
  /** Set where equal rows of two files are two responses: the batch's id. */
  readonly independentBatch?: string;
}

const fromOwnId = (id: Buffer, fingerprint: Buffer, table: OccurrenceTable): Identified => {
  const note = fingerprint.readUInt32BE(0);
  const { earlier, lastNote } = table.meetChanged(id, note);
  return {
    responseId: text(id, idBytes),
    occurrence: earlier,
    fingerprint: text(fingerprint, fingerprintBytes),
    duplicate: earlier > 0 && lastNote === note,
  };
};

/** The ids of one file's responses, in the order of its rows. */
export const createIdentity = ({ identityKey, source, independentBatch }: IdentityOptions): Identity => {
  const key = createSecretKey(identityKey);
  const ownIds = createOccurrenceTable();
  const equalRows = createOccurrenceTable();
  const batch = independentBatch === undefined ? [] : [independentBatch];
  return {
    respondent: (name) => respondentHash(key, name),
    bySourceId: (sourceId, content) =>
      fromOwnId(keyed(key, 'id', [source, sourceId]), keyed(key, 'content', content), ownIds),
    byContent: ({ touchpoint, submittedAt, respondent, texts, ratings }, content) => {
      const said = keyed(key, 'said', [touchpoint, submittedAt, respondent, texts, ratings, ...batch]);
      const { earlier } = equalRows.meet(said, 0);
      const id = earlier === 0 ? said : keyed(key, 'ordinal', [text(said, said.length), earlier]);
      const fingerprint = keyed(key, 'content', content);
      return {
        responseId: text(id, idBytes),
        occurrence: 0,
        fingerprint: text(fingerprint, fingerprintBytes),
        duplicate: false,
      };
    },
  };
};
