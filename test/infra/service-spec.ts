import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { Resource } from './synthesized-stack.ts';

/** What CloudFormation's registry says of resource types, as the CDK publishes it. */

type Database = Awaited<ReturnType<typeof loadAwsServiceSpec>>;
type Spec = ReturnType<ReturnType<Database['lookup']>['only']> & { readonly properties: Properties };
interface Property {
  readonly type: PropertyType;
  readonly required?: boolean;
  readonly causesReplacement?: 'yes' | 'no' | 'maybe';
}
type Properties = Readonly<Record<string, Property>>;
type PropertyType =
  | { readonly type: 'string'; readonly allowedValues?: readonly string[] }
  | { readonly type: 'integer'; readonly allowedValues?: readonly number[] }
  | { readonly type: 'number' | 'boolean' | 'json' | 'date-time' | 'null' | 'tag' }
  | { readonly type: 'ref'; readonly reference: { readonly $ref: string } }
  | { readonly type: 'array' | 'map'; readonly element: PropertyType }
  | { readonly type: 'union'; readonly types: readonly PropertyType[] };

export interface Registry {
  /** What is wrong with a resource: unknown or missing properties, values of another type. Empty if it keeps its schema. */
  problemsOf(resource: Resource): readonly string[];
  /** How many values were compared with a schema so far. */
  readonly compared: number;
  /** Properties whose change replaces a resource of this type: the old one is removed, or left behind. */
  replacing(type: string): readonly string[];
}

/** `{ Ref: … }` or `{ 'Fn::…': … }`: its value is known to CloudFormation only. */
const isReference = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 1 &&
  /^(Ref$|Fn::)/.test(Object.keys(value)[0] ?? '');

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class SpecRegistry implements Registry {
  readonly #database: Database;
  compared = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  problemsOf({ id, Type, Properties: given = {} }: Resource): readonly string[] {
    const spec = this.#spec(Type);
    if (spec === undefined) return [`${id}: no such type ${Type}`];
    return this.#ofProperties(given, spec.properties, id);
  }

  replacing(type: string): readonly string[] {
    const entries = Object.entries(this.#spec(type)?.properties ?? {});
    return entries.filter(([, { causesReplacement }]) => causesReplacement === 'yes').map(([name]) => name);
  }

  #spec(type: string): Spec | undefined {
    return [...this.#database.lookup('resource', 'cloudFormationType', 'equals', type)][0] as
      | Spec
      | undefined;
  }

  #ofProperties(given: Record<string, unknown>, known: Properties, at: string): string[] {
    const missing = Object.entries(known)
      .filter(([name, { required }]) => required === true && given[name] === undefined)
      .map(([name]) => `${at}.${name} is missing`);
    const wrong = Object.entries(given).flatMap(([name, value]) => {
      const property = known[name];
      return property === undefined
        ? [`${at}.${name} is unknown`]
        : this.#ofValue(value, property.type, `${at}.${name}`);
    });
    return [...missing, ...wrong];
  }

  #ofValue(value: unknown, type: PropertyType, at: string): string[] {
    this.compared += 1;
    if (isReference(value)) return [];
    if (type.type === 'union') return this.#ofUnion(value, type.types, at);
    if (type.type === 'array' && Array.isArray(value))
      return value.flatMap((one, index) => this.#ofValue(one, type.element, `${at}.${index}`));
    if (type.type === 'map' && isPlain(value))
      return Object.entries(value).flatMap(([name, one]) =>
        this.#ofValue(one, type.element, `${at}.${name}`),
      );
    if (type.type === 'ref' && isPlain(value))
      return this.#ofProperties(value, this.#definition(type.reference.$ref), at);
    return isOfPrimitive(value, type)
      ? []
      : [`${at} is not ${type.type}: ${JSON.stringify(value)?.slice(0, 80)}`];
  }

  #definition(id: string): Properties {
    const { properties } = this.#database.get('typeDefinition', id) as { properties: Properties };
    return properties;
  }

  #ofUnion(value: unknown, types: readonly PropertyType[], at: string): string[] {
    const tries = types.map((one) => this.#ofValue(value, one, at));
    return tries.find((problems) => problems.length === 0) ?? tries[0] ?? [];
  }
}

const isNumber = (value: unknown): boolean => value !== '' && Number.isFinite(Number(value));
const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** CloudFormation takes numbers and booleans also as text. */
const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  json: (value) => isPlain(value) || typeof value === 'string',
  tag: (value) => isPlain(value) && typeof value['Key'] === 'string',
  boolean: (value) => ['true', 'false'].includes(String(value)),
  integer: (value) => isNumber(value) && Number.isInteger(Number(value)),
  number: isNumber,
  string: isScalar,
  'date-time': isScalar,
};

const isOfPrimitive = (value: unknown, type: PropertyType): boolean => {
  const allowed = 'allowedValues' in type ? type.allowedValues?.map(String) : undefined;
  const isAllowed = allowed === undefined || allowed.includes(String(value));
  return isAllowed && primitives[type.type]?.(value) === true;
};

/** Takes about two seconds: the registry has every type of AWS. */
export const loadRegistry = async (): Promise<Registry> => new SpecRegistry(await loadAwsServiceSpec());
