/**
 * What the services take at most: the one table of it. The stores keep to it, the stores of the tests refuse what is over it, and what
 * is written is cut or refused before it gets there.
 *
 * Sources: DynamoDB developer guide, "Quotas in Amazon DynamoDB" and the API pages of BatchWriteItem, BatchGetItem and Query; SQS developer
 * guide, "Amazon SQS message quotas" and "Amazon SQS batch actions" (1 MiB since August 2025, 256 KiB before); Lambda developer guide,
 * "Lambda quotas"; S3 user guide, "Multipart upload limits".
 */
export const limits = {
  /** An item of a table, names of attributes included. */
  itemBytes: 400 * 1024,
  partitionKeyBytes: 2048,
  sortKeyBytes: 1024,
  /** What one page of a query reads. */
  queryPageBytes: 1024 * 1024,
  itemsPerBatchWrite: 25,
  keysPerBatchGet: 100,
  /** The request of a batch of writes, or the answer to a batch of reads. */
  batchBytes: 16 * 1024 * 1024,
  /** A message, and all messages of one send together. */
  messageBytes: 1024 * 1024,
  messagesPerSend: 10,
  /** Every part of an object that is made of parts, but the last. */
  partBytes: 5 * 1024 * 1024,
  /** The event that a function is called with, or its answer: 6 MB. */
  invocationBytes: 6 * 1024 * 1024,
} as const;
