import type { Readable } from 'node:stream';
import type { SourceFile } from '../feedback/reading/source.ts';

/** What an object must still be for it to be replaced, and what is written down with the new one. */
export interface ReplaceCondition {
  readonly tag: string | undefined;
  readonly notes: ObjectNotes;
}

/** An object as it was read: the tag of its version, and its notes. */
export interface TaggedObject {
  readonly body: Buffer;
  readonly tag: string;
  /** ISO instant. */
  readonly writtenAt: string;
  readonly notes: ObjectNotes;
}

/** An object as a file, with the tag of the version that was opened. */
export interface OpenedObject extends SourceFile {
  readonly tag: string;
}

/** Short texts stored with an object, by lower-case names. */
export type ObjectNotes = Readonly<Record<string, string>>;

/** How an object is downloaded. */
export interface Download {
  readonly name: string;
  readonly contentType: string;
  readonly expiresInSeconds: number;
}

/** The bucket. */
export interface ObjectStore {
  /**
   * The object as a file whose bytes are fetched on demand; undefined if it does not exist. Its bytes end with `changed-meanwhile` if it
   * is replaced before they are read.
   */
  open(key: string): Promise<OpenedObject | undefined>;
  /** The whole object; undefined if it does not exist. For small ones. */
  read(key: string): Promise<Buffer | undefined>;
  /** The whole object with its tag; undefined if it does not exist. For small ones. */
  readTagged(key: string): Promise<TaggedObject | undefined>;
  write(key: string, body: string | Uint8Array): Promise<void>;
  /**
   * Writes only if the object still has the tag, or, without a tag, if it does not exist. False if somebody else wrote or removed it
   * meanwhile.
   */
  replace(key: string, body: string, condition: ReplaceCondition): Promise<boolean>;
  /**
   * Writes an object of unknown size in parts. It appears complete at the end, or, when `body` fails, not at all.
   *
   * @param over writes only if the object still has the tag, or, without a tag, if it does not exist; otherwise throws `changed-meanwhile`
   */
  writeStream(key: string, body: Readable, over?: Pick<ReplaceCondition, 'tag'>): Promise<void>;
  /** Copies an object of at most 5 GB within the bucket. Throws if it does not exist. */
  copy(from: string, to: string): Promise<void>;
  /**
   * Joins objects within the bucket, in order, without transferring their bytes. The result appears complete at the end, or
   * not at all. Each except the last has at least 5 MB.
   */
  join(parts: readonly string[], to: string): Promise<void>;
  /** A URL that accepts a PUT of exactly so many bytes to the key, until it expires. */
  uploadUrl(key: string, sizeBytes: number, expiresInSeconds: number): Promise<string>;
  /** A URL that answers the object as a file of this name and content type, until it expires. */
  downloadUrl(key: string, as: Download): Promise<string>;
  /** Objects whose key begins so, by key, up to a thousand; later ones follow `after`. */
  list(prefix: string, after?: string): Promise<ListedObject[]>;
  /** A missing object is not an error. */
  remove(key: string): Promise<void>;
}

export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
}
