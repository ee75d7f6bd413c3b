import { describe, expect, it } from 'vitest';
import { type Condition, dimensionPairOf, narrowingTo } from '../../lib/disclosure/narrowing.ts';
import { exampleCopy } from '../store/examples.ts';

const web: Condition = { dimension: 'channel', value: 'web' };
const gold: Condition = { dimension: 'plan', value: 'gold' };
const copyOf = (channel: string | undefined, plan?: string) =>
  exampleCopy({
    ...(channel === undefined ? {} : { channel }),
    attributes: plan === undefined ? {} : { plan },
  });

describe('a filter', () => {
  it('keeps responses that meet every condition; a missing value counts as empty', () => {
    const one = narrowingTo([web]);
    expect([copyOf('web'), copyOf('store'), copyOf(undefined)].map(one.keeps)).toEqual([true, false, false]);
    expect(narrowingTo([{ ...web, value: '' }]).keeps(copyOf(undefined))).toBe(true);
    const both = narrowingTo([web, gold]);
    expect([copyOf('web', 'gold'), copyOf('web'), copyOf('store', 'gold')].map(both.keeps)).toEqual([
      true,
      false,
      false,
    ]);
    const neither = narrowingTo([
      { ...web, value: '' },
      { ...gold, value: '' },
    ]);
    expect([copyOf(undefined), copyOf('web')].map(neither.keeps)).toEqual([true, false]);
  });

  it('on two dimensions uses their pair as it is declared', () => {
    expect(narrowingTo([web, gold])).toMatchObject({ dimension: 'channel+plan', value: 'web + gold' });
    const turned = narrowingTo([web, gold], ['plan+channel']);
    expect(turned).toMatchObject({ dimension: 'plan+channel', value: 'gold + web' });
    expect(turned.keeps(copyOf('web', 'gold'))).toBe(true);
    expect(
      narrowingTo([{ dimension: 'channel+plan', value: 'web + gold' }]).keeps(copyOf('web', 'gold')),
    ).toBe(true);
  });

  it('rejects more than two dimensions at once', () => {
    expect(() => narrowingTo([web, gold, web])).toThrow('too many dimensions');
    expect(() => dimensionPairOf(['channel+plan', 'region'], [])).toThrow('too many dimensions');
  });
});
