import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TopicPlan } from '../../lib/local/cloud/plan.ts';
import { clientSettings } from '../../lib/local/emulators/clients.ts';
import { startOutbox } from '../../lib/local/emulators/outbox.ts';
import { bedrockNarrate } from '../../lib/notify/bedrock.ts';
import { sesMail } from '../../lib/notify/ses.ts';
import { snsNotify } from '../../lib/notify/sns.ts';

/** The real clients of the SDK, over HTTP: to the outbox of the local cloud, and to answers as the services give them. */

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe('the outbox', () => {
  const topic = 'arn:aws:sns:us-east-1:000000000000:reports';
  let directory: string;
  let endpoint: string;
  let subjects: string[];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'verbatim-outbox-'));
    subjects = [];
    const outbox = await startOutbox(directory, [{ name: 'reports', arn: topic } as TopicPlan], (subject) => {
      subjects.push(subject);
    });
    endpoint = outbox.endpoint;
    stops.push(outbox.stop, () => rmSync(directory, { recursive: true }));
  });

  const notices = () =>
    readFileSync(join(directory, 'notices.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test('keeps what is published to a topic, and prints a line', async () => {
    const notify = snsNotify(new SNSClient({ ...clientSettings, endpoint }), topic);
    await notify({ subject: 'Déjà vu, the week of 25 May 2026', text: 'NPS was −50 & falling.\nSo it was.' });
    expect(notices()).toMatchObject([
      {
        topic: 'reports',
        subject: 'Deja vu, the week of 25 May 2026',
        text: 'NPS was −50 & falling.\nSo it was.',
      },
    ]);
    expect(subjects).toEqual(['Deja vu, the week of 25 May 2026']);
  });

  test('truncates a subject to the hundred characters that SNS accepts', async () => {
    const notify = snsNotify(new SNSClient({ ...clientSettings, endpoint }), topic);
    await notify({ subject: 'x'.repeat(300), text: 'y' });
    expect(subjects).toEqual(['x'.repeat(100)]);
  });

  test('refuses a topic that is not in the template', async () => {
    const notify = snsNotify(
      new SNSClient({ ...clientSettings, endpoint, maxAttempts: 1 }),
      `${topic}-other`,
    );
    await expect(notify({ subject: 'a', text: 'b' })).rejects.toThrow('no such topic');
  });

  test('keeps a mail as a page, next to its recipient', async () => {
    const mail = sesMail(new SESv2Client({ ...clientSettings, endpoint }), 'digests@example.org');
    for (const to of ['a@example.org', 'b@example.org'])
      await mail({ to, subject: 'Digest', html: '<p>−50</p>' });
    const files = readdirSync(directory).toSorted();
    const pages = files.filter((name) => name.endsWith('.html'));
    expect(pages.map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual([
      '<p>−50</p>',
      '<p>−50</p>',
    ]);
    const recipients = files
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')) as object);
    expect(recipients).toEqual([
      { to: ['a@example.org'], subject: 'Digest' },
      { to: ['b@example.org'], subject: 'Digest' },
    ]);
  });
});

describe('a model', () => {
  const asked: { path: string | undefined; body: unknown }[] = [];

  /** The client speaks HTTP/2 to models. */
  const listening = async (server: Http2Server): Promise<string> => {
    server.on('session', (session) => stops.push(() => session.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => {
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const modelAnswering = async (status: number, body: object) => {
    asked.length = 0;
    const server = createServer(async (request, response) => {
      asked.push({ path: request.url, body: await json(request) });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    const endpoint = await listening(server);
    const client = new BedrockRuntimeClient({
      ...clientSettings,
      endpoint,
      maxAttempts: 1,
      token: { token: 'none' },
    });
    return bedrockNarrate(client, 'maker.model-1:0');
  };

  test('is called once, at temperature 0, and its text is returned unchanged', async () => {
    const narrate = await modelAnswering(200, {
      metrics: { latencyMs: 812 },
      output: {
        message: { content: [{ text: '[1] One line.' }, { text: '\n[2] Another.' }], role: 'assistant' },
      },
      stopReason: 'end_turn',
      usage: { inputTokens: 312, outputTokens: 41, totalTokens: 353 },
    });
    expect(await narrate('the prompt')).toBe('[1] One line.\n[2] Another.');
    expect(asked).toEqual([
      {
        path: '/model/maker.model-1%3A0/converse',
        body: {
          messages: [{ role: 'user', content: [{ text: 'the prompt' }] }],
          inferenceConfig: { maxTokens: 1200, temperature: 0 },
        },
      },
    ]);
  });

  test('that is not permitted is an error', async () => {
    const narrate = await modelAnswering(403, { message: 'You don’t have access to the model.' });
    await expect(narrate('the prompt')).rejects.toThrow();
  });

  test('without a text is an error', async () => {
    const narrate = await modelAnswering(200, {
      output: { message: { content: [], role: 'assistant' } },
      stopReason: 'end_turn',
      usage: { inputTokens: 1, outputTokens: 0, totalTokens: 1 },
    });
    await expect(narrate('the prompt')).rejects.toMatchObject({ code: 'unreachable' });
  });
});
