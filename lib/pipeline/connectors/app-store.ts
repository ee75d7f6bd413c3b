import { z } from 'zod';
import type { AppStoreSettings } from '../../feedback/stream/connector-settings.ts';
import { type StreamedResponse, streamedResponse } from '../../feedback/stream/streamed-response.ts';
import { type Connector, type ConnectorEffects, type ConnectorPage, pageOf } from './connector.ts';

/** Customer reviews of the App Store, as its public feed has them: of each country the latest 500, by 50. */

const lastPage = 10;

const label = z.object({ label: z.string() });

const review = z
  .object({
    id: label,
    author: z.object({ uri: label.exactOptional() }).exactOptional(),
    updated: label,
    title: label,
    content: label,
    'im:rating': label,
    'im:version': label.exactOptional(),
  })
  .transform((entry) => ({
    id: entry.id.label,
    submittedAt: entry.updated.label,
    title: entry.title.label,
    comment: entry.content.label,
    ratings: { 'rating:1-5': Number(entry['im:rating'].label) },
    // The name may be of many people; the address has the number of one.
    ...(entry.author?.uri?.label ? { respondent: entry.author.uri.label } : {}),
    version: entry['im:version']?.label,
  }));

/** A feed with one review has no list, one without any no entry. */
const feed = z.object({
  feed: z.object({
    entry: z
      .union([z.array(z.unknown()), z.unknown().transform((entry) => [entry])])
      .optional()
      .transform((entries = []) => entries.filter((entry) => entry !== undefined)),
  }),
});

const responseOf = (entry: unknown, country: string): StreamedResponse | undefined => {
  const { data } = review.safeParse(entry);
  if (data === undefined) return undefined;
  const { version, ...response } = data;
  const attributes = { country, ...(version === undefined ? {} : { version }) };
  return streamedResponse.safeParse({ ...response, channel: 'App Store', attributes }).data;
};

const isSince = ({ submittedAt }: StreamedResponse, since: string): boolean =>
  Date.parse(submittedAt) >= Date.parse(since);

const fetchPage = async (
  { getJson }: ConnectorEffects,
  base: URL,
  { app, country, page }: { readonly app: number; readonly country: string; readonly page: number },
): Promise<ConnectorPage> => {
  const path = `/${country}/rss/customerreviews/page=${page}/id=${app}/sortby=mostrecent/json`;
  const { entry: entries } = feed.parse(await getJson(new URL(path, base))).feed;
  return pageOf(entries.map((entry) => responseOf(entry, country)));
};

/** By country, when the latest review that was read was written. */
const positions = z.record(z.string(), z.string());

/** Reviews of a country that are not older than `since`; returns when the latest was written. */
async function* reviewsOf(
  effects: ConnectorEffects,
  base: URL,
  { app, country, since }: { readonly app: number; readonly country: string; readonly since: string },
): AsyncGenerator<ConnectorPage, string> {
  let latest = since;
  for (let page = 1; page <= lastPage; page += 1) {
    const { responses, unread } = await fetchPage(effects, base, { app, country, page });
    const recent = responses.filter((response) => isSince(response, since));
    if (recent.length > 0 || unread > 0) yield { responses: recent, unread };
    for (const response of recent) if (isSince(response, latest)) latest = response.submittedAt;
    if (recent.length < responses.length || responses.length + unread === 0) break;
  }
  return latest;
}

/** @example appStoreConnector({ kind: 'app-store', app: 8313, countries: ['us', 'de'], touchpoint: 'app' }) */
export const appStoreConnector = (
  { app, countries }: AppStoreSettings,
  base: URL = new URL('https://itunes.apple.com'),
): Connector =>
  async function* (effects, position) {
    const known = positions.parse(JSON.parse(position ?? '{}'));
    const next: Record<string, string> = {};
    for (const country of countries) {
      const since = known[country] ?? '1970-01-01';
      next[country] = yield* reviewsOf(effects, base, { app, country, since });
    }
    return JSON.stringify(next);
  };
