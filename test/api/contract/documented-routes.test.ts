import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Operation } from '../../../lib/api/contract/basis/operation.ts';
import { operations } from '../../../lib/api/contract/operations.ts';
import { signatureOf } from '../../../lib/api/openapi.ts';

/** By method and path, the names of the parameters behind `?`. */
type Documented = ReadonlyMap<string, readonly string[]>;

const namesIn = (query: string): string[] =>
  query
    .replaceAll(/=[^&]*/g, '')
    .split(/[&|]/)
    .filter((name) => name !== '');

const gathered = (signatures: readonly string[]): Documented => {
  const bySignature = new Map<string, string[]>();
  for (const signature of signatures) {
    const [route = '', query = ''] = signature.split('?');
    bySignature.set(route, [...new Set([...(bySignature.get(route) ?? []), ...namesIn(query)])].toSorted());
  }
  return bySignature;
};

const inTable = (): Documented => {
  const text = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
  const cells = text
    .replaceAll('\\|', '¦')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|')[1] ?? '');
  const signatures = cells.flatMap((cell) =>
    [...cell.matchAll(/`((?:GET|POST|PUT|DELETE) [^`]+)`/g)].map(([, signature = '']) => signature),
  );
  return gathered(signatures.map((signature) => signature.replaceAll('¦', '|')));
};

test('the table of docs/api.md has exactly the routes and the parameters of the contract', () => {
  const declared = gathered(Object.values<Operation>(operations).map(signatureOf));
  expect(Object.fromEntries(inTable())).toEqual(Object.fromEntries(declared));
});
