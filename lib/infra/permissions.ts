import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { canaryPrefix } from '../store/keys.ts';
import {
  allowList,
  allowObjects,
  allowSecret,
  allowSend,
  allowSentimentDetection,
  allowTable,
  type TableRequest,
} from './access.ts';
import { grantLake, grantLakeErasure, grantLakeRemoval } from './analysis/lake.ts';
import type { PipelineFunction } from './pipeline-function.ts';
import type { Tables } from './tables.ts';
import type { WorkQueue } from './work-queue.ts';

export interface Queues {
  readonly ingest: WorkQueue;
  readonly analyze: WorkQueue;
  readonly summarize: WorkQueue;
}

export interface Functions {
  readonly ingest: PipelineFunction;
  readonly analyze: PipelineFunction;
  readonly summarize: PipelineFunction;
  readonly query: PipelineFunction;
  readonly deadLetter: PipelineFunction;
  readonly report: PipelineFunction;
  readonly collect: PipelineFunction;
  readonly lake: PipelineFunction;
  /** Only if the deployment has connectors. */
  readonly fetch?: PipelineFunction;
}

export interface Parts {
  readonly bucket: Bucket;
  readonly tables: Tables;
  readonly queues: Queues;
  readonly identityKey: Secret;
  /** Only if the deployment has webhooks. */
  readonly webhookSecrets?: Secret;
  readonly reportTopic: Topic;
}

/** To erase a person, files are rewritten, and everything that was made of them is searched. */
const grantErasure = ({ ingest, query, summarize }: Functions, { bucket, tables }: Parts): void => {
  allowObjects(ingest, bucket, { access: ['read', 'stream'], prefixes: ['uploads/'] });
  allowObjects(ingest, bucket, { access: ['read', 'write'], prefixes: ['erasures/', 'digests/'] });
  allowObjects(ingest, bucket, { access: ['write'], prefixes: ['config/outcomes/'] });
  allowObjects(ingest, bucket, { access: ['write', 'delete'], prefixes: ['moves/sources/'] });
  allowObjects(ingest, bucket, { access: ['read'], prefixes: ['chunks/', 'rejects/'] });
  allowObjects(query, bucket, { access: ['read', 'write'], prefixes: ['erasures/'] });
  allowObjects(ingest, bucket, { access: ['delete'], prefixes: ['erasures/open/'] });
  allowObjects(summarize, bucket, { access: ['read'], prefixes: ['erasures/open/'] });
  allowTable(ingest, tables.feedback, { requests: ['Query', 'BatchWriteItem'] });
};

/** What is old enough is removed, if `config/retention.yaml` says so: cells, files with what was made of them, and digests. */
const grantRetention = ({ summarize }: Functions, { bucket, tables }: Parts): void => {
  allowObjects(summarize, bucket, {
    access: ['delete'],
    prefixes: ['uploads/', 'chunks/', 'rejects/', 'digests/'],
  });
  // Example cells are removed from the mapping of a file that is removed.
  allowObjects(summarize, bucket, { access: ['write'], prefixes: ['batches/'] });
  allowTable(summarize, tables.feedback, { requests: ['BatchWriteItem'] });
  allowTable(summarize, tables.summaries, { requests: ['DeleteItem'] });
};

/** Every day a tiny file is uploaded, found in the tables, and removed. */
const grantCanary = ({ summarize }: Functions, { bucket }: Parts): void =>
  allowObjects(summarize, bucket, {
    access: ['read', 'write'],
    prefixes: [canaryPrefix],
  });

/** What the page and the command line upload, export and edit. */
const grantQuery = ({ query }: Functions, { bucket, tables }: Parts): void => {
  allowObjects(query, bucket, { access: ['read'], prefixes: ['rejects/', 'digests/'] });
  // Uploads of the page wait in staging/, are previewed there, and become uploads when they are confirmed.
  allowObjects(query, bucket, { access: ['read', 'write', 'delete'], prefixes: ['staging/'] });
  // An export that is too large for an answer waits there for its download.
  allowObjects(query, bucket, { access: ['read', 'write'], prefixes: ['exports/'] });
  // A corrected mapping is stored next to the file, with the earlier one.
  allowObjects(query, bucket, { access: ['read', 'write'], prefixes: ['uploads/'] });
  // What is edited on the page or by a command: each file with the state before under config/history/.
  allowObjects(query, bucket, { access: ['write'], prefixes: ['config/'] });
  // What is to be analyzed again is written down before its first message.
  allowObjects(query, bucket, { access: ['write'], prefixes: ['batches/'] });
  // Corrections and follow-up are stored next to the responses.
  allowTable(query, tables.feedback, { requests: ['Query', 'PutItem'] });
  allowTable(query, tables.summaries, {
    requests: ['GetItem', 'BatchGetItem', 'Query'],
    indexes: ['by-period'],
  });
};

