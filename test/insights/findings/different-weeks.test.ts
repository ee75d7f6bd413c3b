import { describe, expect, it } from 'vitest';
import { german } from '../../../lib/insights/findings/text/de.ts';
import { english } from '../../../lib/insights/findings/text/en.ts';
import type { FigureChange, StepOrPeriod } from '../../../lib/insights/findings/text/language.ts';

const figure = (value: number, n: number) => ({ value, low: value, high: value, n, enough: true });

const stars = { series: 'rating:5', metric: 'rating', name: 'Stars', scale: { min: 1, max: 5 } } as const;
const nps = { series: 'nps', metric: 'nps', name: 'NPS' } as const;
const topic = { series: 'theme:billing:net', metric: 'theme', name: 'Billing' } as const;

const oneWeek: StepOrPeriod = {
  series: 'rating:5',
  week: '2025-05-12',
  through: '2025-05-12',
  inside: figure(1.9, 72),
  outside: figure(3.6, 713),
  p: 0.001,
  what: stars,
  unit: 'mean',
  form: 'within',
};
const ofStars: FigureChange = {
  what: stars,
  unit: 'mean',
  verdict: 'worse',
  before: figure(3.6, 294),
  after: figure(3.2, 266),
  inBefore: 'in April',
};
const twoWeeksBefore: StepOrPeriod = {
  series: 'nps',
  week: '2025-03-24',
  through: '2025-03-31',
  inside: figure(-83, 96),
  outside: figure(15, 648),
  p: 0.001,
  what: nps,
  unit: 'points',
  form: 'earlier',
};
const ofNps: FigureChange = {
  what: nps,
  unit: 'points',
  verdict: 'better',
  before: figure(-7, 249),
  after: figure(15, 272),
  inBefore: 'in April',
};

describe('a figure that was different for some weeks only', () => {
  it('is reported with the figure of those weeks and of all others', () => {
    expect(english.changedForWeeks(oneWeek, ofStars)).toBe('1.9 stars in the week of 12 May, otherwise 3.6');
    expect(english.weeksInNumbers(oneWeek, ofStars, 'in May')).toBe(
      'n 72 in that week, 713 in the others. In May: 3.2 stars, after 3.6 in April.',
    );
  });

  it('is reported by the later value, if those weeks were in the earlier period', () => {
    expect(english.changedForWeeks(twoWeeksBefore, ofNps)).toBe(
      'NPS +15, after −83 in the weeks from 24 March to 6 April',
    );
    expect(english.weeksInNumbers(twoWeeksBefore, ofNps, 'in May')).toBe(
      'Without those weeks (n 96): +15 (n 648). In May: NPS rose from −7 to +15.',
    );
  });

  it('names the topic whose share or sentiment it is', () => {
    const net: StepOrPeriod = {
      ...oneWeek,
      what: topic,
      unit: 'points',
      inside: figure(-65, 34),
      outside: figure(29, 90),
    };
    const share: StepOrPeriod = {
      ...oneWeek,
      what: topic,
      unit: 'share',
      inside: figure(0.2, 72),
      outside: figure(0.05, 713),
    };
    expect(english.changedForWeeks(net, ofStars)).toBe(
      'net sentiment −65 on “Billing” in the week of 12 May, otherwise +29',
    );
    expect(english.changedForWeeks(share, ofStars)).toBe(
      '20% of comments about “Billing” in the week of 12 May, otherwise 5%',
    );
  });

  it('reads alike in German', () => {
    expect(german.changedForWeeks(oneWeek, ofStars)).toBe('1,9 Sterne in der Woche vom 12. Mai, sonst 3,6');
    expect(german.changedForWeeks(twoWeeksBefore, ofNps)).toBe(
      'NPS +15, nach −83 in den Wochen vom 24. März bis 6. April',
    );
    expect(german.weeksInNumbers(twoWeeksBefore, ofNps, 'im Mai')).toBe(
      'In den anderen Wochen +15 (n 648), n 96 in diesen Wochen. Im Mai: NPS stieg von −7 auf +15.',
    );
  });
});
