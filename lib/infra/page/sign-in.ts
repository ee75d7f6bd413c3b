import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

/** The roles of people; docs/access.md says what each includes. */
export const roleGroups = {
  viewer: 'Reads figures, findings, comments and reports; may be limited to touchpoints',
  analyst: 'Also uploads files, starts reanalyses and records actions',
  admin: 'Also undoes batches',
} as const;

export interface SignInProps {
  /** First part of the sign-in page's address, unique in the region. */
  readonly domainPrefix: string;
  /** Where the page is: `https://d111111abcdef8.cloudfront.net`. */
  readonly pageUrl: string;
}

/**
 * People sign in by the authorization code flow with PKCE: a public client without a secret, no implicit flow, no self
 * sign-up. An administrator creates accounts, groups are roles.
 */
export class SignIn extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly domain: UserPoolDomain;

  constructor(scope: Construct, id: string, { domainPrefix, pageUrl }: SignInProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.client = this.pool.addClient('Page', {
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${pageUrl}/signed-in`],
        logoutUrls: [`${pageUrl}/`],
      },
      authFlows: {},
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    this.domain = this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix },
    });
    for (const [groupName, description] of Object.entries(roleGroups)) {
      new CfnUserPoolGroup(this, `Group-${groupName}`, {
        userPoolId: this.pool.userPoolId,
        groupName,
        description,
      });
    }
    this.#acknowledge();
  }

  /** The issuer of tokens, and where the page exchanges its code for them. */
  get issuer(): string {
    return `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${this.pool.userPoolId}`;
  }

  #acknowledge(): void {
    const billed = 'is billed by active user: a team turns it on where it pays for the plan.';
    for (const id of ['AwsSolutions-COG3', 'AwsSolutions-COG8'])
      Validations.of(this.pool).acknowledge({ id, reason: `Threat protection ${billed}` });
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG2',
      reason: 'A second factor is offered to everybody; whether it is required is for the team to say.',
    });
  }
}