/** Responses of the API wait one by one, until they are collected into files. */
const grantStream = ({ query, collect }: Functions, { bucket, webhookSecrets }: Parts): void => {
  if (webhookSecrets !== undefined) allowSecret(query, webhookSecrets);
  allowObjects(query, bucket, { access: ['write'], prefixes: ['stream/'] });
  allowList(collect, bucket);
  allowObjects(collect, bucket, { access: ['read', 'delete'], prefixes: ['stream/'] });
  allowObjects(collect, bucket, { access: ['write'], prefixes: ['uploads/stream/'] });
  allowObjects(collect, bucket, { access: ['read', 'write'], prefixes: ['collecting/'] });
};

/** The state of a batch is one item with some beside it; each step that works on a batch does all of this. */
const batchRequests: readonly TableRequest[] = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'];

/** The permissions of each function; docs/permissions.md has the reason of each, and a test compares the two. */
export const grant = (functions: Functions, parts: Parts): void => {
  grantErasure(functions, parts);
  grantQuery(functions, parts);
  grantRetention(functions, parts);
  grantCanary(functions, parts);
  grantStream(functions, parts);
  grantLake(functions.lake, parts);
  grantLakeErasure(functions.ingest, parts);
  grantLakeRemoval(functions.summarize, parts);
  const { ingest, analyze, summarize, query, deadLetter } = functions;
  const { bucket, tables, queues, identityKey } = parts;
  const everyone = [ingest, analyze, summarize, query, deadLetter];
  for (const to of everyone) {
    allowList(to, bucket);
    allowObjects(to, bucket, { access: ['read'], prefixes: ['batches/', 'moves/'] });
    const indexes = [ingest, summarize, query].includes(to) ? ['by-upload'] : [];
    allowTable(to, tables.batches, { requests: batchRequests, indexes });
  }
  for (const to of [ingest, analyze, summarize, query])
    allowObjects(to, bucket, { access: ['read'], prefixes: ['config/'] });
  allowObjects(ingest, bucket, { access: ['write'], prefixes: ['chunks/'] });
  allowObjects(ingest, bucket, { access: ['stream'], prefixes: ['batches/', 'rejects/'] });
  // What one function knows of a file when its time is over, for the next one.
  allowObjects(ingest, bucket, { access: ['read', 'stream', 'delete'], prefixes: ['checkpoints/'] });
  allowObjects(analyze, bucket, { access: ['read'], prefixes: ['chunks/'] });
  // Which cells responses left is written here before the table refers to it; merged places replace those they were made of.
  allowObjects(analyze, bucket, { access: ['write', 'delete'], prefixes: ['moves/'] });

  // Responses are written; those of an undone batch removed; stored ones analyzed again.
  allowTable(analyze, tables.feedback, { requests: ['Query', 'BatchWriteItem', 'UpdateItem'] });
  // A search for moved responses that was given up may have left what no longer holds: it is removed.
  allowTable(deadLetter, tables.feedback, { requests: ['BatchWriteItem'] });
  allowTable(summarize, tables.feedback, { requests: ['Query'] });
  allowTable(summarize, tables.summaries, {
    requests: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    indexes: ['by-period'],
  });
  // Known touchpoints and undated responses before a file is read; issued digests when a person is erased.
  allowTable(ingest, tables.summaries, { requests: ['Query'], indexes: ['by-period'] });

  // The step that brings in the last piece of a batch finishes it: has it summarized, and older batches of its content undone.
  for (const to of everyone) {
    allowSend(to, queues.ingest.queue);
    allowSend(to, queues.summarize.queue);
  }
  for (const to of [ingest, analyze, query]) allowSend(to, queues.analyze.queue);
  allowSecret(ingest, identityKey);
  allowSentimentDetection(analyze);
};
