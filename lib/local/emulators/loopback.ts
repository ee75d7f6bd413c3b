import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import { VerbatimError } from '../../errors.ts';

/** A port to listen on: 0 takes any free one. `flag` is the option to choose another. */
export interface PortWish {
  readonly port: number;
  readonly flag: string;
}

/** The error for a port in use. */
export const portInUse = ({ port, flag }: PortWish, cause: unknown): VerbatimError =>
  new VerbatimError('port-in-use', `port ${port} on 127.0.0.1 is in use; choose another with ${flag}`, {
    cause,
  });

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

/**
 * Listens on the loopback interface only. An idle connection is left to its client: one that the server closed just as a client under load
 * wrote to it would be reset, and the request lost.
 *
 * @returns where: `http://127.0.0.1:PORT`.
 * @throws VerbatimError `port-in-use`, naming the port and the flag.
 */
export const listenOnLoopback = (server: Server, wish: PortWish): Promise<string> =>
  new Promise((resolve, reject) => {
    server.keepAliveTimeout = 0;
    server.once('error', (error) => reject(isTaken(error) ? portInUse(wish, error) : error));
    server.listen(wish.port, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(`http://127.0.0.1:${address.port}`);
    });
  });

const localName = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/**
 * Whether a request comes from this machine's own programs or pages. A web page that is open in a browser on this machine must not read
 * feedback: neither across origins, nor through a host name of its own that resolves to 127.0.0.1.
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

/** Stops a server; open connections are closed. */
export const closeServer = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
};
