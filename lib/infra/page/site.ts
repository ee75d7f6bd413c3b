import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  type DistributionProps,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { asInterface } from '../bucket.ts';

export interface PageDomain {
  readonly name: string;
  readonly certificateArn: string;
}

export interface SiteProps {
  /** Host of the HTTP API: `abc.execute-api.eu-west-1.amazonaws.com`. */
  readonly apiHost: string;
  /** The page's Content-Security-Policy. */
  readonly contentSecurityPolicy: string;
  /** A custom domain with its certificate (in us-east-1): TLS 1.2 and newer only. Default: CloudFront's domain and certificate. */
  readonly domain?: PageDomain;
  /** ARN of a WAF web ACL (scope CLOUDFRONT) in front of the page; none by default. */
  readonly webAclArn?: string;
}

/** Every path of the page is a view of the same document: paths without a file extension return it. */
const viewsAreOneDocument = `function handler(event) {
  var request = event.request;
  if (!/\\.[a-z0-9]+$/.test(request.uri)) request.uri = '/index.html';
  return request;
}`;

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
} as const;

const ofApi = (host: string): BehaviorOptions => ({
  origin: new HttpOrigin(host),
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
});

/**
 * The page behind CloudFront: a private bucket that only this distribution reads (origin access control), and the HTTP API under
 * `/api/` of the same origin, so that the page connects to no other server.
 */
export class Site extends Construct {
  readonly bucket: Bucket;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    // Built from the sources at any time, so its content need not survive the stack.
    this.bucket = new Bucket(this, 'Files', {
      ...closed,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: false,
    });
    const log = this.#accessLog();
    const secure = {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.#securityHeaders(props.contentSecurityPolicy),
      compress: true,
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Verbatim: the page and, under /api/, its data',
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...this.#ownDomain(props.domain),
      priceClass: PriceClass.PRICE_CLASS_100,
      enableLogging: true,
      logBucket: asInterface(log),
      ...(props.webAclArn === undefined ? {} : { webAclId: props.webAclArn }),
      defaultBehavior: { ...secure, ...this.#ofFiles() },
      additionalBehaviors: { '/api/*': { ...secure, ...ofApi(props.apiHost) } },
    });
    this.#acknowledge(log);
  }

  #accessLog(): Bucket {
    return new Bucket(this, 'AccessLog', {
      ...closed,
      // CloudFront delivers its log by an access control list.
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });
  }

  #ownDomain(domain: PageDomain | undefined): Partial<DistributionProps> {
    if (domain === undefined) return {};
    return {
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  #ofFiles(): BehaviorOptions {
    return {
      origin: S3BucketOrigin.withOriginAccessControl(asInterface(this.bucket)),
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      functionAssociations: [
        {
          eventType: FunctionEventType.VIEWER_REQUEST,
          function: new EdgeFunction(this, 'Views', {
            runtime: FunctionRuntime.JS_2_0,
            code: FunctionCode.fromInline(viewsAreOneDocument),
          }),
        },
      ],
    };
  }

  #securityHeaders(contentSecurityPolicy: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'SecurityHeaders', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          preload: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
          { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
          { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
        ],
      },
    });
  }

  #acknowledge(log: Bucket): void {
    for (const bucket of [log, this.bucket]) {
      Validations.of(bucket).acknowledge({
        id: 'AwsSolutions-S1',
        reason:
          bucket === log
            ? 'This is the access log; a log of the log would grow for ever.'
            : 'Only the distribution reads the files of the page, and it keeps a log.',
      });
    }
    for (const [id, reason] of [
      ['AwsSolutions-CFR1', 'Customers and teams are anywhere; who may see feedback is decided at sign-in.'],
      ['AwsSolutions-CFR2', 'A web ACL is named by the setting webAclArn where a team has one.'],
      [
        'AwsSolutions-CFR4',
        'The default certificate serves TLS 1.2 and newer; a domain of its own sets the policy.',
      ],
    ] as const)
      Validations.of(this.distribution).acknowledge({ id, reason });
  }
}
