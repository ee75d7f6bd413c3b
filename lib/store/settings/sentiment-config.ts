import { z } from 'zod';
import {
  type LanguageEngineSettings,
  parseLanguageSettings,
  usualLanguages,
} from '../../analysis/engines/language-settings.ts';
import { VerbatimError } from '../../errors.ts';
import { objectKeys } from '../keys.ts';
import type { ObjectStore } from '../object-store.ts';
import { readChecked } from '../objects/read-checked.ts';

/** A deployment's own settings of sentiment, under `config/` of its bucket. */
const counts = z.object({
  negative: z.int().nonnegative(),
  neutral: z.int().nonnegative(),
  positive: z.int().nonnegative(),
});

/** The confusion matrix of a labelled sample, by expected and then by found label, and what it was measured with. */
export const storedCalibration = z.object({
  /** The sentiment version that was checked. Shares of other versions are not corrected by it. */
  version: z.string(),
  /** Labelled comments. */
  labelled: z.int().positive(),
  savedAt: z.iso.datetime(),
  confusion: z.object({ negative: counts, neutral: counts, positive: counts }),
});
export type StoredCalibration = z.infer<typeof storedCalibration>;

/** The version of the English model that a deployment uses, and its history. */
export const storedSentiment = z.object({
  /** The version of an adaptation, or the built-in one after everything was rolled back. */
  version: z.string(),
  /** The earlier versions, the latest last: rollbacks go there. */
  previous: z.array(z.string()),
  /** All adaptations, oldest first. */
  adaptations: z.array(
    z.object({
      version: z.string(),
      adaptedAt: z.iso.datetime(),
      labels: z.int().positive(),
      /** Shares 0..1 of the labels that were left out of the fit in turn. */
      accuracyBefore: z.number(),
      accuracyAfter: z.number(),
    }),
  ),
});
export type StoredSentiment = z.infer<typeof storedSentiment>;

export type StoredAdaptation = StoredSentiment['adaptations'][number];

/** The pointer to a new adaptation. `shipped`: the version in use if there is no pointer yet. */
export const adaptedTo = (
  pointer: StoredSentiment | undefined,
  shipped: string,
  adaptation: StoredAdaptation,
): StoredSentiment => {
  const { version, previous, adaptations } = pointer ?? { version: shipped, previous: [], adaptations: [] };
  if (version === adaptation.version && pointer !== undefined) return pointer;
  const others = adaptations.filter((each) => each.version !== adaptation.version);
  return {
    version: adaptation.version,
    previous: [...previous, version],
    adaptations: [...others, adaptation],
  };
};

/** The pointer after a rollback; undefined if there is no earlier version. */
export const rolledBack = (pointer: StoredSentiment | undefined): StoredSentiment | undefined => {
  const version = pointer?.previous.at(-1);
  if (pointer === undefined || version === undefined) return undefined;
  return { ...pointer, version, previous: pointer.previous.slice(0, -1) };
};

/** Undefined if the deployment has none. Throws `file-corrupt` if it is not a calibration. */
export const readCalibration = (objects: Pick<ObjectStore, 'read'>): Promise<StoredCalibration | undefined> =>
  readChecked(objects, objectKeys.calibration, storedCalibration);

/** Undefined if the deployment never adapted. Throws `file-corrupt` if it is not a pointer. */
export const readSentimentPointer = (
  objects: Pick<ObjectStore, 'read'>,
): Promise<StoredSentiment | undefined> => readChecked(objects, objectKeys.sentiment, storedSentiment);

/**
 * The weights that a deployment uses; undefined if it uses the built-in ones. Throws `not-found` if the
 * pointer names missing weights.
 */
export const readDeployedWeights = async (
  objects: Pick<ObjectStore, 'read'>,
  pointer: StoredSentiment | undefined,
): Promise<Buffer | undefined> => {
  if (pointer?.adaptations.some(({ version }) => version === pointer.version) !== true) return undefined;
  const key = objectKeys.sentimentWeights(pointer.version);
  const bytes = await objects.read(key);
  if (bytes !== undefined) return bytes;
  throw new VerbatimError('not-found', 'the adapted sentiment weights are missing', {
    file: key,
    expected: `weights ${pointer.version}, or verbatim adapt --rollback`,
  });
};

/** The languages that a deployment scores beside English, by engine. */
export const readLanguages = async (objects: Pick<ObjectStore, 'read'>): Promise<LanguageEngineSettings> => {
  const configured = await objects.read(objectKeys.languages);
  return configured === undefined
    ? usualLanguages
    : parseLanguageSettings(configured.toString(), objectKeys.languages);
};
