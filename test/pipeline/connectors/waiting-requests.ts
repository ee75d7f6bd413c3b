import type { World } from '../world.ts';

/** What connectors have stored for the next collection. */

const keysIn = ({ objects }: World): string[] =>
  [...objects.contents.keys()].filter((key) => key.startsWith('stream/'));

export const requestsIn = (world: World) =>
  keysIn(world).map((key) => JSON.parse(String(world.objects.contents.get(key))));

/** The ids of all responses, in the order of the requests. */
export const idsIn = (world: World): string[] =>
  requestsIn(world).flatMap(({ responses }) => responses.map(({ id }: { id: string }) => id));

/** As if a collection had put them into a file. */
export const collect = (world: World): void => {
  for (const key of keysIn(world)) world.objects.contents.delete(key);
};
