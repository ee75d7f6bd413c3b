import type { Template } from '../../../lib/local/cloud/template.ts';
import type { Call } from '../../../lib/local/strict/action.ts';
import { type Policies, type PolicyDocument, policyOf } from '../../../lib/local/strict/policies.ts';
import { simulated } from '../../local/strict/simulate.ts';

/** One action on one resource that the role of a function allows. */
export interface Grant {
  /** The local name of the function. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
}

const list = (value: unknown): string[] => [value ?? []].flat().map(String);

export const grantsOf = ({ ofFunction }: Policies): Grant[] =>
  [...ofFunction].flatMap(([role, documents]) =>
    documents
      .flatMap(({ Statement }) => Statement)
      .flatMap(({ Action, Resource }) =>
        list(Action).flatMap((action) => list(Resource).map((resource) => ({ role, action, resource }))),
      ),
  );

/** The documents of a role without one of its grants. */
export const withoutGrant = (
  documents: readonly PolicyDocument[],
  { action, resource }: Grant,
): PolicyDocument[] =>
  documents.map(({ Version, Statement }) => ({
    Version,
    Statement: Statement.flatMap((one) => {
      const [actions, resources] = [list(one['Action']), list(one['Resource'])];
      if (!(actions.includes(action) && resources.includes(resource))) return [one];
      const others = actions.filter((other) => other !== action);
      const elsewhere = resources.filter((other) => other !== resource);
      return [
        ...(others.length === 0 ? [] : [{ ...one, Action: others }]),
        ...(elsewhere.length === 0 ? [] : [{ ...one, Action: action, Resource: elsewhere }]),
      ];
    }),
  }));

/** Whether one of the calls is denied where a grant is taken away. */
export const isNeeded = async (
  grant: Grant,
  policies: Policies,
  calls: readonly Call[],
): Promise<boolean> => {
  const ofPrincipal = withoutGrant(policies.ofFunction.get(grant.role) ?? [], grant);
  for (const call of calls) {
    if (call.principal !== grant.role || call.action !== grant.action) continue;
    const ofResource = policyOf(policies, call.resource);
    if (!(await simulated(call, { ofPrincipal, ofResource }))) return true;
  }
  return false;
};

/** A template without an action of a role on what names a resource. */
export const templateWithout = (template: Template, { role, action, resource }: Grant): Template => {
  const isOfRole = (id: string): boolean => id.toLowerCase().startsWith(`${role}role`);
  const without = (statement: PolicyDocument['Statement'][number]): PolicyDocument['Statement'] => {
    const actions = list(statement['Action']);
    const resources = [statement['Resource']].flat();
    const elsewhere = resources.filter((one) => !JSON.stringify(one).includes(resource));
    if (!actions.includes(action) || elsewhere.length === resources.length) return [statement];
    const others = actions.filter((one) => one !== action);
    return [
      ...(others.length === 0 ? [] : [{ ...statement, Action: others }]),
      ...(elsewhere.length === 0 ? [] : [{ ...statement, Action: action, Resource: elsewhere }]),
    ];
  };
  const changed = Object.entries(template.Resources).map(([id, one]) => {
    if (one.Type !== 'AWS::IAM::Policy' || !isOfRole(id)) return [id, one] as const;
    const policy = one.Properties['PolicyDocument'] as PolicyDocument;
    const PolicyDocument = { ...policy, Statement: policy.Statement.flatMap(without) };
    return [id, { ...one, Properties: { ...one.Properties, PolicyDocument } }] as const;
  });
  return { ...template, Resources: Object.fromEntries(changed) };
};
