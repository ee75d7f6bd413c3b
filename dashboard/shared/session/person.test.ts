import { expect, test } from 'vitest';
import { personIn } from './person.ts';

test('a person is shown by name, otherwise by mail address, otherwise by account id', () => {
  const claims = { sub: '81f3', email: 'ana@example.org', name: 'Ana' };
  expect(personIn(claims).name).toBe('Ana');
  expect(personIn({ ...claims, name: '' }).name).toBe('ana@example.org');
  expect(personIn({ sub: '81f3' }).name).toBe('81f3');
});

test('a person has the highest role of their groups, or none', () => {
  const roleOf = (groups: unknown) => personIn({ sub: '1', 'cognito:groups': groups }).role;
  expect([['viewer', 'admin'], ['analyst'], ['touchpoint:delivery'], undefined].map(roleOf)).toEqual([
    'admin',
    'analyst',
    undefined,
    undefined,
  ]);
});

test('a viewer is limited by groups, as in the API', () => {
  const groups = ['viewer', 'touchpoint:delivery', 'segment:channel=web'];
  expect(personIn({ sub: '1', 'cognito:groups': groups })).toEqual({
    name: '1',
    role: 'viewer',
    touchpoints: ['delivery'],
    segments: ['channel:web'],
  });
});
