import { runSimulation } from '@cloud-copilot/iam-simulate';
import { account } from '../../../lib/local/cloud/intrinsics.ts';
import { roleArn } from '../../../lib/local/strict/policies.ts';
import type { Decide } from '../../../lib/local/strict/strict.ts';

/** IAM for the strict mode: a simulation of the policies that bear on a call. */
export const simulated: Decide = async (
  { principal, action, resource, context },
  { ofPrincipal, ofResource },
) => {
  const isService = principal.endsWith('.amazonaws.com');
  const result = await runSimulation(
    {
      request: {
        principal: isService ? principal : roleArn(principal),
        action,
        resource: { resource, accountId: account },
        contextVariables: { ...context },
      },
      identityPolicies: ofPrincipal.map((policy, index) => ({ name: `${principal}-${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(ofResource === undefined ? {} : { resourcePolicy: ofResource }),
    },
    { simulationMode: 'Strict' },
  );
  if (result.resultType === 'error')
    throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
};
