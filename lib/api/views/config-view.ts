import type { Context } from 'hono';
import { VerbatimError } from '../../errors.ts';
import type { Log } from '../../pipeline/effects.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import type { ConfigName } from '../../store/settings/files/config-files.ts';
import {
  planConfig,
  readConfig as readStored,
  requireState,
  type StoredConfig,
  storeConfig,
} from '../../store/settings/files/config-store.ts';
import type { Answered } from '../contract/basis/operation.ts';
import { type ConfigFile, configFile, readConfig, writeConfig } from '../contract/settings.ts';
import { type CallerRequest, type Route, route } from '../route.ts';

interface ConfigApi {
  readonly effects: { readonly objects: ObjectStore; readonly log: Log };
  readonly now: () => Date;
}

/** Who changes something on a machine that nobody signs in to. */
const onThisMachine = 'local';

const answerOf = (file: ConfigName, stored: StoredConfig): ConfigFile =>
  configFile.parse({ file, ...stored });

/** The state that a change was made to; undefined for that there was no file. */
const stateNamed = (context: Context): string | undefined => {
  const tag = context.req.header('if-match');
  if (tag !== undefined || context.req.header('if-none-match') === '*') return tag;
  throw new VerbatimError('usage', 'the change does not name the version that it changes', {
    expected: 'the header if-match with the tag of the file, or if-none-match: * where there was none',
  });
};

const change = async (
  { effects: { objects, log }, now }: ConfigApi,
  { params: { file }, query: { check }, body, caller }: CallerRequest<typeof writeConfig>,
  state: string | undefined,
): Promise<Answered<typeof writeConfig>> => {
  const before = await readStored(objects, file);
  requireState(before, state);
  const edit = planConfig(file, before, body);
  const { changes } = edit;
  if (check === 'true') return { stored: answerOf(file, before), changes, checked: true };
  const by = caller.name ?? onThisMachine;
  const stored = await storeConfig({ objects, now }, edit, by);
  log('configuration changed', { file: before.key, by, changes: changes.length });
  return { stored: answerOf(file, stored), changes, checked: false };
};

/** `GET` and `PUT /config/{file}`: what people configure. */
export const configRoutes = (api: ConfigApi): Route[] => [
  route(readConfig, async ({ params: { file } }) =>
    answerOf(file, await readStored(api.effects.objects, file)),
  ),
  route(writeConfig, (request, context) => change(api, request, stateNamed(context))),
];
