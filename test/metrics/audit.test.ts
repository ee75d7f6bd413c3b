import { describe, expect, it } from 'vitest';
import { audit } from '../../bench/audit/audit.ts';
import { statedIn } from '../../bench/audit/stated.ts';
import { linesOf, verdictOn } from '../../bench/audit/verdict.ts';

const check = (share: number, trials: number) => ({
  claim: 'Share',
  measure: () => [{ situation: 'one of two', share, trials }],
});

const stated = statedIn(
  '## What holds\n\n| claim | measured |\n|---|---|\n| Share | 94.2–95.7 % (90 % if rare) |\n\n## Next',
).get('Share');

describe('the audit', () => {
  it('finds in a short run that what the documentation states holds', () => {
    const outside = [...audit(0.02)].filter((verdict) => verdict.outside.length > 0);
    expect(outside.flatMap(linesOf)).toEqual([]);
  }, 300_000);

  it('reads the lowest and the highest share that is stated, without what is in parentheses', () => {
    expect(stated?.text).toBe('94.2–95.7 % (90 % if rare)');
    expect([stated?.low, stated?.high]).toEqual([expect.closeTo(0.942), expect.closeTo(0.957)]);
  });

  it('allows for the sampling error of the number of trials, and no more', () => {
    const outside = (share: number, trials: number) =>
      verdictOn(check(share, trials), stated, 1).outside.length;
    expect([outside(0.93, 400), outside(0.93, 40_000), outside(0.93, Number.POSITIVE_INFINITY)]).toEqual([
      0, 1, 1,
    ]);
    expect(outside(0.99, 4000)).toBe(1);
  });

  it('fails what the documentation does not state', () => {
    expect(linesOf(verdictOn(check(0.95, 400), undefined, 1))).toEqual([
      'FAILS  Share: measured 95.0 %, stated nothing',
      '       one of two: 95.0 % of 400 trials',
    ]);
  });
});
