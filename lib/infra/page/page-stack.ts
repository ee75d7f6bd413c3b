import { Aws, CfnOutput, DefaultStackSynthesizer, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { securityHeaders } from '../../api/security-headers.ts';
import { asInterface, bucketResource } from '../bucket.ts';
import type { Settings } from '../settings.ts';
import { pageSource } from './page-bundle.ts';
import { SignIn } from './sign-in.ts';
import { type PageDomain, Site } from './site.ts';

export interface PageStackProps extends StackProps {
  readonly settings: Settings;
  readonly api: HttpApi;
  /** Answers every route of the API. */
  readonly query: LambdaFunction;
  /** Where presigned uploads go. */
  readonly feedbackBucket: Bucket;
}

/** The domain of sign-in must be unique in a region: the account number makes it so. */
const signInDomain = (stackName: string): string => `${stackName.toLowerCase()}-${Aws.ACCOUNT_ID}`;

const domainOf = ({ pageDomain, pageCertificateArn }: Settings): { readonly domain?: PageDomain } =>
  pageDomain === undefined || pageCertificateArn === undefined
    ? {}
    : { domain: { name: pageDomain, certificateArn: pageCertificateArn } };

const copied =
  'The function that copies the page into its bucket is the CDK’s own and runs at deployment only.';

/** Each finding on the function of `BucketDeployment`, one by one, as the rules require. */
const acknowledgeCopying = (stack: Stack, bucket: Bucket): void => {
  const bucketId = stack.getLogicalId(bucketResource(bucket));
  const assets = `cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-<AWS::AccountId>-<AWS::Region>`;
  const findings = [
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ...['s3:GetBucket*', 's3:GetObject*', 's3:List*', 's3:Abort*', 's3:DeleteObject*'].map(
      (action) => `IAM5[Action::${action}]`,
    ),
    `IAM5[Resource::arn:<AWS::Partition>:s3:::${assets}/*]`,
    `IAM5[Resource::<${bucketId}.Arn>/*]`,
    'IAM5[Resource::*]',
    'L1',
  ];
  for (const finding of findings)
    Validations.of(stack).acknowledge({ id: `AwsSolutions-${finding}`, reason: copied });
};

/**
 * The web page of a deployment: its files behind CloudFront, sign-in for people, and the routes under `/api/` that take a
 * person's token. A stack of its own: the pipeline and its API work without it, and scripts keep signing with IAM.
 */
export class PageStack extends Stack {
  constructor(scope: Construct, id: string, props: PageStackProps) {
    super(scope, id, props);
    const { settings, api } = props;
    const domainPrefix = signInDomain(settings.stackName);
    const signInOrigin = `https://${domainPrefix}.auth.${this.region}.amazoncognito.com`;
    const headers = securityHeaders([
      signInOrigin,
      `https://cognito-idp.${this.region}.amazonaws.com`,
      `https://${props.feedbackBucket.bucketName}.s3.${this.region}.${this.urlSuffix}`,
    ]);
    const site = new Site(this, 'Site', {
      apiHost: `${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`,
      contentSecurityPolicy: headers['content-security-policy'] ?? '',
      ...domainOf(settings),
      ...(settings.webAclArn === undefined ? {} : { webAclArn: settings.webAclArn }),
    });
    const pageUrl = `https://${settings.pageDomain ?? site.distribution.distributionDomainName}`;
    const signIn = new SignIn(this, 'SignIn', { domainPrefix, pageUrl });
    this.#openRoutes(props, signIn);
    this.#publish(site, {
      authority: signIn.issuer,
      clientId: signIn.client.userPoolClientId,
      signInOrigin,
    });
    new CfnOutput(this, 'PageUrl', { value: pageUrl }).overrideLogicalId('PageUrl');
    new CfnOutput(this, 'UserPoolId', { value: signIn.pool.userPoolId }).overrideLogicalId('UserPoolId');
  }

  /** A person's token is accepted only under `/api/`: other routes use IAM. */
  #openRoutes({ api, query }: PageStackProps, signIn: SignIn): void {
    new HttpRoute(this, 'PageRoute', {
      // By its id: so what belongs to the route is in this stack, and the API's stack does not depend on it.
      httpApi: HttpApi.fromHttpApiAttributes(this, 'Api', { httpApiId: api.apiId }),
      routeKey: HttpRouteKey.with('/api/{proxy+}', HttpMethod.ANY),
      integration: new HttpLambdaIntegration('PageQuery', query),
      authorizer: new HttpJwtAuthorizer('People', signIn.issuer, {
        jwtAudience: [signIn.client.userPoolClientId],
      }),
    });
  }

  /** Files whose names change with their content are cached for a year, the document and its configuration not at all. */
  #publish(site: Site, signIn: Record<string, string>): void {
    const shared = {
      destinationBucket: asInterface(site.bucket),
      distribution: site.distribution,
      memoryLimit: 256,
    };
    const kept = new BucketDeployment(this, 'Assets', {
      ...shared,
      sources: [pageSource('files')],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
      prune: false,
    });
    const document = new BucketDeployment(this, 'Document', {
      ...shared,
      sources: [pageSource('document'), Source.jsonData('sign-in.json', signIn)],
      cacheControl: [CacheControl.noCache()],
      distributionPaths: ['/index.html', '/sign-in.json'],
      prune: false,
    });
    // The document refers to the files: they must be there first.
    document.node.addDependency(kept);
    acknowledgeCopying(this, site.bucket);
  }
}
