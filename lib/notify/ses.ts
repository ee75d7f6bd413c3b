import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from '../pipeline/report/report-effects.ts';

/** Mails pages from a verified address. */
export const sesMail =
  (client: SESv2Client, sender: string): Mail =>
  async ({ to, subject, html }) => {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: sender,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            Body: { Html: { Data: html, Charset: 'UTF-8' } },
          },
        },
      }),
    );
  };
