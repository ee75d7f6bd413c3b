import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import { VerbatimError } from '../../errors.ts';

/** A port to be bound: 0 takes any that is free. `flag` is what the user can say to take another one. */
export interface PortWish {
  readonly port: number;
  readonly flag: string;
}

/** The error for a port that somebody else holds. */
export const portInUse = ({ port, flag }: PortWish, cause: unknown): VerbatimError =>
  new VerbatimError('port-in-use', `port ${port} on 127.0.0.1 is in use; choose another with ${flag}`, {
    cause,
  });

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

/**
 * Starts to listen on the loopback interface, and on no other.
 *
 * @returns where: `http://127.0.0.1:PORT`.
 * @throws VerbatimError `port-in-use`, naming the port and the flag.
 */
export const listenOnLoopback = (server: Server, wish: PortWish): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(isTaken(error) ? portInUse(wish, error) : error));
    server.listen(wish.port, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(`http://127.0.0.1:${address.port}`);
    });
  });

const localName = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/**
 * Whether a request comes from this machine's own programs or pages. Feedback must not be readable to a page on the web that
 * a browser on this machine has open: neither across origins, nor by a name of its own that resolves to 127.0.0.1.
 */
export const isLocalCaller = ({ host, origin }: IncomingHttpHeaders): boolean =>
  localName.test(host ?? '') && (origin === undefined || localName.test(origin.replace(/^https?:\/\//, '')));

/** The listener, for local callers; others are refused. */
export const localOnly =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (isLocalCaller(request.headers)) listener(request, response);
    else response.writeHead(403).end();
  };

/** Stops a server; connections that are kept alive are cut. */
export const closeServer = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
};
