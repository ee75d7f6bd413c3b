import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  type BundlingOptions,
  NodejsFunction,
  OutputFormat,
  SourceMapMode,
} from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarmPeriod, type Raise } from './alarms.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** One ES module a function, with everything in it: what is deployed is what was tested, the SDK included. */
const bundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  // CommonJS packages inside an ES module bundle still call require() for Node's own modules.
  banner:
    "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);",
  bundleAwsSDK: true,
  minify: true,
  keepNames: true,
  sourceMap: true,
  sourceMapMode: SourceMapMode.EXTERNAL,
  sourcesContent: false,
  commandHooks: {
    beforeInstall: () => [],
    beforeBundling: () => [],
    afterBundling: (input, output) => [
      `"${process.execPath}" "${input}/lib/infra/copy-assets.ts" "${input}" "${output}"`,
    ],
  },
};

export interface PipelineFunctionProps {
  /** Name of the file under functions/ without its ending; names log group and alarms too. */
  readonly step: string;
  readonly description: string;
  readonly timeout: Duration;
  /** 1,769 MB are one whole core; below, a function gets its share of one. */
  readonly memoryMegabytes: number;
  readonly environment: Record<string, string>;
  readonly raise: Raise;
}

/** A Lambda function of functions/: arm64, own role, own log group that forgets, alarms on errors and throttles. */
export class PipelineFunction extends Construct {
  readonly handler: NodejsFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.handler = new NodejsFunction(this, 'Function', {
      description: props.description,
      entry: `${repository}functions/${props.step}.ts`,
      projectRoot: repository,
      depsLockFilePath: `${repository}package-lock.json`,
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memoryMegabytes,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      bundling,
      environment: {
        ...props.environment,
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.step,
        POWERTOOLS_METRICS_NAMESPACE: 'Verbatim',
      },
    });
    this.#alarms(props);
  }

  #alarms({ step, raise }: PipelineFunctionProps): void {
    const sum = { statistic: Stats.SUM, period: alarmPeriod };
    const watched: readonly [string, string, IMetric][] = [
      ['errors', `The function ${step} failed or ran out of time.`, this.handler.metricErrors(sum)],
      [
        'throttles',
        `The function ${step} was refused: too many ran at once.`,
        this.handler.metricThrottles(sum),
      ],
    ];
    for (const [kind, meaning, metric] of watched) {
      raise(this, { name: `${step}-${kind}`, meaning, metric, threshold: 1 });
    }
  }
}
