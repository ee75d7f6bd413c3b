import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { TopicPlan } from '../cloud/plan.ts';
import { closeServer, listenOnLoopback, localOnly } from './loopback.ts';

const mail = z.object({
  Destination: z.object({ ToAddresses: z.array(z.string()) }),
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Html: z.object({ Data: z.string() }) }),
    }),
  }),
});

/** Where notifications and mails go that would leave the machine: files. */
class Outbox {
  readonly #directory: string;
  readonly #topics: ReadonlySet<string>;
  readonly #onNotice: (subject: string) => void;
  #mails = 0;

  constructor(directory: string, topics: readonly TopicPlan[], onNotice: (subject: string) => void) {
    this.#directory = directory;
    this.#topics = new Set(topics.map(({ arn }) => arn));
    this.#onNotice = onNotice;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.url === '/v2/email/outbound-emails') await this.#takeMail(body, response);
    else await this.#takeNotice(new URLSearchParams(body), response);
  }

  async #takeNotice(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const topic = form.get('TopicArn') ?? '';
    response.setHeader('content-type', 'text/xml');
    if (form.get('Action') !== 'Publish' || !this.#topics.has(topic)) {
      response
        .writeHead(404)
        .end(
          '<ErrorResponse><Error><Code>NotFound</Code><Message>no such topic</Message></Error></ErrorResponse>',
        );
      return;
    }
    const [subject, message] = [form.get('Subject') ?? '', form.get('Message') ?? ''];
    const line = { at: new Date().toISOString(), topic: topic.split(':').at(-1), subject, text: message };
    await appendFile(join(this.#directory, 'notices.jsonl'), `${JSON.stringify(line)}\n`);
    this.#onNotice(subject);
    response.end(
      '<PublishResponse><PublishResult><MessageId>local</MessageId></PublishResult></PublishResponse>',
    );
  }

  async #takeMail(body: string, response: ServerResponse): Promise<void> {
    const { Destination, Content } = mail.parse(JSON.parse(body));
    this.#mails += 1;
    const name = `mail-${Date.now()}-${this.#mails}`;
    await writeFile(join(this.#directory, `${name}.html`), Content.Simple.Body.Html.Data);
    await writeFile(
      join(this.#directory, `${name}.json`),
      JSON.stringify({ to: Destination.ToAddresses, subject: Content.Simple.Subject.Data }),
    );
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ MessageId: name }));
  }
}

/**
 * Serves `Publish` of SNS for the topics of the plan, and `SendEmail` of SES. A notification is a line of `notices.jsonl`, a mail a page
 * with its recipients next to it; nothing is sent.
 */
export const startOutbox = async (
  directory: string,
  topics: readonly TopicPlan[],
  onNotice: (subject: string) => void,
): Promise<{ endpoint: string; stop: () => Promise<void> }> => {
  await mkdir(directory, { recursive: true });
  const outbox = new Outbox(directory, topics, onNotice);
  const server = createServer(
    localOnly((request, response) => {
      outbox.answer(request, response).catch(() => response.writeHead(400).end());
    }),
  );
  const endpoint = await listenOnLoopback(server, { port: 0, flag: '' });
  return { endpoint, stop: () => closeServer(server) };
};
