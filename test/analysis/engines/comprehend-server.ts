import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ComprehendClient } from '@aws-sdk/client-comprehend';
import { comprehendEffects } from '../../../lib/runtime/connect-comprehend.ts';

/** What a request holds, as the service is sent it. */
export interface Received {
  readonly target: string | undefined;
  readonly TextList: readonly string[];
  readonly LanguageCode: string;
}

/** A status and a body, as the service sends them. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** The body that the service's documentation shows for a text, for each text of the request. */
export const results = (count: number, failing: readonly number[] = []): Reply => ({
  status: 200,
  body: {
    ResultList: Array.from({ length: count }, (_, Index) => ({
      Index,
      Sentiment: 'NEGATIVE',
      SentimentScore: {
        Mixed: 0.00019498742767609656,
        Negative: 0.9995445609092712,
        Neutral: 0.00014722718333359808,
        Positive: 0.00011316669406369328,
      },
    })).filter(({ Index }) => !failing.includes(Index)),
    ErrorList: failing.map((Index) => ({
      Index,
      ErrorCode: 'INTERNAL_SERVER_ERROR',
      ErrorMessage: 'An internal server error occurred.',
    })),
  },
});

/** An error of the JSON 1.1 protocol. */
export const failure = (status: number, type: string): Reply => ({
  status,
  body: { __type: type, Message: 'as the service words it' },
});

export interface ComprehendServer {
  readonly received: Received[];
  readonly waits: number[];
  /** Real requests of the SDK to this server; waits are noted, not waited. */
  readonly effects: ReturnType<typeof comprehendEffects>;
  stop(): Promise<void>;
}

/** A service on 127.0.0.1 that answers each request by `reply`. */
export const startComprehend = async (
  reply: (request: Received, number: number) => Reply,
): Promise<ComprehendServer> => {
  const received: Received[] = [];
  const waits: number[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    received.push({ target: request.headers['x-amz-target'] as string, ...body });
    const { status, body: answer } = reply(received.at(-1) as Received, received.length);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new ComprehendClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
  };
  return {
    received,
    waits,
    effects: comprehendEffects(client, { wait, random: () => 0.5 }),
    async stop() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
