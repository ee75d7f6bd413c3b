import { region } from '../cloud/intrinsics.ts';

/** Invalid credentials, so that real ones are never used; the emulated S3 knows one key, the others accept any. */
const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** The settings of every SDK client of the local cloud, besides its endpoint. */
export const clientSettings = {
  region,
  credentials,
  // The emulated S3 does not read bodies with trailing checksums.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/** The addresses of the local services. */
export interface Endpoints {
  readonly api: string;
  readonly s3: string;
  readonly sqs: string;
  readonly dynamodb: string;
}

/** The environment that directs the SDK clients of a child process to the local services, and nowhere else. */
export const clientEnvironment = (
  endpoints: Endpoints,
  secrets: string,
  outbox: string,
): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: 'true',
  // Services without an endpoint below end here, and are refused: nothing leaves this machine.
  AWS_ENDPOINT_URL: secrets,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
  AWS_ENDPOINT_URL_SNS: outbox,
  AWS_ENDPOINT_URL_SESV2: outbox,
  AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
  AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
});
