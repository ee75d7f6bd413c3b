import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { editTaxonomy, type TaxonomyEdit } from '../../analysis/taxonomy/taxonomy-edits.ts';
import { earlierText, rememberReplacing, undoEdit } from '../../analysis/taxonomy/taxonomy-history.ts';
import { assetPath } from '../../assets.ts';
import { VerbatimError } from '../../errors.ts';
import { objectKeys } from '../keys.ts';
import type { ObjectStore } from '../object-store.ts';

/** The taxonomy of a deployment as it is stored in its bucket. */
export interface StoredTaxonomy {
  readonly text: string;
  /** The file that it is in, for errors. */
  readonly name: string;
  /** Of the object; absent where the general theme pack is used. */
  readonly tag?: string;
}

const pack = 'taxonomies/cx-core.yaml';

/** The taxonomy under `config/`, or the general theme pack if there is none. */
export const readStoredTaxonomy = async (
  objects: Pick<ObjectStore, 'readTagged'>,
): Promise<StoredTaxonomy> => {
  const stored = await objects.readTagged(objectKeys.taxonomy);
  return stored === undefined
    ? { text: await readFile(assetPath(pack), 'utf8'), name: pack }
    : { text: stored.body.toString(), name: objectKeys.taxonomy, tag: stored.tag };
};

/** Identifies a text, including the general theme pack. @example taxonomyTag('themes: []') // '4b1a6a0f3e2c9d75' */
export const taxonomyTag = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The error of an edit after somebody else's. */
export const taxonomyOvertaken = (file: string, expected: string): VerbatimError =>
  new VerbatimError('changed-meanwhile', 'the taxonomy was changed by someone else in the meantime', {
    file,
    expected,
  });

/** A change of a taxonomy: an edit, another text for the whole, or undoing the latest of either. */
export type TaxonomyStep =
  | { readonly edit: TaxonomyEdit }
  | { readonly text: string }
  | { readonly undo: true };

export interface TakenStep {
  readonly text: string;
  /** In words. */
  readonly edit: string;
}

const replaced = (step: { readonly text: string }, at: string): TakenStep => {
  const edit = 'replace all themes';
  const earlier = objectKeys.taxonomyVersion(at);
  return { edit, text: rememberReplacing(step.text, objectKeys.taxonomy, { edit, at, earlier }) };
};

const undone = async (objects: Pick<ObjectStore, 'read'>, { text }: StoredTaxonomy): Promise<TakenStep> => {
  const name = objectKeys.taxonomy;
  const earlier = earlierText(text, name);
  if (earlier === undefined) return undoEdit(text, name);
  const before = await objects.read(earlier);
  if (before !== undefined) return { text: before.toString(), edit: 'replace all themes' };
  throw new VerbatimError('not-found', 'the earlier version is no longer there', { file: earlier });
};

/**
 * The result of a step, before anything is written.
 *
 * @param at ISO instant of the step
 * @throws VerbatimError as `editTaxonomy` does; `taxonomy-invalid` for a text that is not a taxonomy; `not-found` if there is nothing to
 *   undo
 */
export const takeStep = async (
  objects: Pick<ObjectStore, 'read'>,
  before: StoredTaxonomy,
  { step, at }: { readonly step: TaxonomyStep; readonly at: string },
): Promise<TakenStep> => {
  if ('undo' in step) return undone(objects, before);
  if ('text' in step) return replaced(step, at);
  return editTaxonomy(before.text, objectKeys.taxonomy, { edit: step.edit, at });
};

/**
 * Replaces the text that was read, which is kept under `config/taxonomy/history/` by the instant of the change.
 *
 * @throws VerbatimError
 * `conflict` if somebody else has changed it meanwhile
 */
export const replaceTaxonomy = async (
  objects: Pick<ObjectStore, 'write' | 'replace'>,
  before: StoredTaxonomy,
  { text, at }: { readonly text: string; readonly at: string },
): Promise<void> => {
  await objects.write(objectKeys.taxonomyVersion(at), before.text);
  if (!(await objects.replace(objectKeys.taxonomy, text, { tag: before.tag, notes: {} })))
    throw taxonomyOvertaken(objectKeys.taxonomy, 'read it again, then edit');
};
