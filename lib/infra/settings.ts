import { VerbatimError } from '../errors.ts';

/** What a deployment chooses; each is a CDK context value (`cdk deploy -c reportingTimeZone=Europe/Berlin`). */
export interface Settings {
  /** Name of the CloudFormation stack, `Verbatim` by default: two names make two deployments in one account. */
  readonly stackName: string;
  /** IANA zone in which a day is a day, `UTC` by default. Fixed once feedback is stored: cells are days of it. */
  readonly reportingTimeZone: string;
  /** ISO 3166 country whose phone numbers are written without a prefix, `US` by default. */
  readonly phoneCountry: string;
  /** Who gets the alarms by mail; nobody by default, the topic is in the outputs. */
  readonly alarmEmail?: string;
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

const required = (
  name: string,
  value: unknown,
  expected: string,
  holds: (text: string) => boolean,
): string => {
  if (typeof value === 'string' && holds(value)) return value;
  throw new VerbatimError('usage', `context value ${name} is wrong`, {
    expected,
    got: JSON.stringify(value),
  });
};

/**
 * The settings of a deployment from its context, defaults filled in.
 *
 * @throws VerbatimError `usage` for a zone or a country that does not exist, before anything is deployed with it.
 * @example settingsFromContext((name) => app.node.tryGetContext(name))
 */
export const settingsFromContext = (context: (name: string) => unknown): Settings => {
  const alarmEmail = context('alarmEmail');
  return {
    stackName: required('stackName', context('stackName') ?? 'Verbatim', 'a stack name', (name) =>
      /^[A-Za-z][A-Za-z0-9-]{0,40}$/.test(name),
    ),
    reportingTimeZone: required(
      'reportingTimeZone',
      context('reportingTimeZone') ?? 'UTC',
      'an IANA time zone such as Europe/Berlin',
      isTimeZone,
    ),
    phoneCountry: required(
      'phoneCountry',
      context('phoneCountry') ?? 'US',
      'a two-letter country such as US',
      (country) => /^[A-Z]{2}$/.test(country),
    ),
    ...(alarmEmail === undefined
      ? {}
      : {
          alarmEmail: required('alarmEmail', alarmEmail, 'an e-mail address', (mail) => mail.includes('@')),
        }),
  };
};
