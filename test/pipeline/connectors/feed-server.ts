import { createServer } from 'node:http';
import { closeServer, listenOnLoopback } from '../../../lib/local/emulators/loopback.ts';

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

/** A server on this machine; a path without an answer is 404. */
export const startFeed = async (answer: (path: string) => string | undefined): Promise<FeedServer> => {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const body = answer(url);
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  const base = new URL(await listenOnLoopback(server, { port: 0, flag: '' }));
  return { base, asked, stop: () => closeServer(server) };
};
