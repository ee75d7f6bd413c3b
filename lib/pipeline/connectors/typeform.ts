import { z } from 'zod';
import type { TypeformSettings } from '../../feedback/stream/connector-settings.ts';
import { readTypeformResponse } from '../../feedback/stream/webhooks/payloads.ts';
import { type Connector, entriesOf, type Listing, latestOf, pageOf } from './connector.ts';

/**
 * Completed responses of a form, as the Responses API of Typeform lists them: the latest first.
 * https://www.typeform.com/developers/responses/reference/retrieve-responses/
 */

/** The API gives up to 1,000; so few that an hour of them is one page, and a page of long texts small. */
const responsesOfPage = 100;

/** Responses may be listed half an hour late, behind ones that were submitted after them. */
const listedLateMs = 60 * 60_000;

const place = z.object({ token: z.string() });
const list = z.object({ items: z.array(z.unknown()) });

/** To the second, in UTC and without its letter, as the API wants it. */
const sinceOf = (position: string): string =>
  new Date(Date.parse(position) - listedLateMs).toISOString().slice(0, 19);

/** Each page is before the last response of the one before it. */
const listing: Listing<z.output<typeof list>> = {
  answer: list,
  entriesIn: ({ items }) => items,
  next: ({ items }) =>
    items.length < responsesOfPage ? undefined : ['before', place.parse(items.at(-1)).token],
  maxPages: Number.POSITIVE_INFINITY,
};

/** @example typeformConnector('shop-survey', { kind: 'typeform', form: 'lT4Z3j', host: 'api.typeform.com', touchpoint: 'checkout', solicited: true, fields: {} }) */
export const typeformConnector = (
  name: string,
  { form, host, fields }: TypeformSettings,
  base: URL = new URL(`https://${host}`),
): Connector =>
  async function* (effects, position) {
    const token = await effects.keyOf(name);
    const url = new URL(`/forms/${form}/responses`, base);
    url.searchParams.set('page_size', String(responsesOfPage));
    if (position !== undefined) url.searchParams.set('since', sinceOf(position));
    let latest = position;
    for await (const items of entriesOf(effects, listing, { first: url, token })) {
      const page = pageOf(items.map((item) => readTypeformResponse(item, fields)?.responses[0]));
      yield page;
      latest = latestOf(page.responses, latest);
    }
    return latest;
  };
