import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besideIn, pairOf, valueIn, valuesOfPair } from '../../../lib/metrics/tally/dimensions.ts';
import { exampleCopy } from '../../store/examples.ts';

describe('the value of a response in a dimension', () => {
  it('comes from a field or an attribute; for a pair, both, a missing one empty', () => {
    const copy = exampleCopy({ channel: 'web', attributes: { plan: 'gold' } });
    expect(valueIn('channel')(copy)).toBe('web');
    expect(valueIn('plan+channel')(copy)).toBe('gold + web');
    expect(valueIn('region+channel')(copy)).toBe(' + web');
    expect(valueIn('region')(copy)).toBeUndefined();
    expect(valueIn('region+city')(copy)).toBeUndefined();
  });

  it('comes from a column of that name in any case, and from that of the same case first', () => {
    expect(valueIn('region')(exampleCopy({ attributes: { Region: 'north' } }))).toBe('north');
    expect(valueIn('region')(exampleCopy({ attributes: { Region: 'north', region: 'south' } }))).toBe(
      'south',
    );
  });

  it('is missing for a dimension whose name is also an object property', () => {
    for (const name of ['constructor', '__proto__']) expect(valueIn(name)(exampleCopy())).toBeUndefined();
  });
});

describe('the value of a pair', () => {
  it('contains the separator only once', () => {
    expect(pairOf(['Internet + TV', 'web'])).toBe('Internet+TV + web');
    expect(pairOf(['', ''])).toBe('');
    expect(pairOf(['Internet + TV'])).toBe('Internet + TV');
  });

  it('gives the value paired with one of its values, and nothing for another value', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '+', ' '), maxLength: 5 });
    fc.assert(
      fc.property(part, part, part, (first, second, other) => {
        const pair = pairOf([first, second]);
        expect(pairOf([first, besideIn(pair, 0, first) ?? 'none'])).toBe(pair);
        expect(pairOf([besideIn(pair, 1, second) ?? 'none', second])).toBe(pair);
        const isSame = pairOf([other, second]) === pair;
        expect(besideIn(pair, 0, other) !== undefined).toBe(isSame);
        expect(pairOf(valuesOfPair(pair))).toBe(pair);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
