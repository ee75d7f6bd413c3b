import { resolve } from 'node:path';
import type { ApiClient } from '../../api/client/client.ts';
import { nearNames } from '../../feedback/mapping/near-names.ts';
import type { SavedMapping } from '../../feedback/mapping/saved-mapping.ts';
import { readEndpoints } from '../../local/cloud/holder.ts';
import { savedMapping } from '../../store/settings/saved-mapping.ts';
import { apiOf } from '../connection/api-client.ts';
import { deploymentBucket } from '../connection/deployment-bucket.ts';
import type { FileCommandOptions } from '../options/file-options.ts';
import type { Shell } from '../shell.ts';

/** What a deployment adds to how a file is read. A preview needs none: it then reads the file on its own. */
export interface KnownDeployment {
  /** The zone of dates that name none. */
  readonly timeZone?: string;
  readonly saved?: SavedMapping | undefined;
  readonly client?: ApiClient;
}

type Place = Pick<FileCommandOptions, 'api' | 'bucket' | 'directory'>;

const runsHere = (shell: Shell, { directory }: Place): boolean =>
  readEndpoints(resolve(shell.directory, directory)) !== undefined;

const hasApi = (shell: Shell, place: Place): boolean =>
  (place.api ?? shell.environment['VERBATIM_API']) !== undefined ||
  (place.bucket === undefined && runsHere(shell, place));

/** What is known of the deployment that a file would be uploaded to: by options, or running here. */
export const knownDeployment = async (
  shell: Shell,
  place: Place,
  objectKey: string,
): Promise<KnownDeployment> => {
  const client = hasApi(shell, place) ? await apiOf(shell, place) : undefined;
  const hasBucket = place.bucket !== undefined || (place.api === undefined && runsHere(shell, place));
  return {
    ...(client === undefined ? {} : { client, timeZone: (await client.readSettings()).zone }),
    ...(hasBucket ? { saved: await savedMapping(deploymentBucket(shell, place), objectKey) } : {}),
  };
};

/** A touchpoint that is new, and spelled almost like a known one, may be a slip: the names that come near. */
export const nearTouchpoints = async (client: ApiClient, touchpoint: string): Promise<readonly string[]> => {
  const known = (await client.listTouchpoints()).touchpoints.map(({ id }) => id);
  return known.includes(touchpoint) ? [] : nearNames(touchpoint, known);
};
