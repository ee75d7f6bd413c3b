import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VerbatimError } from '../errors.ts';

/** A port to be bound: 0 takes any that is free. `flag` is what the user can say to take another one. */
export interface PortWish {
  readonly port: number;
  readonly flag: string;
}

/** The error for a port that somebody else holds. */
export const portInUse = ({ port, flag }: PortWish, cause: unknown): VerbatimError =>
  new VerbatimError('port-in-use', `port ${port} on 127.0.0.1 is taken; choose another with ${flag}`, {
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
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });

/** Stops a server; connections that are kept alive are cut. */
export const closeServer = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
};
