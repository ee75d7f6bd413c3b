import { z } from 'zod';

/** The environment of every function, set by the stack and read once at cold start. */
export const environment = z.object({
  /** One private bucket: uploads/, staging/, stream/, chunks/, batches/, moves/, rejects/, config/, digests/. */
  BUCKET: z.string(),
  FEEDBACK_TABLE: z.string(),
  SUMMARIES_TABLE: z.string(),
  BATCHES_TABLE: z.string(),
  INGEST_QUEUE_URL: z.string(),
  ANALYZE_QUEUE_URL: z.string(),
  SUMMARIZE_QUEUE_URL: z.string(),
  /** The key of ids and respondent hashes, 64 hexadecimal digits in Secrets Manager; never rotates. */
  IDENTITY_KEY_SECRET_ARN: z.string(),
  /** IANA time zone that defines days, fixed for the deployment. */
  REPORTING_TIME_ZONE: z.string(),
  /** ISO 3166 country whose phone numbers are written without a prefix. */
  PHONE_COUNTRY: z.string().length(2),
  /** Set by Lambda. */
  AWS_REGION: z.string().exactOptional(),
  /** The topic for digests and alerts. */
  REPORT_TOPIC_ARN: z.string(),
  /** The secrets of webhooks in Secrets Manager; without it no webhook is accepted. */
  WEBHOOK_SECRETS_ARN: z.string().exactOptional(),
  /** The keys of connectors in Secrets Manager; set for fetch only. */
  CONNECTOR_KEYS_ARN: z.string().exactOptional(),
  /** A verified address of Amazon SES; without it no mail is sent. */
  DIGEST_SENDER: z.string().exactOptional(),
  /** A foundation model of Amazon Bedrock; without it digests have their plain sentences. */
  NARRATIVE_MODEL: z.string().exactOptional(),
});
export type Environment = z.infer<typeof environment>;
