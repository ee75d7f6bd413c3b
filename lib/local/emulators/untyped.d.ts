/** Types for the parts of two untyped packages that are used here. */

declare module 'dynalite' {
  import type { RequestListener, Server } from 'node:http';

  type Dynalite = { listeners(event: 'request'): RequestListener[] } & Server;
  const dynalite: (options: { path?: string; createTableMs?: number }) => Dynalite;
  export default dynalite;
}

declare module '@20minutes/s3rver' {
  import type { EventEmitter } from 'node:events';
  import type { RequestListener } from 'node:http';
  import type { Readable } from 'node:stream';

  export interface S3Store {
    getMetadata(bucket: string, key: string): Promise<{ etag: string }>;
    getResourcePath(bucket: string, key: string, resource: 'metadata.json'): string;
    /** Writes a body to a path, and returns its length in bytes and its MD5 in hexadecimal. */
    putContent(path: string, body: Buffer | Readable): Promise<[number, string]>;
  }
  export interface S3Context {
    readonly method: string;
    readonly path: string;
    readonly query: Record<string, string | string[] | undefined>;
    readonly headers: Record<string, string | undefined>;
    readonly store: S3Store;
    status: number;
    type: string;
    body: unknown;
  }
  export interface S3Event {
    readonly Records: readonly {
      readonly eventName: string;
      readonly s3: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
    }[];
  }
  export type S3Middleware = (context: S3Context, next: () => Promise<void>) => Promise<void>;

  export default class S3rver extends EventEmitter {
    constructor(options: {
      silent: boolean;
      directory: string;
      allowMismatchedSignatures: boolean;
      vhostBuckets: boolean;
      configureBuckets: readonly { name: string }[];
    });
    readonly store: S3Store;
    readonly middleware: S3Middleware[];
    configureBuckets(): Promise<unknown>;
    callback(): RequestListener;
  }
}
