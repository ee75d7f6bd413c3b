import { describe, expect, test } from 'vitest';
import { securityHeaders } from '../../lib/api/security-headers.ts';
import { type Resource, synthesize } from './synthesized-stack.ts';

const page = synthesize({}, 'VerbatimPage');
const pipeline = synthesize();

const one = (type: string, stack = page): Resource => {
  const [resource, ...others] = stack.ofType(type);
  expect([type, others.length]).toEqual([type, 0]);
  if (resource === undefined) throw new Error(`no ${type} in the template`);
  return resource;
};
const distribution = () => one('AWS::CloudFront::Distribution').Properties.DistributionConfig;
const joined = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"\]?,?\{"Ref":"AWS::(\w+)"\},?"?/g, '<$1>');

describe('the files of the page', () => {
  test('are in a bucket that only the distribution can read', () => {
    const policy = page.ofType('AWS::S3::BucketPolicy').find(({ id }) => id.startsWith('SiteFiles'));
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toMatchObject([
      { Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } },
    ]);
    expect(JSON.stringify(allowed[0].Condition)).toContain('AWS:SourceArn');
  });

  test('are read by origin access control', () => {
    const [files] = distribution().Origins;
    expect(JSON.stringify(files.OriginAccessControlId)).toContain('OriginAccessControl');
    expect(one('AWS::CloudFront::OriginAccessControl').Properties.OriginAccessControlConfig).toMatchObject({
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
  });

  test('are in no public bucket', () => {
    const open = page
      .ofType('AWS::S3::Bucket')
      .filter(({ Properties }) => !Properties.PublicAccessBlockConfiguration?.RestrictPublicBuckets);
    expect(open).toEqual([]);
  });
});

describe('the distribution', () => {
  test('answers over TLS only', () => {
    const { DefaultCacheBehavior, CacheBehaviors } = distribution();
    const policies = [DefaultCacheBehavior, ...CacheBehaviors].map(
      ({ ViewerProtocolPolicy }) => ViewerProtocolPolicy,
    );
    expect(policies).toEqual(['redirect-to-https', 'redirect-to-https']);
  });

  test('refuses versions of TLS below 1.2 under a domain of its own', () => {
    const own = synthesize(
      {
        pageDomain: 'feedback.example.org',
        pageCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/example',
      },
      'VerbatimPage',
    );
    const { Aliases, ViewerCertificate } = one('AWS::CloudFront::Distribution', own).Properties
      .DistributionConfig;
    expect([Aliases, ViewerCertificate.MinimumProtocolVersion]).toEqual([
      ['feedback.example.org'],
      'TLSv1.2_2021',
    ]);
  });

  test('sends the same security headers as the local server, and HSTS', () => {
    const { CustomHeadersConfig, SecurityHeadersConfig } = one('AWS::CloudFront::ResponseHeadersPolicy')
      .Properties.ResponseHeadersPolicyConfig;
    const { 'content-security-policy': policy = '', ...others } = securityHeaders();
    const sent = joined(SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);
    for (const directive of policy.split('; ')) expect(sent).toContain(directive);
    expect(sent).not.toContain('unsafe');
    expect(SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(63_072_000);
    expect(SecurityHeadersConfig.FrameOptions.FrameOption).toBe('DENY');
    const custom = Object.fromEntries(
      CustomHeadersConfig.Items.map(({ Header, Value }: Record<string, string>) => [Header, Value]),
    );
    expect({
      ...custom,
      'referrer-policy': SecurityHeadersConfig.ReferrerPolicy.ReferrerPolicy,
      'x-content-type-options': 'nosniff',
    }).toEqual(others);
  });

  test('lets the page connect only to its own origin, to sign-in and to the upload bucket', () => {
    const { SecurityHeadersConfig } = one('AWS::CloudFront::ResponseHeadersPolicy').Properties
      .ResponseHeadersPolicyConfig;
    const sent = joined(SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);
    const origins = /connect-src ([^;]*)/.exec(sent)?.[1]?.split(' ') ?? [];
    expect(origins).toHaveLength(4);
    expect(origins[0]).toBe("'self'");
    expect(origins[1]).toMatch(/^https:\/\/verbatim-.*amazoncognito\.com$/);
    expect(origins[2]).toMatch(/^https:\/\/cognito-idp\./);
    // The host of the bucket itself (test/runtime/connect.test.ts), which a template knows by reference.
    expect(origins[3]).toMatch(/^https:\/\/.*OutputRefFeedback.*\.s3\.<Region>\.<URLSuffix>/);
  });

  test('has a web ACL where one is configured', () => {
    const webAclArn = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/example/1';
    const guarded = synthesize({ webAclArn }, 'VerbatimPage');
    expect(one('AWS::CloudFront::Distribution', guarded).Properties.DistributionConfig.WebACLId).toBe(
      webAclArn,
    );
    expect(distribution().WebACLId).toBeUndefined();
  });

  test('caches no answer of the API', () => {
    const [api] = distribution().CacheBehaviors;
    const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
    expect([api.PathPattern, api.CachePolicyId]).toEqual(['/api/*', cachingDisabled]);
  });
});

describe('sign-in', () => {
  test('is by authorization code, for a client without a secret', () => {
    const { Properties } = one('AWS::Cognito::UserPoolClient');
    expect(Properties).toMatchObject({ AllowedOAuthFlows: ['code'], GenerateSecret: false });
    expect(JSON.stringify(Properties.CallbackURLs)).toContain('/signed-in');
  });

  test('is only for invited people', () => {
    const { AdminCreateUserConfig, DeletionProtection } = one('AWS::Cognito::UserPool').Properties;
    expect([AdminCreateUserConfig.AllowAdminCreateUserOnly, DeletionProtection]).toEqual([true, 'ACTIVE']);
  });

  test('has the groups viewers, analysts and admins', () => {
    const groups = page.ofType('AWS::Cognito::UserPoolGroup').map(({ Properties }) => Properties.GroupName);
    expect(groups).toEqual(['viewer', 'analyst', 'admin']);
  });
});

describe('routes', () => {
  test('of people take their tokens, those of scripts an IAM signature, and none is open', () => {
    const routes = [pipeline, page]
      .flatMap((stack) => stack.ofType('AWS::ApiGatewayV2::Route'))
      .map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizationType]);
    expect(routes).toEqual([
      ['$default', 'AWS_IAM'],
      ['ANY /api/{proxy+}', 'JWT'],
    ]);
  });

  test('of people accept only tokens issued to the page', () => {
    const { JwtConfiguration } = one('AWS::ApiGatewayV2::Authorizer').Properties;
    expect(JwtConfiguration.Audience).toEqual([{ Ref: one('AWS::Cognito::UserPoolClient').id }]);
  });
});

test('without the page, the pipeline is deployed alone', () => {
  expect(synthesize({ page: 'false' }).all.length).toBe(pipeline.all.length);
  expect(() => synthesize({ page: 'false' }, 'VerbatimPage')).toThrow();
});

describe('the bucket for uploads', () => {
  const rulesOf = (stack: ReturnType<typeof synthesize>) =>
    stack
      .ofType('AWS::S3::Bucket')
      .flatMap(({ Properties }) => Properties.CorsConfiguration?.CorsRules ?? []);

  test('lets pages under the domain of the page upload files, and nothing else', () => {
    const own = synthesize({
      pageDomain: 'feedback.example.org',
      pageCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/example',
    });
    expect(rulesOf(own)).toEqual([
      { AllowedMethods: ['PUT'], AllowedOrigins: ['https://feedback.example.org'], MaxAge: 3600 },
    ]);
  });

  test('lets pages of CloudFront where the page has no domain of its own', () => {
    expect(rulesOf(pipeline)).toMatchObject([{ AllowedOrigins: ['https://*.cloudfront.net'] }]);
  });

  test('lets no page where none is deployed', () => {
    expect(rulesOf(synthesize({ page: 'false' }))).toEqual([]);
  });
});
