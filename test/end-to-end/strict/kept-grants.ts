/** Grants that the main ways do not need, and why each is kept. A grant is named by function, action and resource. */
export const keptGrants: readonly (readonly [RegExp, string])[] = [
  [/ sqs:GetQueueUrl /, 'given by the CDK with each event source'],
  [/ xray:/, 'traces, which the runtime writes'],
  [
    / sqs:ChangeMessageVisibility /,
    'given by the CDK with each event source; ingest, analyze and summarize put failed messages off',
  ],
  [/^(ingest|lake) s3:AbortMultipartUpload /, 'a stream that fails drops its parts'],
  [/^ingest s3:.* .*checkpoints/, 'a file whose reading takes longer than one function has'],
  [/^ingest s3:PutObject .*(digests|outcomes)/, 'quotes in digests and outcomes of a person who is erased'],
  [/^ingest dynamodb:Query .*summaries-table$/, 'issued digests, for an erasure'],
  [/^analyze s3:DeleteObject .*moves/, 'places are merged after many batches of a source'],
  [/^analyze sqs:SendMessage .*analyze-queue$/, 'a chunk for a run that took over'],
  [/^analyze comprehend:/, 'only where config/languages.yaml names it'],
  [
    /^(analyze|summarize|dead-letter) sqs:SendMessage .*ingest-queue$/,
    'older batches of the same content are undone',
  ],
  [
    /^(ingest|analyze|query|dead-letter) dynamodb:DeleteItem .*batches-table$/,
    'a failure that is tried again is forgotten',
  ],
  [/^summarize s3:GetObject .*(batches|moves)/, 'the hourly sweep where a message was lost'],
  [/^summarize s3:GetObject .*erasures/, 'an erasure whose message was lost hours ago is sent again'],
  [/^query s3:(Get|Put)Object .*exports/, 'an export over 6 MB'],
  [/^query s3:GetObject .*(uploads|moves)/, 'a corrected mapping; the preview of an undo of moved responses'],
  [/^query sqs:SendMessage .*summarize-queue$/, 'failed summaries are tried again'],
  [/^dead-letter /, 'a file, an undo, a summary or moves that were given up; here a chunk was'],
  [/^report s3:GetObject .*digests/, 'a digest that was issued before'],
  [
    /^report dynamodb:(Query|GetItem) .*(feedback|batches)-table$/,
    'quotes of a digest, from batches that count',
  ],
  [/^report dynamodb:BatchGetItem .*summaries-table$/, 'facets of findings'],
];
