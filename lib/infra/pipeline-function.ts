import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AssetHashType, DockerImage, type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarmPeriod, type Raise } from './operations/alarms.ts';

/** The code of all functions as one asset: bundled once, uploaded once (docs/adr/0052-one-bundle.md). */
export const functionsCode = (steps: readonly string[]): Code =>
  Code.fromAsset(join(import.meta.dirname, '../../functions'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required by the type and never used: the bundle is always made here.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle: (outputDirectory) => {
          const script = join(import.meta.dirname, 'bundle.ts');
          execFileSync(process.execPath, [script, outputDirectory, ...steps], { stdio: 'inherit' });
          return true;
        },
      },
    },
  });

export interface PipelineFunctionProps {
  /** Name of the file under functions/ without its ending; names log group and alarms too. */
  readonly step: string;
  readonly description: string;
  /** The bundle that contains the step. */
  readonly code: Code;
  readonly timeout: Duration;
  /** 1,769 MB are one whole core; below, a function gets its share of one. */
  readonly memoryMegabytes: number;
  readonly environment: Record<string, string>;
  readonly raise: Raise;
}

/** The rest is for code, buffers and the stack. */
const heapShare = 0.8;

/** A Lambda function of functions/: arm64, its own role, a log group with retention, an alarm on errors. */
export class PipelineFunction extends Construct {
  readonly handler: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.handler = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: props.code,
      handler: `${props.step}.handler`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memoryMegabytes,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // A file is one trace from its upload to its figures: the SDK hands the trace on with every message.
      tracing: Tracing.ACTIVE,
      environment: {
        ...props.environment,
        // Below the function's memory: a heap that is full is collected, where a function that is full is killed.
        NODE_OPTIONS: `--max-old-space-size=${Math.floor(props.memoryMegabytes * heapShare)}`,
        POWERTOOLS_SERVICE_NAME: props.step,
        POWERTOOLS_METRICS_NAMESPACE: 'Verbatim',
      },
    });
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray has no resource for traces that are written: the actions are the smallest grant there is.',
    });
    this.#alarms(props);
  }

  #alarms({ step, raise }: PipelineFunctionProps): void {
    raise(this, {
      name: `${step}-errors`,
      meaning: `The function ${step} failed or ran out of time.`,
      metric: this.handler.metricErrors({ statistic: Stats.SUM, period: alarmPeriod }),
      threshold: 1,
    });
  }
}
