import { type ErrorView, errorView, VerbatimError } from '../../../errors.ts';
import { readYaml } from '../../../yaml-source.ts';
import { objectKeys } from '../../keys.ts';
import type { ObjectStore, TaggedObject } from '../../object-store.ts';
import { type ConfigName, configFiles } from './config-files.ts';
import { editYaml } from './edit-yaml.ts';
import { type ValueChange, valueChanges } from './value-changes.ts';

/** Who wrote a file, and when. */
export interface Authorship {
  /** Absent if the file was uploaded by other means. */
  readonly by?: string;
  /** ISO instant. */
  readonly at: string;
}

/** A configuration file as it is stored. */
export interface StoredConfig {
  /** Where it is in the bucket. */
  readonly key: string;
  /** Identifies this version; absent if there is no file yet. */
  readonly tag?: string;
  readonly written?: Authorship;
  /** Its YAML; empty if there is no file yet. */
  readonly text: string;
  /** Its values with defaults; absent if it is invalid. */
  readonly value?: unknown;
  /** Why it can't be used. */
  readonly problem?: ErrorView;
}

/** @throws VerbatimError as the pipeline would when it reads the file */
export const readValue = (name: ConfigName, text: string): unknown => {
  const { key, code, schema, parse: read } = configFiles[name];
  const { value } = readYaml(text, key, { code, named: 'the file' });
  read(text, key);
  return schema.parse(value ?? startOf(name));
};

/** The values of an empty file. */
const startOf = (name: ConfigName): object => (name === 'journey' ? { stages: [] } : {});

const usable = (name: ConfigName, text: string): Pick<StoredConfig, 'value' | 'problem'> => {
  try {
    return { value: readValue(name, text) };
  } catch (error) {
    if (!(error instanceof VerbatimError)) throw error;
    return { problem: errorView(error) };
  }
};

const authorshipOf = ({ writtenAt, notes: { by } }: TaggedObject): Authorship =>
  by === undefined ? { at: writtenAt } : { by, at: writtenAt };

/** The file as it is stored. An invalid one is returned too: its text has to be corrected. */
export const readConfig = async (
  objects: Pick<ObjectStore, 'readTagged'>,
  name: ConfigName,
): Promise<StoredConfig> => {
  const { key } = configFiles[name];
  const stored = await objects.readTagged(key);
  const text = stored?.body.toString() ?? '';
  return {
    key,
    ...(stored === undefined ? {} : { tag: stored.tag, written: authorshipOf(stored) }),
    text,
    ...usable(name, text),
  };
};

/** The new content of a file: its whole text, or only its values, which keeps the comments. */
export type ConfigContent = { readonly text: string } | { readonly value: unknown };

/** A file as it would become. */
export interface ConfigEdit {
  readonly name: ConfigName;
  readonly before: StoredConfig;
  readonly text: string;
  readonly changes: readonly ValueChange[];
}

const textOf = (before: StoredConfig, content: ConfigContent): string => {
  if ('text' in content) return content.text;
  if (before.problem !== undefined)
    throw new VerbatimError('conflict', 'the stored file is invalid: correct it as text first', {
      file: before.key,
      got: before.problem.message,
    });
  return editYaml(before.text, { base: before.value, next: content.value });
};

/**
 * The effect of a change; stores nothing.
 *
 * @throws VerbatimError as the pipeline would when it reads the changed file
 */
export const planConfig = (name: ConfigName, before: StoredConfig, content: ConfigContent): ConfigEdit => {
  const text = textOf(before, content);
  return { name, before, text, changes: valueChanges(before.value, readValue(name, text)) };
};

const changedMeanwhile = ({ key, written }: StoredConfig): VerbatimError =>
  new VerbatimError('changed-meanwhile', 'the file was changed by someone else in the meantime', {
    file: key,
    expected: 'read it again, then change the current version',
    got: written === undefined ? 'no file' : `a change ${byWhom(written)}`,
  });

/** @throws VerbatimError `changed-meanwhile` where the file is another than the one that was edited */
export const requireState = (stored: StoredConfig, expected: string | undefined): void => {
  if (stored.tag !== expected) throw changedMeanwhile(stored);
};

const byWhom = ({ by, at }: Authorship): string => `${by === undefined ? '' : `by ${by} `}at ${at}`;

interface Writing {
  readonly objects: Pick<ObjectStore, 'readTagged' | 'replace' | 'write'>;
  readonly now: () => Date;
}

/**
 * Stores a change, with who made it. What stood there before is kept under `config/history/`.
 *
 * @throws VerbatimError `changed-meanwhile`
 */
export const storeConfig = async (
  { objects, now }: Writing,
  { name, before, text }: ConfigEdit,
  by: string,
): Promise<StoredConfig> => {
  if (text === before.text) return before;
  if (before.tag !== undefined)
    await objects.write(objectKeys.configVersion(name, now().toISOString()), before.text);
  const written = await objects.replace(before.key, text, { tag: before.tag, notes: { by } });
  const after = await readConfig(objects, name);
  if (!written) throw changedMeanwhile(after);
  return after;
};
