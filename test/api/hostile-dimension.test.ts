import { expect, test } from 'vitest';
import { apiWorld, responsesOn } from './world.ts';

test('a dimension named __proto__ is asked for like any other, and changes no other object', async () => {
  const { api, store } = apiWorld({});
  await store(responsesOn('2026-05-04', 20));
  const { status } = await api.request('/consistency?by=__proto__');
  expect([status, Object.keys(Object.prototype)]).toEqual([200, []]);
});
