import { z } from 'zod';
import { VerbatimError } from '../../errors.ts';

/** The names of a resource: the value of `Ref` and of each `Fn::GetAtt`. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Local values for the names that CloudFormation assigns; account 000000000000 does not exist. */
export const region = 'us-east-1';
export const account = '000000000000';

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'local',
};

export type Identities = ReadonlyMap<string, Identity>;

const unresolved = (what: string): VerbatimError =>
  new VerbatimError(
    'unknown-resource',
    `the template refers to ${what}, which the local cloud doesn't support`,
  );

const refer = (name: string, identities: Identities): string => {
  const value = pseudo[name] ?? identities.get(name)?.ref;
  if (value === undefined) throw unresolved(name);
  return value;
};

const attribute = (name: string, key: string, identities: Identities): string => {
  const value = identities.get(name)?.attributes[key];
  if (value === undefined) throw unresolved(`${name}.${key}`);
  return value;
};

const substitute = (pattern: string, identities: Identities): string =>
  pattern.replace(/\$\{([^!}.]+)(?:\.([^}]+))?\}/g, (_whole, name: string, key: string | undefined) =>
    key === undefined ? refer(name, identities) : attribute(name, key, identities),
  );

const joinArgument = z.tuple([z.string(), z.array(z.unknown())]);

const functions: Readonly<Record<string, (argument: unknown, identities: Identities) => unknown>> = {
  Ref: (name, identities) => refer(String(name), identities),
  'Fn::GetAtt': (path, identities) => {
    const [name = '', key = ''] = Array.isArray(path) ? path.map(String) : String(path).split('.');
    return attribute(name, key, identities);
  },
  'Fn::Join': (argument, identities) => {
    const [separator, parts] = joinArgument.parse(argument);
    return parts.map((part) => resolve(part, identities)).join(separator);
  },
  'Fn::Sub': (pattern, identities) => substitute(String(pattern), identities),
};

/**
 * A template value with its `Ref`, `Fn::GetAtt`, `Fn::Join` and `Fn::Sub` resolved.
 *
 * @throws VerbatimError `unknown-resource` for a name, an attribute or another function of the template.
 * @example resolve({ 'Fn::Join': ['', ['arn:', { Ref: 'Queue' }]] }, identities)
 */
export const resolve = (value: unknown, identities: Identities): unknown => {
  if (Array.isArray(value)) return value.map((item) => resolve(item, identities));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && /^(Ref$|Fn::)/.test(first[0])) {
    const evaluate = functions[first[0]];
    if (evaluate === undefined) throw unresolved(first[0]);
    return evaluate(first[1], identities);
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item, identities)]));
};
