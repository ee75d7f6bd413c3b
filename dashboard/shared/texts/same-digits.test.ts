import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gapText, levelText, percent } from '../../../lib/cli/render/wording.ts';
import { german } from '../../../lib/insights/findings/text/de.ts';
import { english } from '../../../lib/insights/findings/text/en.ts';
import { difference, level } from '../../../lib/reports/wording.ts';
import { formatOf } from './format.ts';

const page = formatOf('en-GB');
const digitsOf = (text: string): string => text.replace('−', '-').replace(/[^\d+-]/g, '');
const all = (...texts: string[]): string[] => [...new Set(texts.map(digitsOf))];

const groups = fc
  .tuple(fc.nat({ max: 400 }), fc.nat({ max: 400 }), fc.nat({ max: 400 }))
  .filter(([promoters, passives, detractors]) => promoters + passives + detractors > 0);

test('points have the same digits in a terminal, in findings, in reports and on the page, halves too', () => {
  fc.assert(
    fc.property(groups, ([promoters, passives, detractors]) => {
      const value = (100 * (promoters - detractors)) / (promoters + passives + detractors);
      expect(
        all(
          levelText('nps:relationship', value),
          english.level(value, 'points'),
          german.level(value, 'points'),
          level(value, 'points').text,
          page.level(value, 'points'),
        ),
      ).toHaveLength(1);
    }),
    { examples: [[[0, 179, 21]], [[21, 179, 0]]] },
  );
});

test('shares have the same digits everywhere, as levels and as differences', () => {
  fc.assert(
    fc.property(groups, ([some, others, more]) => {
      const value = some / (some + others + more);
      const gap = value - more / (some + others + more);
      expect(
        all(
          percent(value),
          english.level(value, 'share'),
          german.level(value, 'share'),
          level(value, 'share').text,
          page.level(value, 'share'),
        ),
      ).toHaveLength(1);
      expect(
        all(
          gapText('csat:1-5', gap),
          english.difference(gap, 'share'),
          german.difference(gap, 'share'),
          difference(gap, 'share').text,
          page.difference(gap, 'share'),
        ),
      ).toHaveLength(1);
    }),
    { examples: [[[29, 171, 0]], [[57, 143, 0]]] },
  );
});
