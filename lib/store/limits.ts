/**
 * The limits of the services, in one table. The stores keep to it, the stores of the tests refuse what exceeds it, and data
 * is cut or refused before it gets there.
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
  /** Read by one page of a query. */
  queryPageBytes: 1024 * 1024,
  itemsPerBatchWrite: 25,
  keysPerBatchGet: 100,
  /** A batch write request, or the response to a batch read. */
  batchBytes: 16 * 1024 * 1024,
  /** A message, and all messages of one send together. */
  messageBytes: 1024 * 1024,
  messagesPerSend: 10,
  /** Every part of a multipart object, except the last. */
  partBytes: 5 * 1024 * 1024,
  /** The event of a function, or its response: 6 MB. */
  invocationBytes: 6 * 1024 * 1024,
} as const;
