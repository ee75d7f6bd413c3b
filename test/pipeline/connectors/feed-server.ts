import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';
import { getJson, keyAmong, postForm } from '../../../lib/runtime/connectors.ts';

/** What connectors ask with, on the first of June, with these keys. */
export const asking = (keys: Readonly<Record<string, string>>) => ({
  getJson,
  postForm,
  keyOf: keyAmong(async () => keys),
  now: () => new Date('2026-06-01T00:00:00Z'),
});

export interface Review {
  readonly id: string;
  readonly updated: string;
  readonly rating: number;
  readonly text: string;
}

/** An entry in the shape of the public feed, with values of our own. */
export const entryOf = ({ id, updated, rating, text }: Review) => ({
  author: { uri: { label: `https://itunes.apple.com/us/reviews/id${id}` }, name: { label: 'Jo' }, label: '' },
  updated: { label: updated },
  'im:rating': { label: String(rating) },
  'im:version': { label: '4.1' },
  id: { label: id },
  title: { label: 'After the update' },
  content: { label: text, attributes: { type: 'text' } },
  link: { attributes: { rel: 'related', href: 'https://itunes.apple.com/us/review' } },
  'im:voteSum': { label: '0' },
  'im:contentType': { attributes: { term: 'Application', label: 'Application' } },
  'im:voteCount': { label: '0' },
});

/** A page as the feed has it: no entry, one without a list, or several. */
export const pageOf = (reviews: readonly Review[], others: readonly unknown[] = []): string => {
  const entries = [...reviews.map(entryOf), ...others];
  const entry = entries.length === 1 ? entries[0] : entries;
  return JSON.stringify({
    feed: { author: { name: { label: 'iTunes Store' } }, ...(entries.length === 0 ? {} : { entry }) },
  });
};

export interface FeedServer {
  readonly base: URL;
  /** Paths that were asked for. */
  readonly asked: string[];
  stop(): Promise<void>;
}

/** What a request had besides its path. */
interface Given {
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

/** A server on this machine; a path without an answer is 404. */
export const startFeed = async (
  answer: (path: string, given: Given) => string | undefined,
): Promise<FeedServer> => {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { url = '', headers } = request;
    asked.push(url);
    const form = new URLSearchParams(await text(request));
    const body = answer(url, { authorization: headers.authorization, form });
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  const base = new URL(await listenOnLoopback(server, { port: 0, flag: '' }));
  return { base, asked, stop: () => closeServer(server) };
};
