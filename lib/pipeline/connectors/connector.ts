import type { z } from 'zod';
import type { StreamedResponse } from '../../feedback/stream/streamed-response.ts';

/** What a connector asks the outside with. */
export interface ConnectorEffects {
  /** The answer as JSON. Throws VerbatimError `unreachable` for anything else. */
  readonly getJson: (url: URL, token?: string) => Promise<unknown>;
  /** Sends a form, and gives the answer as JSON. Throws VerbatimError `unreachable` for anything else. */
  readonly postForm: (url: URL, form: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly now: () => Date;
  /** The key that the source issued. Throws VerbatimError `usage` where none is stored for it. */
  readonly keyOf: (connector: string) => Promise<string>;
}

export interface ConnectorPage {
  /** At most 500, each with an id. */
  readonly responses: readonly StreamedResponse[];
  /** Entries that no response could be made of. */
  readonly unread: number;
}

/** A page of entries that were read; those that could not be are undefined, and counted. */
export const pageOf = (read: readonly (StreamedResponse | undefined)[]): ConnectorPage => {
  const responses = read.filter((response) => response !== undefined);
  return { responses, unread: read.length - responses.length };
};

/** How a source lists its entries. */
export interface Listing<Answer> {
  readonly answer: z.ZodType<Answer>;
  readonly entriesIn: (answer: Answer) => readonly unknown[];
  /** The parameter that asks for the page after this one; undefined at the last one. */
  readonly next: (answer: Answer) => readonly [name: string, value: string] | undefined;
  /** Ends a list that never does. */
  readonly maxPages: number;
}

/** The entries of a list, page by page; nothing for a page without any. */
export async function* entriesOf<Answer>(
  { getJson }: Pick<ConnectorEffects, 'getJson'>,
  { answer: schema, entriesIn, next, maxPages }: Listing<Answer>,
  { first, token }: { readonly first: URL; readonly token: string },
): AsyncGenerator<readonly unknown[]> {
  const url = new URL(first);
  for (let page = 0; page < maxPages; page += 1) {
    const answer = schema.parse(await getJson(url, token));
    const entries = entriesIn(answer);
    if (entries.length > 0) yield entries;
    const parameter = next(answer);
    if (parameter === undefined) return;
    url.searchParams.set(...parameter);
  }
}

/** When the latest of these was written, or what was the latest before. */
export const latestOf = (
  responses: ConnectorPage['responses'],
  before: string | undefined,
): string | undefined =>
  responses.reduce(
    (latest, { submittedAt }) =>
      latest === undefined || Date.parse(submittedAt) > Date.parse(latest) ? submittedAt : latest,
    before,
  );

/**
 * A source of responses that is asked, instead of sending them. Yields pages of what was published or changed since the position, and
 * returns the position that the next run begins at. What it yields may have been yielded before.
 *
 * @param position what the last run returned; undefined for the first run
 */
export type Connector = (
  effects: ConnectorEffects,
  position: string | undefined,
) => AsyncGenerator<ConnectorPage, string | undefined>;
