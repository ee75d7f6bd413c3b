import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * A secret with a value for each source by its name, as JSON. It is created with an example; the operator stores the real values.
 *
 * @param reason why it is not rotated
 */
export const createSourceSecret = (
  scope: Construct,
  id: string,
  { description, reason }: { readonly description: string; readonly reason: string },
): Secret => {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'example',
      excludePunctuation: true,
    },
  });
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason });
  return secret;
};
