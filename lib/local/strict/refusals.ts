import type { ServerResponse } from 'node:http';

/** Why a service refuses a request, in words of no protocol. */
export type Refusal =
  | 'denied'
  | 'unsigned'
  | 'unknown-key'
  | 'mismatch'
  | 'expired'
  | 'unknown-call'
  | 'throttled';

/** Each refusal by the protocols: JSON (tables, queues, secrets, mail), XML of S3, XML of SNS. */
const codes: Readonly<Record<Refusal, Readonly<Record<'json' | 's3' | 'sns', string>>>> = {
  denied: { json: 'AccessDeniedException', s3: 'AccessDenied', sns: 'AuthorizationError' },
  unsigned: {
    json: 'MissingAuthenticationTokenException',
    s3: 'AccessDenied',
    sns: 'MissingAuthenticationToken',
  },
  'unknown-key': {
    json: 'UnrecognizedClientException',
    s3: 'InvalidAccessKeyId',
    sns: 'InvalidClientTokenId',
  },
  mismatch: { json: 'InvalidSignatureException', s3: 'SignatureDoesNotMatch', sns: 'SignatureDoesNotMatch' },
  expired: { json: 'InvalidSignatureException', s3: 'RequestTimeTooSkewed', sns: 'SignatureDoesNotMatch' },
  'unknown-call': { json: 'UnknownOperationException', s3: 'NotImplemented', sns: 'InvalidAction' },
  throttled: { json: 'ThrottlingException', s3: 'SlowDown', sns: 'Throttling' },
};

const statusOf = (refusal: Refusal): number => {
  if (refusal === 'unknown-call') return 501;
  return refusal === 'throttled' ? 400 : 403;
};

/** Answers as the service of the request would: an error that its client understands. */
export const refuse = (
  response: ServerResponse,
  {
    service,
    refusal,
    message,
  }: { readonly service: string; readonly refusal: Refusal; readonly message: string },
): void => {
  const code = codes[refusal];
  if (service === 's3') {
    response
      .writeHead(statusOf(refusal), { 'content-type': 'application/xml' })
      .end(
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code.s3}</Code><Message>${message}</Message></Error>`,
      );
    return;
  }
  if (service === 'sns') {
    response
      .writeHead(statusOf(refusal), { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code.sns}</Code><Message>${message}</Message></Error></ErrorResponse>`,
      );
    return;
  }
  response
    .writeHead(service === 'ses' ? statusOf(refusal) : 400, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-errortype': code.json,
    })
    .end(JSON.stringify({ __type: code.json, message }));
};
