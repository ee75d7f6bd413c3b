import type { Resource, Stack } from './synthesized-stack.ts';

/** What a role may do: one action on one resource, as docs/permissions.md names them. */
export interface Grant {
  readonly role: string;
  readonly resource: string;
  readonly action: string;
}

const list = <Item>(value: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(value) ? value : [value as Item];

/** A logical id without its hash. @example plainId('FeedbackTable1A2B3C4D') // 'FeedbackTable' */
const plainId = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
};

/** @example resourceName({ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Feedback12345678', 'Arn'] }, '/chunks/*']] }) // 'Feedback/chunks/*' */
const resourceName = (resource: unknown): string => {
  if (typeof resource === 'object' && resource !== null && 'Fn::Join' in resource) {
    const [, parts] = list(resource['Fn::Join']);
    return list(parts).map(resourceName).join('');
  }
  if (typeof resource === 'object' && resource !== null && 'Ref' in resource)
    return plainId(String(resource.Ref));
  return texts(resource)
    .filter((text) => text !== 'Arn' && text !== 'TopicArn')
    .map(plainId)
    .join('');
};

/** The identity policies of a stack, action by action. */
export const grantsOf = (stack: Stack): Grant[] =>
  stack.ofType('AWS::IAM::Policy').flatMap(({ Properties }: Resource) => {
    const roles = list(Properties.Roles).map(resourceName);
    return list(Properties.PolicyDocument.Statement).flatMap(({ Action, Resource }) =>
      roles.flatMap((role) =>
        list(Resource).flatMap((resource) =>
          list(Action).map((action) => ({ role, resource: resourceName(resource), action: String(action) })),
        ),
      ),
    );
  });
