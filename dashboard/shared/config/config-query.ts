import { queryOptions } from '@tanstack/react-query';
import { api, type ConfigChange, type ConfigFile } from '../api.ts';

/** A configuration file that the page edits by what it says. */
export type EditedName = 'journey' | 'metrics' | 'calendar' | 'alerts' | 'limits' | 'retention' | 'languages';

type ValueOf<Name extends EditedName> = NonNullable<Extract<ConfigFile, { file: Name }>['value']>;

interface ConfigValues {
  readonly journey: ValueOf<'journey'>;
  readonly metrics: ValueOf<'metrics'>;
  readonly calendar: ValueOf<'calendar'>;
  readonly alerts: ValueOf<'alerts'>;
  readonly limits: ValueOf<'limits'>;
  readonly retention: ValueOf<'retention'>;
  readonly languages: ValueOf<'languages'>;
}

/** What a file says. */
export type ConfigValue<Name extends EditedName> = ConfigValues[Name];

export interface ConfigFileOf<Name extends EditedName>
  extends Pick<ConfigFile, 'key' | 'tag' | 'written' | 'text' | 'problem'> {
  readonly value?: ConfigValues[Name];
}

const isOf = <Name extends EditedName>(
  file: ConfigFile,
  name: Name,
): file is ConfigFile & ConfigFileOf<Name> => file.file === name;

const fileOf = <Name extends EditedName>(file: ConfigFile, name: Name): ConfigFileOf<Name> => {
  if (isOf(file, name)) return file;
  throw new Error(`asked for ${name}, was given ${file.file}`);
};

/** A configuration file as it stands, with the tag of this state. */
export const configQuery = <Name extends EditedName>(name: Name) =>
  queryOptions({
    queryKey: ['config', name],
    queryFn: async ({ signal }) => fileOf(await api.readConfig({ file: name }, { signal }), name),
  });

export interface Sent<Name extends EditedName> {
  /** Of the state that was edited; undefined where there was no file. */
  readonly tag: string | undefined;
  readonly value: ConfigValue<Name>;
}

/** Checks a change, or stores it. Throws `changed-meanwhile` where the file has another state by now. */
export const sendConfig = <Name extends EditedName>(
  name: Name,
  { tag, value }: Sent<Name>,
  check: boolean,
): Promise<ConfigChange> =>
  api.writeConfig(
    { file: name, check: check ? 'true' : 'false', body: { value } },
    { headers: tag === undefined ? { 'if-none-match': '*' } : { 'if-match': tag } },
  );
