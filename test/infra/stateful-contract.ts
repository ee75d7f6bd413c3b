import type { Registry } from './service-spec.ts';
import type { Resource } from './synthesized-stack.ts';

/** What a deployment must not change in passing: the resources that hold data, and what of each replaces it when it changes. */

interface Stateful {
  readonly type: string;
  /** What becomes of it when it leaves the stack. */
  readonly deletion: string;
  /** Properties whose change replaces it. */
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly indexes?: Readonly<Record<string, unknown>>;
}
export type Contract = Readonly<Record<string, Stateful>>;

const types = /^AWS::(DynamoDB::Table|S3::Bucket|SecretsManager::Secret|Cognito::UserPool|SQS::Queue)$/;

const indexesOf = ({ Type, Properties }: Resource): Pick<Stateful, 'indexes'> =>
  Type === 'AWS::DynamoDB::Table'
    ? {
        indexes: Object.fromEntries(
          (Properties.GlobalSecondaryIndexes ?? []).map(({ IndexName, ...rest }: { IndexName: string }) => [
            IndexName,
            rest,
          ]),
        ),
      }
    : {};

/** The key schema of a table replaces it too, with the types of its attributes. */
const fixedOf = (resource: Resource, registry: Registry): Record<string, unknown> => {
  const names = [...registry.replacing(resource.Type), 'KeySchema'];
  return Object.fromEntries(
    Object.entries(resource.Properties ?? {}).filter(([name]) => names.includes(name)),
  );
};

export const contractOf = (resources: readonly Resource[], registry: Registry): Contract =>
  Object.fromEntries(
    resources
      .filter(({ Type }) => types.test(Type))
      .map((resource) => [
        resource.id,
        {
          type: resource.Type,
          deletion: resource.DeletionPolicy ?? 'Delete',
          fixed: fixedOf(resource, registry),
          ...indexesOf(resource),
        },
      ]),
  );

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const changedKeys = (before: Readonly<Record<string, unknown>>, after: typeof before): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isSame(before[key], after[key]),
  );

const indexChanges = (id: string, before: Stateful, after: Stateful): string[] => {
  const changed = changedKeys(before.indexes ?? {}, after.indexes ?? {});
  if (changed.length === 0) return [];
  return changed.length === 1
    ? [`${id}: the index ${changed[0]} changes: one deployment, and no other index with it`]
    : [`${id}: ${changed.length} indexes change (${changed.join(', ')}): DynamoDB takes one in a deployment`];
};

const changesOf = (id: string, before: Stateful, after: Stateful): string[] => {
  const replaced = changedKeys(before.fixed, after.fixed);
  return [
    ...(replaced.length === 0
      ? []
      : [`${id} would be replaced by an empty one: ${replaced.join(', ')} changes`]),
    ...(before.deletion === after.deletion
      ? []
      : [`${id} would be deleted with the stack: ${after.deletion} instead of ${before.deletion}`]),
    ...indexChanges(id, before, after),
  ];
};

/** What a deployment would do to data, in sentences; empty if nothing. */
export const difference = (before: Contract, after: Contract): string[] => [
  ...Object.entries(before).flatMap(([id, old]) => {
    const now = after[id];
    return now === undefined
      ? [`${id} would leave the stack, with its data: another id is another resource`]
      : changesOf(id, old, now);
  }),
  ...Object.keys(after)
    .filter((id) => before[id] === undefined)
    .map((id) => `${id} is new: add it to stateful-resources.json`),
];
