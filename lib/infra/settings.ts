import { VerbatimError } from '../errors.ts';
import { nearNames } from '../feedback/mapping/near-names.ts';

/** The settings of a deployment: each is a key of `verbatim.config.yaml`, or a CDK context value (`cdk deploy -c alarmEmail=…`), which wins. */
export interface Settings {
  /** Name of the CloudFormation stack, `Verbatim` by default: two names make two deployments in one account. */
  readonly stackName: string;
  /** IANA time zone that defines days, `UTC` by default. Fixed once feedback is stored: cells are its days. */
  readonly reportingTimeZone: string;
  /** ISO 3166 country whose phone numbers are written without a prefix, `US` by default. */
  readonly phoneCountry: string;
  /** Who gets the alarms by mail; nobody by default, the topic is in the outputs. */
  readonly alarmEmail?: string;
  /** Who gets digests and alerts by mail from the topic; nobody by default, the topic is in the outputs. */
  readonly reportEmail?: string;
  /** An address verified in Amazon SES from which digests are mailed as pages; none are by default. */
  readonly digestSender?: string;
  /** A foundation model of Amazon Bedrock, or an inference profile of one (`us.…`), that may rephrase digests; none does by default. */
  readonly narrativeModel?: string;
  /**
   * How many functions the pipeline may run at once, 8 by default: a new account has 10, and the API needs some of them. A fifth each reads files and
   * summarizes, the rest scores chunks; none has fewer than two.
   */
  readonly concurrency: number;
  /** Whether others may send responses by webhooks, `false` by default: a route without a caller's identity, and a secret of each sender. */
  readonly webhooks: boolean;
  /** Whether sources are asked for new responses every hour, `false` by default: `config/connectors.yaml` says which. */
  readonly connectors: boolean;
  /** Whether the web page is deployed, `true` by default; without it the API is read by scripts. */
  readonly page: boolean;
  /** The page's own domain, `feedback.example.org`; CloudFront's by default. Needs `pageCertificateArn`. */
  readonly pageDomain?: string;
  /** ARN of the certificate of that domain, in us-east-1. */
  readonly pageCertificateArn?: string;
  /** ARN of a WAF web ACL of scope CLOUDFRONT in front of the page; none by default. */
  readonly webAclArn?: string;
}

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

interface Rule {
  /** In words, for the error. */
  readonly expected: string;
  readonly holds: (text: string) => boolean;
}

const required = (name: string, value: unknown, { expected, holds }: Rule): string => {
  if (typeof value === 'string' && holds(value)) return value;
  throw new VerbatimError('usage', `setting ${name} is invalid`, {
    expected,
    got: JSON.stringify(value),
  });
};

const trueOrFalse = (name: string, value: unknown): boolean =>
  required(name, String(value), {
    expected: 'true or false',
    holds: (text) => ['true', 'false'].includes(text),
  }) === 'true';

type OptionalName =
  | 'alarmEmail'
  | 'reportEmail'
  | 'digestSender'
  | 'narrativeModel'
  | 'pageDomain'
  | 'pageCertificateArn'
  | 'webAclArn';

const address: Rule = {
  expected: 'an e-mail address',
  holds: (text) => /^[^@\s]+@[^@\s]+$/.test(text),
};

/** Checked where it is given; absent where it is not. */
const optional = (
  context: (name: string) => unknown,
  name: OptionalName,
  rule: Rule,
): Pick<Settings, OptionalName> => {
  const value = context(name);
  return value === undefined ? {} : { [name]: required(name, value, rule) };
};

/** Every setting, in the order of the documentation. */
export const settingNames = [
  'stackName',
  'reportingTimeZone',
  'phoneCountry',
  'alarmEmail',
  'reportEmail',
  'digestSender',
  'narrativeModel',
  'concurrency',
  'webhooks',
  'connectors',
  'page',
  'pageDomain',
  'pageCertificateArn',
  'webAclArn',
] as const satisfies readonly (keyof Settings)[];

/** Context of the CDK itself: feature flags (`@aws-cdk/…`), look-ups (`hosted-zone:…`), switches of its command line. */
const isOfCdk = (name: string): boolean =>
  /[:/]|^(?:cli-telemetry|acknowledged-issue-numbers|tree)$/.test(name);

/** A mistyped setting would leave its default, and the reporting time zone can't be changed later. */
const refuseUnknown = (names: readonly string[]): void => {
  const known: readonly string[] = settingNames;
  const unknown = names.find((name) => !known.includes(name) && !isOfCdk(name));
  if (unknown === undefined) return;
  const near = nearNames(unknown, known);
  throw new VerbatimError('usage', 'unknown context setting', {
    expected: near.length > 0 ? near.join(' or ') : `one of ${known.join(', ')}`,
    got: unknown,
  });
};

/**
 * The settings of a deployment from what was given, defaults filled in.
 *
 * @throws VerbatimError `usage` for a setting that does not exist, with the names that come near, and for a zone or a country that does not
 *   exist, before anything is deployed with it.
 * @example settingsFromContext({ reportingTimeZone: 'Europe/Berlin' })
 */
export const settingsFromContext = (given: Readonly<Record<string, unknown>>): Settings => {
  refuseUnknown(Object.keys(given));
  const context = (name: string): unknown => given[name];
  return {
    stackName: required('stackName', context('stackName') ?? 'Verbatim', {
      expected: 'a stack name',
      holds: (name) => /^[A-Za-z][A-Za-z0-9-]{0,40}$/.test(name),
    }),
    reportingTimeZone: required('reportingTimeZone', context('reportingTimeZone') ?? 'UTC', {
      expected: 'an IANA time zone such as Europe/Berlin',
      holds: isTimeZone,
    }),
    phoneCountry: required('phoneCountry', context('phoneCountry') ?? 'US', {
      expected: 'a two-letter country such as US',
      holds: (country) => /^[A-Z]{2}$/.test(country),
    }),
    concurrency: Number(
      required('concurrency', String(context('concurrency') ?? 8), {
        expected: 'a whole number from 8 to 5000',
        holds: (text) => /^\d{1,4}$/.test(text) && Number(text) >= 8 && Number(text) <= 5000,
      }),
    ),
    webhooks: trueOrFalse('webhooks', context('webhooks') ?? false),
    connectors: trueOrFalse('connectors', context('connectors') ?? false),
    page: trueOrFalse('page', context('page') ?? true),
    ...optional(context, 'alarmEmail', address),
    ...optional(context, 'reportEmail', address),
    ...optional(context, 'digestSender', address),
    ...optional(context, 'narrativeModel', {
      expected: 'the id of a foundation model',
      holds: (id) => /^[a-z0-9][a-z0-9.:-]+$/.test(id),
    }),
    ...optional(context, 'pageDomain', {
      expected: 'a domain name',
      holds: (name) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name),
    }),
    ...optional(context, 'pageCertificateArn', {
      expected: 'the ARN of a certificate in us-east-1',
      holds: (arn) => /^arn:aws[a-z-]*:acm:us-east-1:/.test(arn),
    }),
    ...optional(context, 'webAclArn', {
      expected: 'the ARN of a web ACL',
      holds: (arn) => /^arn:aws[a-z-]*:wafv2:/.test(arn),
    }),
  };
};
