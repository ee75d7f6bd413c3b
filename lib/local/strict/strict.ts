import { randomBytes, randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { VerbatimError } from '../../errors.ts';
import type { CloudPlan } from '../cloud/plan.ts';
import type { Template } from '../cloud/template.ts';
import { clientEnvironment, clientSettings } from '../emulators/clients.ts';
import type { Call } from './action.ts';
import { type KeyHolder, startGuard } from './guard.ts';
import { type PolicyDocument, policyOf, readPolicies } from './policies.ts';
import { serviceCalls } from './service-calls.ts';
import { tableKeys } from './table-calls.ts';

/** What bears on one call. */
export interface CallPolicies {
  /** The documents of the caller's role; none for a service. */
  readonly ofPrincipal: readonly PolicyDocument[];
  readonly ofResource: PolicyDocument | undefined;
}

/** Whether the policies allow a call, as IAM would decide. */
export type Decide = (call: Call, policies: CallPolicies) => Promise<boolean>;

/** How the strict mode of the local cloud is run. */
export interface StrictOptions {
  readonly decide: Decide;
  /** Receives every call of a function and of a service, once it is decided. */
  readonly onCall?: (call: Call, isAllowed: boolean) => void;
  /** Of what is left to chance, such as which batches are done in part; 1 by default. */
  readonly seed?: number;
  /** After so many invocations a process is replaced by a new one, which starts cold; 10 by default. */
  readonly invocationsPerProcess?: number;
  /** The clock of throttling and signatures, in milliseconds since 1970; the system's by default. */
  readonly now?: () => number;
  /** How far the clock of the one who signed may be off; 900 as in AWS by default. A test that moves the time of queues needs more. */
  readonly skewSeconds?: number;
}

/** The system clock, even where a test has replaced `Date`: functions run in their own processes and use it. */
const systemClock = (): number => performance.timeOrigin + performance.now();

/** The access key of a function. */
const accessKeyOf = (functionName: string): string => `LOCAL-${functionName}`;

/** The running strict mode: a guard between functions and services. */
export interface Strict {
  readonly endpoint: string;
  /** Where each service is, by its name in signatures; set once they run. */
  connect(targets: Readonly<Record<string, string>>): void;
  /** The variables that direct the SDK clients of a function here, with an access key of its own. */
  clientsOf(functionName: string): Readonly<Record<string, string>>;
  /** Takes messages with the role of a function, as Lambda does. */
  queueClient(functionName: string): SQSClient;
  readonly invocationsPerProcess: number;
  stop(): Promise<void>;
}

/** An access key for each function, by which its calls are recognized; and the owner's. */
const keysOf = (plan: CloudPlan): Map<string, KeyHolder> =>
  new Map<string, KeyHolder>([
    [
      clientSettings.credentials.accessKeyId,
      { secret: clientSettings.credentials.secretAccessKey, principal: undefined },
    ],
    ...plan.functions.map(
      ({ name }) =>
        [accessKeyOf(name), { secret: randomBytes(20).toString('hex'), principal: name }] as const,
    ),
  ]);

/** Each different call is decided once. */
const rememberedDecision = (template: Template, { decide, onCall }: StrictOptions) => {
  const policies = readPolicies(template);
  const decisions = new Map<string, Promise<boolean>>();
  return async (call: Call): Promise<boolean> => {
    const key = JSON.stringify(call);
    const decision =
      decisions.get(key) ??
      decide(call, {
        ofPrincipal: policies.ofFunction.get(call.principal) ?? [],
        ofResource: policyOf(policies, call.resource),
      });
    decisions.set(key, decision);
    const isAllowed = await decision;
    onCall?.(call, isAllowed);
    return isAllowed;
  };
};

/** A deployment fails, or stays silent, where a service may not do what the template connects. */
const requireServices = async (template: Template, isAllowed: (call: Call) => Promise<boolean>) => {
  for (const call of serviceCalls(template)) {
    if (await isAllowed(call)) continue;
    throw new VerbatimError('forbidden', `${call.principal} may not ${call.action}`, {
      expected: `a policy that allows it on ${call.resource}`,
    });
  }
};

interface StrictSetup {
  readonly template: Template;
  readonly plan: CloudPlan;
  readonly onError: (error: unknown) => void;
}

/** The message that S3 sends to a queue when notifications to it are set up. It names no object. */
export const testEvent = (bucket: string): string =>
  JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date().toISOString(),
    Bucket: bucket,
    RequestId: randomUUID(),
    HostId: 'local',
  });

/**
 * Starts the strict mode: functions sign with keys of their own, every call is checked against the policies of the template, and tables are
 * limited as in DynamoDB.
 *
 * @throws VerbatimError `forbidden` where the template connects services that its policies keep apart
 */
export const startStrict = async (
  { template, plan, onError }: StrictSetup,
  options: StrictOptions,
): Promise<Strict> => {
  const isAllowed = rememberedDecision(template, options);
  await requireServices(template, isAllowed);
  const holders = keysOf(plan);
  const targets = new Map<string, string>();
  const random = xoroshiro128plus(options.seed ?? 1);
  const { endpoint, stop } = await startGuard({
    target: (service) => targets.get(service),
    keys: tableKeys(plan.tables),
    holderOf: (accessKeyId) => holders.get(accessKeyId),
    isAllowed,
    now: options.now ?? systemClock,
    skewSeconds: options.skewSeconds ?? 900,
    chance: () => uniformFloat64(random),
    onError,
  });
  const queueClients: SQSClient[] = [];
  const credentialsOf = (name: string): typeof clientSettings.credentials => {
    const accessKeyId = accessKeyOf(name);
    return { accessKeyId, secretAccessKey: holders.get(accessKeyId)?.secret ?? '' };
  };
  const everywhere = { api: '', s3: endpoint, sqs: endpoint, dynamodb: endpoint };
  return {
    endpoint,
    stop: async () => {
      for (const client of queueClients) client.destroy();
      await stop();
    },
    invocationsPerProcess: options.invocationsPerProcess ?? 10,
    connect: (services) => {
      for (const [service, address] of Object.entries(services)) targets.set(service, address);
    },
    queueClient: (name) => {
      const client = new SQSClient({ ...clientSettings, credentials: credentialsOf(name), endpoint });
      queueClients.push(client);
      return client;
    },
    clientsOf: (name) => {
      const { accessKeyId, secretAccessKey } = credentialsOf(name);
      return {
        ...clientEnvironment(everywhere, endpoint, endpoint),
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      };
    },
  };
};
