import { type MappingOverride, mergeOverrides } from './mapping-override.ts';

/** A mapping that was saved before: for all files under a prefix, or next to a file. */
export interface SavedMapping {
  readonly override: MappingOverride;
  /** The file or the object that holds it. */
  readonly file: string;
  /** ISO instant. */
  readonly savedAt: string;
}

/** Overrides with, by column, the reason of those that come from a saved mapping. */
export interface LayeredOverride {
  readonly override: MappingOverride;
  readonly origins: Readonly<Record<string, string>>;
}

const originsOf = ({ override, file, savedAt }: SavedMapping): Record<string, string> => {
  const reason = `from the mapping saved on ${savedAt.slice(0, 10)} (${file})`;
  return Object.fromEntries(Object.keys(override.columns ?? {}).map((column) => [column, reason]));
};

/**
 * What was saved, and over it what a person says now: the later wins, column by column.
 *
 * @param saved in the order of their weight; undefined where nothing was saved
 */
export const overSaved = (
  saved: readonly (SavedMapping | undefined)[],
  said: MappingOverride,
): LayeredOverride => {
  const layers = saved.filter((layer) => layer !== undefined);
  const origins = Object.assign({}, ...layers.map(originsOf));
  const { origins: told = {}, ...now } = said;
  for (const column of Object.keys(now.columns ?? {})) delete origins[column];
  return {
    override: mergeOverrides(...layers.map(({ override }) => override), now),
    origins: { ...origins, ...told },
  };
};
