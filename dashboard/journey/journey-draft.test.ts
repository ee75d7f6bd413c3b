import { expect, test } from 'vitest';
import {
  addStage,
  addTouchpoint,
  aliasesIn,
  type JourneyConfig,
  moveStage,
  moveTouchpoint,
  removeStage,
  removeTouchpoint,
  withTarget,
} from './journey-draft.ts';

const touchpoint = (id: string) => ({ id, aliases: [] });
const journey: JourneyConfig = {
  stages: [
    { id: 'find', touchpoints: [touchpoint('web'), touchpoint('app')] },
    { id: 'buy', touchpoints: [touchpoint('checkout')] },
  ],
};
const order = ({ stages }: JourneyConfig): string =>
  stages.map(({ id, touchpoints }) => `${id}: ${touchpoints.map((each) => each.id).join(' ')}`).join(' | ');

test('a touchpoint moves within its stage', () => {
  expect(order(moveTouchpoint(journey, 'app', -1))).toBe('find: app web | buy: checkout');
});

test('a touchpoint at the end of its stage moves into the next one, and back', () => {
  const moved = moveTouchpoint(journey, 'app', 1);
  expect(order(moved)).toBe('find: web | buy: app checkout');
  expect(order(moveTouchpoint(moved, 'app', -1))).toBe(order(journey));
});

test('the first touchpoint of all and the last stay where they are', () => {
  expect(order(moveTouchpoint(journey, 'web', -1))).toBe(order(journey));
  expect(order(moveTouchpoint(journey, 'checkout', 1))).toBe(order(journey));
});

test('a stage moves with its touchpoints', () => {
  expect(order(moveStage(journey, 'buy', -1))).toBe('buy: checkout | find: web app');
});

test('a stage is removed only if it is empty', () => {
  expect(order(removeStage(journey, 'buy'))).toBe(order(journey));
  expect(order(removeStage(removeTouchpoint(journey, 'checkout'), 'buy'))).toBe('find: web app');
});

test('what is added has an id of its name, and none twice', () => {
  expect(order(addStage(journey, 'Get help!'))).toBe('find: web app | buy: checkout | get-help: ');
  expect(order(addStage(journey, 'Buy'))).toBe('find: web app | buy: checkout | buy-3: ');
  expect(order(addTouchpoint(journey, 'buy', { name: 'Store visit' }))).toBe(
    'find: web app | buy: checkout store-visit',
  );
  expect(addTouchpoint(journey, 'buy', { name: 'Web' })).toBe(journey);
  expect(addStage(journey, '!')).toBe(journey);
});

test('removing the last target leaves none', () => {
  expect(withTarget(undefined, 'sentiment:net', 10)).toEqual({ 'sentiment:net': 10 });
  expect(withTarget({ 'sentiment:net': 10 }, 'sentiment:net', undefined)).toBeUndefined();
});

test('aliases are separated by commas', () => {
  expect(aliasesIn('web, web shop , ')).toEqual(['web', 'web shop']);
});
