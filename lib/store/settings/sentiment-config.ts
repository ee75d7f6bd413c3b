import { z } from 'zod';
import { parseLanguageSettings } from '../../analysis/engines/language-settings.ts';
import { VerbatimError } from '../../errors.ts';
import { wantedBy } from '../../wanted.ts';
import { objectKeys } from '../keys.ts';
import type { ObjectStore } from '../object-store.ts';

/** What a deployment keeps of its own about sentiment, under `config/` of its bucket. */
const counts = z.object({
  negative: z.int().nonnegative(),
  neutral: z.int().nonnegative(),
  positive: z.int().nonnegative(),
});

/** A labelled sample's confusion, by expected and then by found label, and what it was found with. */
export const storedCalibration = z.object({
  /** The sentiment version that was checked. Shares of any other version are not corrected by it. */
  version: z.string(),
  /** Labelled comments. */
  labelled: z.int().positive(),
  savedAt: z.iso.datetime(),
  confusion: z.object({ negative: counts, neutral: counts, positive: counts }),
});
export type StoredCalibration = z.infer<typeof storedCalibration>;

/** Which version of the English model a deployment scores with, and how it came to that. */
export const storedSentiment = z.object({
  /** That of an adaptation, or the shipped one after everything was rolled back. */
  version: z.string(),
  /** The versions before it, the latest last: where rollbacks lead. */
  previous: z.array(z.string()),
  /** All that were ever made, oldest first. */
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

/** The pointer once an adaptation scores. `shipped`: the version that scores where there is no pointer yet. */
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

/** The pointer after a rollback; undefined where there is nothing to go back to. */
export const rolledBack = (pointer: StoredSentiment | undefined): StoredSentiment | undefined => {
  const version = pointer?.previous.at(-1);
  if (pointer === undefined || version === undefined) return undefined;
  return { ...pointer, version, previous: pointer.previous.slice(0, -1) };
};

/** A JSON object of the bucket; undefined where there is none. Throws `file-corrupt` for what is not as the schema says. */
export const readChecked = async <Schema extends z.ZodType>(
  objects: Pick<ObjectStore, 'read'>,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> => {
  const body = await objects.read(key);
  if (body === undefined) return undefined;
  const parsed = schema.safeParse(JSON.parse(body.toString()));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new VerbatimError('file-corrupt', `${issue?.path.join('.') || 'the file'} is invalid`, {
    file: key,
    expected: wantedBy(parsed.error) ?? 'the file as the command line wrote it',
    cause: parsed.error,
  });
};

/** Undefined where the deployment has none. Throws `file-corrupt` for anything but a calibration. */
export const readCalibration = (objects: Pick<ObjectStore, 'read'>): Promise<StoredCalibration | undefined> =>
  readChecked(objects, objectKeys.calibration, storedCalibration);

/** Undefined where the deployment never adapted. Throws `file-corrupt` for anything but a pointer. */
export const readSentimentPointer = (
  objects: Pick<ObjectStore, 'read'>,
): Promise<StoredSentiment | undefined> => readChecked(objects, objectKeys.sentiment, storedSentiment);

/**
 * The weights that a deployment scores with; undefined where it scores with the shipped ones. Throws `not-found` where the
 * pointer names weights that are not there.
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

/** The languages that a deployment has Comprehend score; none where it configures none. */
export const readLanguages = async (objects: Pick<ObjectStore, 'read'>): Promise<string[]> => {
  const configured = await objects.read(objectKeys.languages);
  return configured === undefined ? [] : parseLanguageSettings(configured.toString(), objectKeys.languages);
};
