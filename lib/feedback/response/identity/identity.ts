import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { type Counting, createOccurrenceTable } from './occurrence-table.ts';
import { createPlaces, type Place, type Places } from './places.ts';

/** Gives responses their ids: a response has the same id in any file, and two customers who write "Great" have two. */

/** 22 URL-safe characters hold 132 bits. */
const idCharacters = 22;
/** 96 bits: compared only between copies of one response. */
const fingerprintCharacters = 16;

/** 43 URL-safe characters. One update and one text: objects and buffers would cost more than the hashing. */
const keyed = (key: KeyObject, kind: string, parts: readonly unknown[]): string =>
  createHmac('sha256', key)
    .update(`${kind}${JSON.stringify(parts)}`)
    .digest('base64url');

/**
 * The unpublished part of the digest that the id is cut from keys the fingerprint: one plain hash instead
 * of a second HMAC, and nobody without the key can test texts against it.
 */
const fingerprintOf = (digest: string, content: readonly unknown[]): string =>
  hash('sha256', `${digest.slice(idCharacters)}${JSON.stringify(content)}`, 'base64url').slice(
    0,
    fingerprintCharacters,
  );

/** Case and spacing of a name or address do not make a different person. */
const normalName = (name: string): string =>
  name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** A pseudonym that Verbatim itself wrote into a rejects file, so that the corrected row belongs to the same person. */
const ownPseudonym = /^person:([A-Za-z0-9_-]{22})(?:\.([A-Za-z0-9_-]))?$/;

/** The keyed hash of a name, an address or a user id, 22 URL-safe characters. Case and spacing do not matter. */
export const respondentHash = (key: KeyObject, name: string): string =>
  ownPseudonym.exec(name)?.[1] ?? keyed(key, 'respondent', [normalName(name)]).slice(0, idCharacters);

/** One of 64 characters, by a plain hash: the same under every key. */
const groupOf = (text: string): string => hash('sha256', `sample ${text}`, 'base64url').slice(0, 1);

/**
 * One of 64 groups of people, the same on every deployment, so that samples of respondents are too. Without the key a name leads to its group, which it shares
 * with one in 64 of all people, and to nothing else. Absent for a pseudonym that was written before groups were.
 */
export const respondentGroup = (name: string): string | undefined => {
  const own = ownPseudonym.exec(name);
  return own === null ? groupOf(normalName(name)) : own[2];
};

/** The group of a response of an unknown respondent: one of 64, by its content. */
export const contentGroup = (content: readonly unknown[]): string => groupOf(JSON.stringify(content));

/** The respondent in a rejects file; {@link respondentHash} and {@link respondentGroup} give the same for it again. */
export const pseudonym = (key: KeyObject, name: string): string => {
  const group = respondentGroup(name);
  return `person:${respondentHash(key, name)}${group === undefined ? '' : `.${group}`}`;
};

/** What identifies a response without an id of its own. Questions are next to their answers. */
export interface Said {
  readonly touchpoint: string;
  readonly submittedAt: string | undefined;
  readonly respondent: string | undefined;
  /** Question and text as uploaded (only white space around it removed), for each answer. */
  readonly texts: readonly (readonly [question: string, text: string])[];
  /** Question and value: two ratings without a text are two responses if they differ. */
  readonly ratings: readonly (readonly [question: string, value: number])[];
}

export interface Identified {
  readonly responseId: string;
  /** 0 for the first row with this id in its file, 1 for the row that updates it, and so on. */
  readonly occurrence: number;
  readonly fingerprint: string;
  /** True if the row before it with this id had the same content. */
  readonly duplicate: boolean;
}

export interface Identity {
  respondent(name: string): string;
  /** For a response with an id of its own, with its cell. `content` is all content of the row. */
  bySourceId(sourceId: string, content: readonly unknown[], place: Place): Identified;
  /** For a response identified by its content; equal ones of a file get an ordinal each. */
  byContent(said: Said, content: readonly unknown[]): Identified;
}

export interface IdentityOptions {
  readonly identityKey: Buffer;
  /** The namespace of the file's own ids. */
  readonly source: string;
  /** Set if equal rows of two files are two responses: the batch's id. */
  readonly independentBatch?: string;
  /** Records the cells of responses with an id of their own. Default: not recorded. */
  readonly places?: Places | undefined;
  /** Counts the responses identified by their content. Default: none so far. */
  readonly equalRows?: Counting | undefined;
}

/** The key of ids and respondents, ready for use. */
export const identityKeyOf = (identityKey: Buffer): KeyObject => createSecretKey(identityKey);

/** The ids of one file's responses, in the order of its rows. */
export const createIdentity = ({
  identityKey,
  source,
  independentBatch,
  places = createPlaces(),
  equalRows = createOccurrenceTable(),
}: IdentityOptions): Identity => {
  const key = identityKeyOf(identityKey);
  const batch = independentBatch === undefined ? [] : [independentBatch];
  return {
    respondent: (name) => respondentHash(key, name),
    bySourceId: (sourceId, content, place) => {
      const digest = keyed(key, 'id', [source, sourceId]);
      const fingerprint = fingerprintOf(digest, content);
      const { earlier, isRepeated } = places.meet(digest, fingerprint, place);
      return {
        responseId: digest.slice(0, idCharacters),
        occurrence: earlier,
        fingerprint,
        duplicate: isRepeated,
      };
    },
    byContent: ({ touchpoint, submittedAt, respondent, texts, ratings }, content) => {
      const said = keyed(key, 'said', [touchpoint, submittedAt, respondent, texts, ratings, ...batch]);
      const earlier = equalRows.meet(said);
      const digest = earlier === 0 ? said : keyed(key, 'ordinal', [said, earlier]);
      return {
        responseId: digest.slice(0, idCharacters),
        occurrence: 0,
        fingerprint: fingerprintOf(digest, content),
        duplicate: false,
      };
    },
  };
};
